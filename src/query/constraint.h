/* Private to query/ and search/: what an item has to satisfy besides having the words.
 * Alternatives, exclusions, nearness and filters together are a set of items.
 * It is found before anything is ranked. */
#ifndef SSE_QUERY_CONSTRAINT_H
#define SSE_QUERY_CONSTRAINT_H

#include "query/item_set.h"
#include "query/query.h"

/* Finds the items that satisfy all constraints of the query, and the filters in `filters`, a query of its
 * own. What a filter cannot mean is noted in `notes`. `today` is where relative dates start. `set` is the
 * caller's to reset, whatever the result. */
sse_status constraint_find(const struct query *query, const struct query_reading *reading, sse_str filters,
                           sse_date today, index_ranking *ranking, sse_buffer *notes, item_set *set,
                           sse_error *err);
/* The set of all items. It is the caller's to reset, whatever the result. */
sse_status constraint_everything(index_ranking *ranking, item_set *set, sse_error *err);
/* The days of "2023", "2023-07", "2023-07-25", or "-30d", "-2w", "-6m", "-1y" before `today`: the first and
 * the last. False for anything else. */
bool constraint_days(sse_str text, sse_date today, uint32_t *first, uint32_t *last);

#endif
