/* Private to source/: characters that markup gives by number or by an HTML name.
 * They are written as UTF-8; markup characters are written as references that XML knows.
 * Pure functions, except for the buffers they append to. */
#ifndef SSE_SOURCE_ENTITIES_H
#define SSE_SOURCE_ENTITIES_H

#include "base/buffer.h"

#include <stdint.h>

/* Appends the character of an HTML entity name (`eacute`, without & and semicolon). Returns false, and
 * appends nothing, if there is no such name. `<`, `&` and quotation marks are written as references that XML
 * knows. */
bool entities_append(sse_str name, sse_buffer *out);

/* Appends a character by its number, in the same way; nothing for one that XML does not allow. 128 to 159 are
 * taken as windows-1252, as in browsers. */
void entities_append_code(uint32_t code, sse_buffer *out);

#endif
