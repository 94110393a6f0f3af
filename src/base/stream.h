/* Streams: where bytes come from.
 * A file, an archive entry and a program's output look alike to their readers.
 * A stream is read once, forward. */
#ifndef SSE_BASE_STREAM_H
#define SSE_BASE_STREAM_H

#include "base/buffer.h"
#include "base/status.h"

#include <stddef.h>

/* A source of bytes: a file, an archive entry, a program's output. */
typedef struct sse_stream {
  void *context;
  /* Reads up to `size` bytes into `block`; `*got` is 0 only at the end. */
  sse_status (*read)(void *context, char *block, size_t size, size_t *got, sse_error *err);
  void (*close)(void *context); /* frees the context */
} sse_stream;

/* The `read` of a stream over bytes in memory: `context` is an sse_str, which loses what is read from its
 * beginning. Always SSE_OK. */
sse_status sse_memory_read(void *context, char *block, size_t size, size_t *got, sse_error *err);

/* Opens `path` ("-" is standard input) for reading; folders and devices are refused. The caller closes
 * `*stream`. Errors: SSE_NOT_FOUND, SSE_DENIED, SSE_INVALID, SSE_IO, SSE_NO_MEMORY. */
sse_status sse_file_open(const char *path, sse_stream *stream, sse_error *err);
/* Like sse_file_open, but also accepts a pipe, which is waited for, or a device such as /dev/null. */
sse_status sse_file_open_any(const char *path, sse_stream *stream, sse_error *err);

/* Appends the beginning of the file `path` to `out`: all of it, or at least `most` bytes and at most one
 * block more. Errors: those of sse_file_open and of reading. */
sse_status sse_file_beginning(const char *path, size_t most, sse_buffer *out, sse_error *err);

/* Shows the next `most` bytes of a stream, or all if there are fewer, without consuming them: `*stream` is
 * replaced by one that returns them again before the rest. `*beginning` is borrowed until that stream is
 * closed. Errors: those of reading, SSE_NO_MEMORY; the caller then still has the old stream to close, minus
 * what was read. */
sse_status sse_stream_peek(sse_stream *stream, size_t most, sse_str *beginning, sse_error *err);

#endif
