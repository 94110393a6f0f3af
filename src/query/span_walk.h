/* Private to query/: spans found in doclists, without FTS5: for all items, or for one stretch at a time.
 * This is for trees without prefixes, which would have too many doclists.
 * A query for a stretch or a single item does not examine others. */
#ifndef SSE_QUERY_SPAN_WALK_H
#define SSE_QUERY_SPAN_WALK_H

#include "index/index.h"
#include "query/span_tree.h"

/* True if the spans can be found this way. */
bool span_walk_can(span_query *spans);

typedef struct span_walk span_walk;
/* Takes ownership of the spans, whatever the result. The caller frees `*made`. Errors: those of the index,
 * SSE_NO_MEMORY. */
sse_status span_walk_new(span_query *spans, const index_db *index, span_walk **made, sse_error *err);
void span_walk_free(span_walk *walk); /* NULL is allowed */
/* Sets the bits of the items among the `count` from `first` on whose places match. Calls in ascending order
 * are cheapest. Errors: SSE_TIMEOUT, those of the index. */
sse_status span_walk_fill(span_walk *walk, uint32_t first, uint32_t count, uint64_t *bits, sse_error *err);

/* Calls `on_item` for all items whose places match; if the lists are long, from two threads, as index_matches
 * does. `second` is a copy of the spans. Errors: those of the index, SSE_NO_MEMORY. */
sse_status span_walk_all(span_query *spans, span_query *second, const index_db *index, void *context,
                         index_match_fn *on_item, sse_error *err);

#endif
