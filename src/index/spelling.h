/* Private to index/: the words that spellings are corrected to.
 * What the other rooms ask of them is in index.h (index_spellings).
 * They are made anew with all of ranking only. */
#ifndef SSE_INDEX_SPELLING_H
#define SSE_INDEX_SPELLING_H

#include "index/index.h"

/* Makes the words for index_spellings anew, in the same transaction; `items` there are. */
sse_status spelling_build(const index_db *index, size_t items, sse_error *err);

#endif
