/* Private to index/: lengths and weights of BM25F, as stored in lists.
 * Its constants, index_measures and index_impact are in index/ranking.h, since searches weigh words too.
 * Source: Robertson and Zaragoza, as cited there. */
#ifndef SSE_INDEX_LISTS_BM25_H
#define SSE_INDEX_LISTS_BM25_H

#include "index/ranking.h"

/* The length of a text, in words, as a code with eight steps per doubling. */
uint8_t bm25_length_code(uint64_t length);

/* Returns true if both measures yield the same impacts. */
bool bm25_are_alike(const index_measures *a, const index_measures *b);

#endif
