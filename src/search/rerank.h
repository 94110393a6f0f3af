/* Private to search/: the second stage of ranking, which reads the texts of the best items and adds to their
 * scores what can only be seen there. The additions are in proximity.h, grams.h and latent.h; rerank.c reads
 * each text once for all of them. */
#ifndef SSE_SEARCH_RERANK_H
#define SSE_SEARCH_RERANK_H

#include "search/matcher.h"
#include "search/order.h"

/* Adds to the score of each of the first hits what its text is worth, and sorts them again. `language` is
 * that of the query, empty if it is not clear. Errors: those of the index, SSE_NO_MEMORY. */
sse_status rerank(struct ranking *ranking, struct matcher *matcher, sse_str language, struct rank_hit *hits,
                  size_t count, sse_error *err);

#endif
