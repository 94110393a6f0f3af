/* Private to query/: the items in which the places of words match a tree of spans. Trees that allow it are
 * matched in doclists (span_walk.h). For the others, FTS5 finds the items that have the words, and the places
 * in each are then checked. */
#ifndef SSE_QUERY_SPANS_H
#define SSE_QUERY_SPANS_H

#include "query/span_walk.h"

/* Calls `on_item` for the items whose places match. Errors: SSE_TOO_LARGE, SSE_NO_MEMORY, those of the
 * index. */
sse_status spans_find(span_query *spans, const index_db *index, void *context, index_match_fn *on_item,
                      sse_error *err);

#endif
