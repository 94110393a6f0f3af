/* Private to search/: the second stage of ranking, in which the texts of the best items are read and what can
 * only be seen there is added to their scores.
 * What adds is in proximity.h, grams.h and latent.h; rerank.c reads each text once for all of them. */
#ifndef SSE_SEARCH_RERANK_H
#define SSE_SEARCH_RERANK_H

#include "search/matcher.h"
#include "search/order.h"

/* Adds what the text of each of the first hits is worth to its score, and orders them anew. `language` is
 * that of the query, none where it is not clear. Errors: those of the index, SSE_NO_MEMORY. */
sse_status rerank(struct ranking *ranking, struct matcher *matcher, sse_str language, struct rank_hit *hits,
                  size_t count, sse_error *err);

#endif
