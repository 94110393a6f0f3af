/* Private to index/: the tables, and the checks that a file has them.
 * The application id tells an index from another SQLite file; the user version is the schema's.
 * All statements that make or check tables are in schema.c. */
#ifndef SSE_INDEX_SCHEMA_H
#define SSE_INDEX_SCHEMA_H

#include "index/index.h"

/* Checks that the open database is an index of this version; with INDEX_WRITE, makes the tables in an empty
 * one. Errors: SSE_DATABASE, SSE_BUSY, SSE_IO, SSE_NO_MEMORY. */
sse_status index_schema_ready(const index_db *index, index_mode mode, sse_error *err);

/* Runs statements that return nothing. */
sse_status index_exec(const index_db *index, const char *sql, sse_error *err);

#endif
