/* Private to source/: plain text of mail, in which lines are broken to fit a screen, as paragraphs.
 * Text that says how it is broken (format=flowed, RFC 3676) is put together by that, other text by its looks.
 * Pure but for what is appended to. */
#ifndef SSE_SOURCE_WRAPPED_H
#define SSE_SOURCE_WRAPPED_H

#include "base/buffer.h"

/* Both append `text` (valid UTF-8), a line a paragraph, without empty ones. A paragraph that is quoted keeps
 * the marks of its first line ("> "). */
void wrapped_append(sse_str text, sse_buffer *out);
/* `deletes_space`: the space that a soft line break follows is not a part of the text (DelSp=yes). */
void wrapped_append_flowed(sse_str text, bool deletes_space, sse_buffer *out);

#endif
