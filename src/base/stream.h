/* Streams: where bytes come from.
 * A file, an archive's entry and a program's output look alike to whoever reads them.
 * A stream is read once, forward. */
#ifndef SSE_BASE_STREAM_H
#define SSE_BASE_STREAM_H

#include "base/buffer.h"
#include "base/status.h"

#include <stddef.h>

/* Where bytes come from: a file, an archive's entry, a program's output. */
typedef struct sse_stream {
  void *context;
  /* Reads up to `size` bytes into `block`; `*got` is 0 at the end only. */
  sse_status (*read)(void *context, char *block, size_t size, size_t *got, sse_error *err);
  void (*close)(void *context); /* frees the context */
} sse_stream;

/* Opens `path` ("-" is standard input) for reading; a folder or a device is refused. `*stream` is the
 * caller's to close. Errors: SSE_NOT_FOUND, SSE_DENIED, SSE_INVALID, SSE_IO, SSE_NO_MEMORY. */
sse_status sse_file_open(const char *path, sse_stream *stream, sse_error *err);
/* The same for what may also be a pipe or a device, such as /dev/null; a pipe is waited for. */
sse_status sse_file_open_any(const char *path, sse_stream *stream, sse_error *err);

/* Appends the file `path` to `out`, as far as `most` bytes and a block more. Errors: those of sse_file_open,
 * and of reading. */
sse_status sse_file_beginning(const char *path, size_t most, sse_buffer *out, sse_error *err);

/* Shows the next `most` bytes of a stream, or all there are, and has it give them again: `*stream` becomes
 * one with them before what is left. `*beginning` is borrowed until that is closed. Errors: those of reading,
 * SSE_NO_MEMORY; the stream is then as it was, but for what was read, and the caller's to close. */
sse_status sse_stream_peek(sse_stream *stream, size_t most, sse_str *beginning, sse_error *err);

#endif
