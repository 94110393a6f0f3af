/* Private to query/: where words stand in an item, as spans of their places, and what is asked of them: one
 * after the other, near each other, one and not the other.
 * FTS5 finds the items that have the words; each is then tested by the places. */
#ifndef SSE_QUERY_SPANS_H
#define SSE_QUERY_SPANS_H

#include "base/buffer.h"
#include "index/index.h"

typedef enum spans_kind {
  SPANS_PHRASE, /* terms one after the other: a leaf */
  SPANS_ANY,    /* of the children */
  SPANS_ROW,    /* the children, each right after the one before */
  SPANS_NEAR,   /* the children in any order, at most `distance` other places between them together */
  SPANS_BUT     /* the first child, where the second does not begin at the same place */
} spans_kind;

/* A tree of what is asked. */
typedef struct span_query span_query;

/* `*made` is the caller's to free. Errors: SSE_NO_MEMORY. */
sse_status spans_new(span_query **made, sse_error *err);
void spans_free(span_query *spans); /* NULL is allowed */

/* Adds a node, a child of `parent`, or the root where there is none: the first one. Where memory is short, or
 * there are too many, the number is 0, and spans_find says so. */
size_t spans_add(span_query *spans, size_t parent, spans_kind kind, size_t distance);
/* The same for a leaf: terms with spaces between them, in a column of the index (-1 for any), the last of
 * which needs only to begin so where it is a prefix. */
size_t spans_add_phrase(span_query *spans, size_t parent, sse_str terms, int column, bool is_prefix);

/* True where the places can be asked for a stretch of items at a time. */
bool spans_can_walk(span_query *spans);
typedef struct span_walk span_walk;
/* Takes the spans over, whatever the result. `*made` is the caller's to free. Errors: those of the index,
 * SSE_NO_MEMORY. */
sse_status span_walk_new(span_query *spans, const index_db *index, span_walk **made, sse_error *err);
void span_walk_free(span_walk *walk); /* NULL is allowed */
/* Sets the bits of those of `count` items from `first` on in which the places are as asked. It costs least in
 * ascending order. Errors: SSE_TIMEOUT, those of the index. */
sse_status span_walk_fill(span_walk *walk, uint32_t first, uint32_t count, uint64_t *bits, sse_error *err);

/* Calls `on_item` for the items in which the places are as asked. Errors: SSE_TOO_LARGE, SSE_NO_MEMORY, those
 * of the index. */
sse_status spans_find(span_query *spans, const index_db *index, void *context, index_match_fn *on_item,
                      sse_error *err);

#endif
