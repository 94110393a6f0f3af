/* Private to search/: the cursor of a prefix, which represents the words that begin with it.
 * The most frequent of them are read when it is opened, the rest only if those do not suffice.
 * Until then, a bound for what the rest can add is known. */
#ifndef SSE_SEARCH_PREFIX_H
#define SSE_SEARCH_PREFIX_H

#include "search/cursor.h"

/* Opens the cursor of a prefix with `variant_count` variants. An item has the highest impact of its
 * variants. */
sse_status prefix_open(struct ranking *ranking, struct cursor *cursor, size_t variant_count, double share,
                       sse_error *err);
/* Reads the rest of all prefixes. An item with only words of the rest has the same impact, whichever they
 * are; scores of other items do not change. Errors stick in the ranking. */
void prefix_read_rest(struct ranking *ranking);
/* An upper bound for the scores by words of the items that match only with the rest of a prefix. */
double prefix_rest_bound(const struct ranking *ranking);

#endif
