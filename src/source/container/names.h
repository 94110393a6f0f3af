/* Private to source/: names of files in archives, as UTF-8.
 * Archives have them in UTF-8 or in the code page of whoever packed them, and seldom say which.
 * The program's locale does not matter. */
#ifndef SSE_SOURCE_NAMES_H
#define SSE_SOURCE_NAMES_H

#include "base/buffer.h"
#include "base/status.h"

#include <archive_entry.h>

/* Appends the entry's name; nothing if it has none. Errors: SSE_NO_MEMORY. */
sse_status names_append(struct archive_entry *entry, sse_buffer *out, sse_error *err);

#endif
