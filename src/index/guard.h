/* Private to index/: what a reader's connection may do, and for how long.
 * An index is a file that others may have written: neither its schema nor the text of a query is trusted, so
 * SQLite itself is restricted to reading. */
#ifndef SSE_INDEX_GUARD_H
#define SSE_INDEX_GUARD_H

#include "index/index.h"

/* Restricts the connection to reading, and to statements no larger than our own. Errors: SSE_DATABASE if
 * SQLite refuses. */
sse_status guard_install(const index_db *index, sse_error *err);

/* Gives `to` the deadline of `from`; they may be the same. */
void guard_copy(const index_db *from, const index_db *to);

#endif
