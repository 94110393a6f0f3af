/* Private to index/: lengths and weights of BM25F, as lists have them.
 * Its constants, index_measures and index_impact are in index/ranking.h, since searches weigh words too.
 * Source: Robertson and Zaragoza, as there. */
#ifndef SSE_INDEX_LISTS_BM25_H
#define SSE_INDEX_LISTS_BM25_H

#include "index/ranking.h"

/* How long a text is, in eight steps a doubling: a code and the length it stands for, in words. */
uint8_t bm25_length_code(uint64_t length);
double bm25_length(uint8_t code);

/* True where two ways to measure make the same impacts. */
bool bm25_are_alike(const index_measures *a, const index_measures *b);

#endif
