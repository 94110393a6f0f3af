/* Private to search/: the parts of a hit's score, which explain its rank. They are the parts of a search_hit:
 * the score of a word and, below it, the variants that the item has. They are made only for the hits that are
 * shown, and only on request. */
#ifndef SSE_SEARCH_EXPLAIN_H
#define SSE_SEARCH_EXPLAIN_H

#include "search/order.h"

/* Adds the parts of a hit's score to `shown`. Errors: SSE_NO_MEMORY and those of the index. */
sse_status explain_hit(struct ranking *ranking, const struct rank_wanted *wanted, const struct rank_hit *hit,
                       search_hit *shown, sse_error *err);

#endif
