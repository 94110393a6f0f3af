/* Private to index/: FTS5's auxiliary functions sse_note_all and sse_note_one, by which postings.c reads what
 * has no doclist of its own. What they note goes into the postings that the index has for it (struct kept).
 */
#ifndef SSE_INDEX_NOTING_H
#define SSE_INDEX_NOTING_H

#include "index/connection.h"

/* Makes the functions known to the connection. Errors: SSE_NO_MEMORY. */
sse_status noting_register(index_db *index, sse_error *err);

#endif
