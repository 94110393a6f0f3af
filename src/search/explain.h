/* Private to search/: what the score of a hit is made of, for who asks why it is where it is.
 * Parts are those of a search_hit: a word's score, and below it the variants that the item has.
 * It is made for the hits that are shown, and only where it is asked for. */
#ifndef SSE_SEARCH_EXPLAIN_H
#define SSE_SEARCH_EXPLAIN_H

#include "search/order.h"

/* Says what the score of a hit is made of. Errors: SSE_NO_MEMORY and those of the index. */
sse_status explain_hit(struct ranking *ranking, const struct rank_wanted *wanted, const struct rank_hit *hit,
                       search_hit *shown, sse_error *err);

#endif
