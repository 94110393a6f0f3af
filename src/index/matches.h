/* Private to index/: the auxiliary function of FTS5 by which items are tested.
 * What the other rooms see of it is in index.h.
 * It is registered once for a connection: FTS5 keeps each registration. */
#ifndef SSE_INDEX_MATCHES_H
#define SSE_INDEX_MATCHES_H

#include "index/index.h"

/* Makes the function known to the index's connection. Errors: SSE_NO_MEMORY. */
sse_status matches_register(const index_db *index, sse_error *err);

#endif
