/* Private to index/: connects to the file of one index.
 * index_open in index.h is for readers; what a run needs besides is here, and what upgrades open files by.
 * Several archives are opened in archives.c. */
#ifndef SSE_INDEX_OPEN_H
#define SSE_INDEX_OPEN_H

#include "index/connection.h"

/* Connects to the file `draft`, making the tables where it is empty, or to the index itself where that is
 * NULL, to read it; unlike index_open it does not keep statements that write from being prepared. */
sse_status index_connect(const char *path, const char *draft, index_db **index, sse_error *err);

/* Appends the name that opens `path` as a file that nobody changes (sqlite.org/uri.html). */
void index_immutable_name(const char *path, sse_buffer *name);

#endif
