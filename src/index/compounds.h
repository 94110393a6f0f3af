/* Private to index/: the table of words that are parts of other words.
 * What the other rooms ask of it is in index.h (index_compounds).
 * It is made anew with all of ranking only. */
#ifndef SSE_INDEX_COMPOUNDS_H
#define SSE_INDEX_COMPOUNDS_H

#include "index/index.h"

/* Makes the table of compounds anew from all words, in the same transaction. */
sse_status compounds_build(const index_db *index, sse_error *err);

#endif
