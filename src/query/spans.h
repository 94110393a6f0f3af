/* Private to query/: the items in which words stand as a tree of spans asks.
 * What can be found in doclists is (span_walk.h); for the rest FTS5 finds the items that have the words, and
 * each is then tested by the places. */
#ifndef SSE_QUERY_SPANS_H
#define SSE_QUERY_SPANS_H

#include "query/span_walk.h"

/* Calls `on_item` for the items in which the places are as asked. Errors: SSE_TOO_LARGE, SSE_NO_MEMORY, those
 * of the index. */
sse_status spans_find(span_query *spans, const index_db *index, void *context, index_match_fn *on_item,
                      sse_error *err);

#endif
