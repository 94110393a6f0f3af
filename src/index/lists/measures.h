/* Private to index/: the inputs of weights that do not depend on the item, read from their table.
 * They stay the same until all ranking data is rebuilt.
 */
#ifndef SSE_INDEX_LISTS_MEASURES_H
#define SSE_INDEX_LISTS_MEASURES_H

#include "index/index.h"

/* Reads the measures of one index, and the number that all item numbers are below; 0 if nothing has been
 * built yet. Errors: SSE_DATABASE. */
sse_status measures_read(const index_db *index, index_measures *measures, size_t *numbers, sse_error *err);

#endif
