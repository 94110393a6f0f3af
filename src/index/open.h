/* Private to index/: connects to the file of one index.
 * index_open in index.h is for readers; this is for runs and upgrades.
 * Several archives are opened in archives.c. */
#ifndef SSE_INDEX_OPEN_H
#define SSE_INDEX_OPEN_H

#include "index/connection.h"

/* Connects to the file `draft`, creating the tables if it is empty, or, if `draft` is NULL, to the index
 * itself for reading. Unlike index_open, it allows statements that write to be prepared. */
sse_status index_connect(const char *path, const char *draft, index_db **index, sse_error *err);

/* Appends the URI that opens `path` as a file that nobody changes (sqlite.org/uri.html). */
void index_immutable_name(const char *path, sse_buffer *name);

#endif
