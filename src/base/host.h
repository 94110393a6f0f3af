/* Host names as people read them.
 * Between machines a host is in ASCII: xn--bcher-kva.example.
 * Sources: IDNA2008 (RFC 5891), UTS #39 (Unicode Security Mechanisms). */
#ifndef SSE_BASE_HOST_H
#define SSE_BASE_HOST_H

#include "base/buffer.h"
#include "base/str.h"

/* Appends the Unicode form of a host: bücher.example. The host is appended unchanged if it is not valid IDNA
 * or if one of its labels could pass for another: the label mixes scripts that no language mixes, has a
 * letter of a script not known here, or consists only of Cyrillic or Greek letters that look like Latin ones.
 * May be called from any thread. If memory is short, `out->failed` is set. */
void sse_host_append_shown(sse_buffer *out, sse_str host);

#endif
