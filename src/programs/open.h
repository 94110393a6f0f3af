/* Private to programs/: opens an address in the user's browser.
 * No shell is involved: addresses and the commands in $BROWSER are only ever treated as words.
 * Only http, https and file are opened. */
#ifndef SSE_PROGRAMS_OPEN_H
#define SSE_PROGRAMS_OPEN_H

#include "base/buffer.h"
#include "search/search.h"

/* Appends the address to open for a hit: its own, else that of its file (RFC 8089), which for an entry of an
 * archive is the archive. Errors: SSE_INVALID for an address of another kind, SSE_NOT_FOUND if the hit has
 * neither or the file no longer exists, SSE_DENIED, SSE_IO, SSE_NO_MEMORY. */
sse_status open_find(const search_hit *hit, sse_buffer *address, sse_error *err);

/* Runs the first command that exists: those in $BROWSER, then xdg-open(1) or, on macOS, open(1). $BROWSER has
 * commands separated by colons, whose words are separated by spaces; %s stands for the address, which
 * otherwise becomes the last word. Waits until the command ends. Errors: SSE_NOT_FOUND if there is no such
 * command, SSE_IO if it exits with a status other than 0, SSE_NO_MEMORY. */
sse_status open_address(const char *address, sse_error *err);

#endif
