/* Hosts of the web as people read them.
 * Between machines a host is in ASCII: xn--bcher-kva.example.
 * Sources: IDNA2008 (RFC 5891), UTS #39 (Unicode Security Mechanisms). */
#ifndef SSE_BASE_HOST_H
#define SSE_BASE_HOST_H

#include "base/buffer.h"
#include "base/str.h"

/* Appends a host in the characters that it stands for: bücher.example. As it is, where it is not of IDNA, or
 * one of its labels could pass for another: it has letters of several scripts that no language is written in
 * together, a letter of none that is known here, or those of Cyrillic and Greek alone that look like Latin
 * ones. May be called from any thread. Where memory is short, `out->failed` is set. */
void sse_host_append_shown(sse_buffer *out, sse_str host);

#endif
