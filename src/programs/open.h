/* Private to programs/: an address handed to the browser of whoever asks.
 * No shell is involved: neither an address nor what $BROWSER names is ever read as anything but words.
 * Only http, https and file are opened. */
#ifndef SSE_PROGRAMS_OPEN_H
#define SSE_PROGRAMS_OPEN_H

#include "base/buffer.h"
#include "search/search.h"

/* Appends what is opened of a hit: its address, else that of its file (RFC 8089); of an entry of an archive,
 * the archive's. Errors: SSE_INVALID where it has an address of another kind, SSE_NOT_FOUND where it has
 * neither or the file is not there any more, SSE_DENIED, SSE_IO, SSE_NO_MEMORY. */
sse_status open_find(const search_hit *hit, sse_buffer *address, sse_error *err);

/* Runs the first of the commands that there is: those of $BROWSER, with colons between them, whose words
 * stand apart by spaces, and in which %s is the address, which else comes last; then xdg-open(1), on macOS
 * open(1). Waits until it ends. Errors: SSE_NOT_FOUND where there is none, SSE_IO where it ends with another
 * status than 0, SSE_NO_MEMORY. */
sse_status open_address(const char *address, sse_error *err);

#endif
