/* Private to source/: the encodings of mail (RFC 2045 and 2047), decoded.
 * GMime decodes them too, but what it cannot decode, or decodes by names that iconv has for charsets, it
 * keeps from us. What is not a valid encoding is taken as it stands. */
#ifndef SSE_SOURCE_MIME_H
#define SSE_SOURCE_MIME_H

#include "base/buffer.h"
#include "base/status.h"
#include "base/str.h"

/* Appends the bytes that base64 or quoted-printable text stands for. */
void mime_decode_base64(sse_str text, sse_buffer *out);
void mime_decode_quoted(sse_str text, bool in_header, sse_buffer *out);

/* Appends bytes as UTF-8. `charset` is the label that comes with them, none where there is none; `option` is
 * what the person said, or NULL. Adds what became U+FFFD to `*repaired`. Errors: SSE_NO_MEMORY, and
 * SSE_INVALID for an `option` that is not known. */
sse_status mime_append_charset(sse_str bytes, sse_str charset, const char *option, sse_buffer *out,
                               size_t *repaired, sse_error *err);

/* Appends a header's value with its encoded words (RFC 2047) decoded; bytes that stand in it as they are have
 * the label `charset`, that of the message, or none. Errors: as above. */
sse_status mime_append_header(sse_str value, sse_str charset, const char *option, sse_buffer *out,
                              size_t *repaired, sse_error *err);

#endif
