/* Makes untrusted text safe for a terminal by finding and replacing what could drive it: every control
 * character (C0, DEL, C1 as UTF-8, and marks of direction) and every byte that is not part of valid UTF-8,
 * since terminals may take bytes from 0x80 to 0x9F as C1. */
#ifndef SSE_BASE_PRINTABLE_H
#define SSE_BASE_PRINTABLE_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/* The length in bytes of the character at `text`, which is NUL-terminated; 1 if no valid character begins
 * there. Valid as in the Unicode Standard, table 3-7: no overlong forms, no surrogates, nothing above
 * U+10FFFF. */
size_t sse_character_length(const char *text);
/* True if the character at `text` must not reach a terminal. */
bool sse_character_is_control(const char *text);

/* Appends a text with `?` in place of each such character. */
void sse_append_printable(sse_buffer *out, const char *text);

#endif
