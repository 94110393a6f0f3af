/* Private to query/ and search/: the operators of the query language as other keyboards and programs write
 * them. A Japanese or Chinese input method gives full-width parentheses and spaces; a page in French or
 * Arabic brings no-break spaces and direction marks. Pure functions; only the buffer allocates. */
#ifndef SSE_QUERY_PUNCTUATION_H
#define SSE_QUERY_PUNCTUATION_H

#include "base/buffer.h"
#include "base/str.h"

#include <stdbool.h>

/* Appends `text` (valid UTF-8) with those characters in ASCII and without direction marks. Text between
 * quotation marks is left as it is. */
void punctuation_append_ascii(sse_str text, sse_buffer *out);
/* True for a text that contains any of them, and so has to be quoted in a query. */
bool punctuation_has_other(sse_str text);

#endif
