/* Private to index/: what weights depend on besides the item, read from its table.
 * They stay as they are until all that ranking stands on is made anew.
 */
#ifndef SSE_INDEX_LISTS_MEASURES_H
#define SSE_INDEX_LISTS_MEASURES_H

#include "index/index.h"

/* Reads the measures of one index, and below what all numbers of items are; 0 where nothing was made yet.
 * Errors: SSE_DATABASE. */
sse_status measures_read(const index_db *index, index_measures *measures, size_t *numbers, sse_error *err);

#endif
