/* Private to source/: HTML as people write it, made ready for libxml2, which knows HTML 4 alone.
 * What browsers read and it does not is written in a way that it reads.
 * Pure but for what is appended to. */
#ifndef SSE_SOURCE_HYPERTEXT_H
#define SSE_SOURCE_HYPERTEXT_H

#include "base/buffer.h"

/* Appends HTML with the names that it does not know as the characters they stand for, and with the semicolon
 * of those that do without. `is_piece`: it is the text of a field and no page, in which < may be just that.
 * Of the attributes of a tag, those after the first 200 are left out. */
void hypertext_mend(sse_str html, bool is_piece, sse_buffer *out);

/* True where a text that may be plain has tags of HTML, or characters by their names or numbers, or is a
 * document of its own. `*has_blocks` tells that a tag of an element that begins a line is among them. */
bool hypertext_detect(sse_str text, bool *has_blocks);

#endif
