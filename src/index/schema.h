/* Private to index/: the tables, and the checks that a file has them.
 * The application id distinguishes an index from other SQLite files; the user version is that of the schema.
 * All statements that create or check tables are in schema.c. */
#ifndef SSE_INDEX_SCHEMA_H
#define SSE_INDEX_SCHEMA_H

#include "index/index.h"

/* Checks that the open database is an index of this version; with `make`, creates the tables in an empty one.
 * Errors: SSE_DATABASE, SSE_IO, SSE_NO_MEMORY. */
sse_status index_schema_ready(const index_db *index, bool make, sse_error *err);

/* Looks for damage in the file and in the row counts of its tables; if `whole`, also in every term, which
 * takes as long as indexing. Needs a connection that may write, although nothing is written. Errors:
 * SSE_DATABASE, SSE_IO, SSE_NO_MEMORY. */
sse_status index_verify(const index_db *index, bool whole, sse_error *err);

/* The version of the tables that this program creates and reads. */
int schema_version(void);

#endif
