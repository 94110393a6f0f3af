/* Private to index/: the words that misspellings are corrected to.
 * Other rooms query them through index_spellings in index.h.
 * They are rebuilt only when all ranking data is. */
#ifndef SSE_INDEX_SPELLING_H
#define SSE_INDEX_SPELLING_H

#include "index/index.h"

/* Rebuilds the words for index_spellings, in the current transaction; `items` is the number of items. */
sse_status spelling_build(const index_db *index, size_t items, sse_error *err);

#endif
