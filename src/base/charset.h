/* Character sets: bytes become UTF-8.
 * A decoder takes a stream block by block.
 * Bytes that mean nothing become U+FFFD and are counted. */
#ifndef SSE_BASE_CHARSET_H
#define SSE_BASE_CHARSET_H

#include "base/buffer.h"
#include "base/status.h"

#include <stddef.h>

/* Turns text of another character set into UTF-8, block by block. */
typedef struct sse_decoder sse_decoder;

/* `charset` is a name that iconv knows. `*decoder` is the caller's to free. Errors: SSE_INVALID for an
 * unknown name, SSE_NO_MEMORY. */
sse_status sse_decoder_new(const char *charset, sse_decoder **decoder, sse_error *err);
void sse_decoder_free(sse_decoder *decoder); /* NULL is allowed */
/* Appends the next block to `out`; `at_end` tells that it is the last. Errors: SSE_NO_MEMORY. */
sse_status sse_decode(sse_decoder *decoder, sse_str block, bool at_end, sse_buffer *out, sse_error *err);
/* Bytes, or units of two or four, that meant nothing and became U+FFFD; 0 for NULL. */
size_t sse_decoder_repaired(const sse_decoder *decoder);

#endif
