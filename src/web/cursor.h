/* Private to web/: where a list of hits goes on, after the first 10,000 too.
 * A cursor is of one search in one state of the archive: the next run, or the next day, may order the hits in
 * another way, and then it says so. */
#ifndef SSE_WEB_CURSOR_H
#define SSE_WEB_CURSOR_H

#include "web/answer.h"

enum { CURSOR_SIZE = 64 };

/* Reads the request's cursor, if it has one, into `*offset`. Errors: SSE_INVALID for one that is none or of
 * another search, SSE_GONE where the archive is not what it was. */
sse_status cursor_read(const struct call *call, size_t *offset, sse_error *err);
/* Writes the cursor by which the search at hand goes on at an offset. Errors: SSE_NO_MEMORY. */
sse_status cursor_write(const struct call *call, size_t offset, char text[CURSOR_SIZE], sse_error *err);

#endif
