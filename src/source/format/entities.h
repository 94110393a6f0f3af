/* Private to source/: characters that stand in markup by number or by a name of HTML.
 * They are written as UTF-8, and those that markup is made of as references that XML knows.
 * All functions are pure but for what they append to. */
#ifndef SSE_SOURCE_ENTITIES_H
#define SSE_SOURCE_ENTITIES_H

#include "base/buffer.h"

#include <stdint.h>

/* Appends what a name of HTML stands for (`eacute`, without the & and the semicolon); false, and nothing is
 * appended, for what is none. `<`, `&` and quotation marks are written as the references that XML knows. */
bool entities_append(sse_str name, sse_buffer *out);

/* Appends a character by its number, in the same way; nothing for one that XML does not allow. 128 to 159 are
 * those of windows-1252, as browsers take them. */
void entities_append_code(uint32_t code, sse_buffer *out);

#endif
