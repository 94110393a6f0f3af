/* Private to query/: spans found in doclists, without FTS5: of all items, or of those of a stretch at a time.
 * That is for trees without beginnings of words, whose doclists would be too many.
 * What is asked of a stretch or of one item costs no look at others. */
#ifndef SSE_QUERY_SPAN_WALK_H
#define SSE_QUERY_SPAN_WALK_H

#include "index/index.h"
#include "query/span_tree.h"

/* True for spans that can be found so. */
bool span_walk_can(span_query *spans);

typedef struct span_walk span_walk;
/* Takes the spans over, whatever the result. `*made` is the caller's to free. Errors: those of the index,
 * SSE_NO_MEMORY. */
sse_status span_walk_new(span_query *spans, const index_db *index, span_walk **made, sse_error *err);
void span_walk_free(span_walk *walk); /* NULL is allowed */
/* Sets the bits of those of `count` items from `first` on in which the places are as asked. It costs least in
 * ascending order. Errors: SSE_TIMEOUT, those of the index. */
sse_status span_walk_fill(span_walk *walk, uint32_t first, uint32_t count, uint64_t *bits, sse_error *err);

/* Calls `on_item` for all items in which the places are as asked, from two threads where the lists are long,
 * as index_matches does. `second` is a copy of the spans. Errors: those of the index, SSE_NO_MEMORY. */
sse_status span_walk_all(span_query *spans, span_query *second, const index_db *index, void *context,
                         index_match_fn *on_item, sse_error *err);

#endif
