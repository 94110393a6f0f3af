/* Private to query/ and search/: what an item has to satisfy besides having the words.
 * Alternatives, exclusions, nearness and filters together are a set of items.
 * It is found before anything is ranked. */
#ifndef SSE_QUERY_CONSTRAINT_H
#define SSE_QUERY_CONSTRAINT_H

#include "query/filters.h"

/* Finds the items that satisfy all constraints of the query, and the filters in `filters`, a query of its
 * own. A filter that cannot be read matches nothing, and neither does what excludes it. `set` is the caller's
 * to reset, whatever the result. Errors: those of the index, SSE_NO_MEMORY. */
sse_status constraint_find(const struct query *query, const filters_reading *reading, sse_str filters,
                           item_set *set, sse_error *err);
/* The set of all items. It is the caller's to reset, whatever the result. */
sse_status constraint_everything(index_ranking *ranking, item_set *set, sse_error *err);

#endif
