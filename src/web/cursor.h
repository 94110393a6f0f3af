/* Private to web/: cursors, by which a list of hits continues, also after the first 10,000.
 * A cursor is valid for one search in one state of the archive. The next run, or the next day, may change the
 * order of the hits, and then the cursor is refused. */
#ifndef SSE_WEB_CURSOR_H
#define SSE_WEB_CURSOR_H

#include "web/answer.h"

enum { CURSOR_SIZE = 64 };

/* Sets `*offset` from the request's cursor, if there is one. Errors: SSE_INVALID if it is malformed or
 * belongs to another search, SSE_GONE if the archive has changed since. */
sse_status cursor_read(const struct call *call, size_t *offset, sse_error *err);
/* Writes the cursor for the hits of the current search from an offset on. Errors: SSE_NO_MEMORY. */
sse_status cursor_write(const struct call *call, size_t offset, char text[CURSOR_SIZE], sse_error *err);

#endif
