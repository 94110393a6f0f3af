/* Private to source/: joins the lines of plain text in mail, which are broken to fit a screen, into
 * paragraphs. Text that declares how it is broken (format=flowed, RFC 3676) is joined accordingly, other text
 * by its looks. Pure functions, except for the buffers they append to. */
#ifndef SSE_SOURCE_WRAPPED_H
#define SSE_SOURCE_WRAPPED_H

#include "base/buffer.h"

/* Both append `text` (valid UTF-8), one paragraph per line, without empty ones. A quoted paragraph keeps the
 * prefix of its first line ("> "). */
void wrapped_append(sse_str text, sse_buffer *out);
/* `deletes_space`: the space before a soft line break is not part of the text (DelSp=yes). */
void wrapped_append_flowed(sse_str text, bool deletes_space, sse_buffer *out);

#endif
