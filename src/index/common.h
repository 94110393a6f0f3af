/* Private to index/: ids of items, and which ids occur in several archives.
 * several.c keeps the result until the index is closed.
 */
#ifndef SSE_INDEX_COMMON_H
#define SSE_INDEX_COMMON_H

#include "index/connection.h"

/* Finds the ids that occur in several archives. `common` must be empty; the caller resets it. */
sse_status common_find(const index_db *index, index_common *common, sse_error *err);
void common_reset(index_common *common);

#endif
