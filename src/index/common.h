/* Private to index/: ids of items, and which of them items of several archives have in common.
 * several.c keeps what is found here until the index is closed.
 */
#ifndef SSE_INDEX_COMMON_H
#define SSE_INDEX_COMMON_H

#include "index/connection.h"

/* Finds them, `common` being empty and the caller's to reset. */
sse_status common_find(const index_db *index, index_common *common, sse_error *err);
void common_reset(index_common *common);

#endif
