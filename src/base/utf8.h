/* Well-formed UTF-8 (The Unicode Standard, table 3-7).
 * Whether bytes are well-formed, and up to where.
 * Pure functions; nothing allocates. */
#ifndef SSE_BASE_UTF8_H
#define SSE_BASE_UTF8_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* The length in bytes of the longest prefix of `text` that is whole, well-formed characters. */
size_t sse_utf8_valid(sse_str text);
/* True if `text`, of at least one byte, is an incomplete but so far well-formed character: what follows may
 * still complete it. */
bool sse_utf8_is_beginning(sse_str text);
/* True if nothing in `text` is visible: it has only Unicode white space and invisible characters such as the
 * zero-width space. */
bool sse_utf8_is_blank(sse_str text);
/* The text without a leading byte order mark, which some programs write. */
sse_str sse_utf8_without_mark(sse_str text);

#endif
