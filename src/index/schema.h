/* Private to index/: the tables, and the checks that a file has them.
 * The application id tells an index from another SQLite file; the user version is the schema's.
 * All statements that make or check tables are in schema.c. */
#ifndef SSE_INDEX_SCHEMA_H
#define SSE_INDEX_SCHEMA_H

#include "index/index.h"

/* Checks that the open database is an index of this version; with `make`, makes the tables in an empty one.
 * Errors: SSE_DATABASE, SSE_IO, SSE_NO_MEMORY. */
sse_status index_schema_ready(const index_db *index, bool make, sse_error *err);

/* Looks for damage: in the file and the counts of its tables or, where `whole`, in every term too, which
 * takes as long as indexing. Needs a connection that may write, though nothing is written. Errors:
 * SSE_DATABASE, SSE_IO, SSE_NO_MEMORY. */
sse_status index_verify(const index_db *index, bool whole, sse_error *err);

/* The version of the tables that this program makes and reads. */
int schema_version(void);

#endif
