/* Well-formed UTF-8 (The Unicode Standard, table 3-7).
 * Whether bytes are it, and up to where.
 * Pure functions; nothing allocates. */
#ifndef SSE_BASE_UTF8_H
#define SSE_BASE_UTF8_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* How many bytes at the beginning of `text` are whole, well-formed characters. */
size_t sse_utf8_valid(sse_str text);
/* Whether `text`, of at least a byte, is the beginning of a well-formed character and no more than that: what
 * follows may still complete it. */
bool sse_utf8_is_beginning(sse_str text);
/* Whether there is nothing to be seen in `text`: it has white space of Unicode alone, and signs that are not
 * shown, as the one for no space. */
bool sse_utf8_is_blank(sse_str text);
/* The same text without a byte order mark at its beginning, which some programs write. */
sse_str sse_utf8_without_mark(sse_str text);

#endif
