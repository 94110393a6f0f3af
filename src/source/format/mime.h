/* Private to source/: decodes the encodings of mail (RFC 2045 and 2047).
 * GMime does that too, but hides from us what it cannot decode, or decodes by iconv's names of charsets.
 * Text that is not validly encoded is taken literally. */
#ifndef SSE_SOURCE_MIME_H
#define SSE_SOURCE_MIME_H

#include "base/buffer.h"
#include "base/status.h"
#include "base/str.h"

/* Append the bytes encoded by base64 or quoted-printable text. */
void mime_decode_base64(sse_str text, sse_buffer *out);
void mime_decode_quoted(sse_str text, bool in_header, sse_buffer *out);

/* Appends bytes as UTF-8. `charset` is the declared charset, empty for none; `option` is the one that the
 * user specified, or NULL. Adds the number of bytes that became U+FFFD to `*repaired`. Errors: SSE_NO_MEMORY,
 * and SSE_INVALID for an unknown `option`. */
sse_status mime_append_charset(sse_str bytes, sse_str charset, const char *option, sse_buffer *out,
                               size_t *repaired, sse_error *err);

/* Appends a header's value with its encoded words (RFC 2047) decoded. Unencoded bytes are in `charset`, the
 * one that the message declares, if any. Errors: as above. */
sse_status mime_append_header(sse_str value, sse_str charset, const char *option, sse_buffer *out,
                              size_t *repaired, sse_error *err);

#endif
