/* Private to index/: FTS5's auxiliary functions sse_note_all and sse_note_one, with which postings.c reads
 * what has no doclist of its own.
 * The postings they note go where the index says (struct kept). */
#ifndef SSE_INDEX_NOTING_H
#define SSE_INDEX_NOTING_H

#include "index/connection.h"

/* Registers the functions with the connection. Errors: SSE_NO_MEMORY. */
sse_status noting_register(index_db *index, sse_error *err);

#endif
