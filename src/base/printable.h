/* Text that may come from anywhere, for a terminal: what could drive it is found and replaced.
 * That is every control character (C0, DEL, and C1 as UTF-8) and every byte that is not part of valid UTF-8,
 * since terminals may take bytes from 0x80 to 0x9F for C1. */
#ifndef SSE_BASE_PRINTABLE_H
#define SSE_BASE_PRINTABLE_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the character at `text`, which ends in NUL; 1 for a byte that begins no valid one. Valid is as in
 * the Unicode Standard, table 3-7: nothing overlong, no surrogates, nothing above U+10FFFF. */
size_t sse_character_length(const char *text);
/* True where the character at `text` must not reach a terminal. */
bool sse_character_is_control(const char *text);

/* Appends a text with `?` for each such character. */
void sse_append_printable(sse_buffer *out, const char *text);

#endif
