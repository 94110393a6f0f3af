/* Private to index/: the auxiliary function of FTS5 by which items are tested.
 * What the other rooms see of it is in index.h.
 * It is registered once for a connection: FTS5 keeps each registration. */
#ifndef SSE_INDEX_MATCHES_H
#define SSE_INDEX_MATCHES_H

#include "index/index.h"

/* Makes the function known to the index's connection. Errors: SSE_NO_MEMORY. */
sse_status matches_register(const index_db *index, sse_error *err);

/* Another connection to the file that a reader has open, for a second thread, which ends when the first has
 * to; NULL where it cannot be had, as where the file was swapped since. It stays the index's. */
const index_db *index_second(const index_db *index);

#endif
