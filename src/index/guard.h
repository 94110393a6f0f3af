/* Private to index/: what a reader's connection may do, and for how long.
 * An index comes from a file that others may have written: its schema and a query's text are not trusted, so
 * SQLite itself is told to do nothing but read. */
#ifndef SSE_INDEX_GUARD_H
#define SSE_INDEX_GUARD_H

#include "index/index.h"

/* Lets the connection only read, and what it compiles be no larger than our own statements are. Errors:
 * SSE_DATABASE where SQLite takes none of that. */
sse_status guard_install(const index_db *index, sse_error *err);

/* Has what is done by `to` end when what is done by `from` does; they may be the same. */
void guard_copy(const index_db *from, const index_db *to);

#endif
