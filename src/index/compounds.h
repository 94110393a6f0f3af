/* Private to index/: the table of words that are parts of other words.
 * Other rooms query it through index_compounds in index.h.
 * It is rebuilt only when all ranking data is. */
#ifndef SSE_INDEX_COMPOUNDS_H
#define SSE_INDEX_COMPOUNDS_H

#include "index/index.h"

/* Rebuilds the table of compounds from all words, in the current transaction. */
sse_status compounds_build(const index_db *index, sse_error *err);

#endif
