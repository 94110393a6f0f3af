/* Files as streams.
 * Devices and folders are refused, so that a traversal never hangs on a terminal; standard input may be
 * anything. Files are opened for reading only, so a failing close loses nothing. */
#include "base/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct file {
  int descriptor;
  char path[]; /* for messages */
};

static sse_status file_read(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  const struct file *file = context;
  ssize_t result;
  do {
    result = read(file->descriptor, block, size);
  } while (result < 0 && errno == EINTR);
  *got = result > 0 ? (size_t)result : 0;
  return result < 0 ? sse_fail_errno(err, errno, file->path, "cannot read") : SSE_OK;
}

static void file_close(void *context) {
  struct file *file = context;
  if (file->descriptor >= 0) (void)close(file->descriptor);
  free(file);
}

static sse_status open_file(struct file *file, bool any, sse_error *err) {
  struct stat status;
  const char *path = file->path;
  bool standard_input = strcmp(path, "-") == 0;
  /* Without O_NONBLOCK, opening a named pipe that nobody writes to would block for ever. */
  file->descriptor =
      standard_input ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | (any ? 0 : O_NONBLOCK));
  if (file->descriptor < 0) return sse_fail_errno(err, errno, path, "cannot open");
  if (fstat(file->descriptor, &status) != 0) return sse_fail_errno(err, errno, path, "cannot access");
  if (S_ISDIR(status.st_mode)) return sse_fail(err, SSE_INVALID, "%s: is a folder, not a file", path);
  if (!any && !S_ISREG(status.st_mode) && !standard_input)
    return sse_fail(err, SSE_INVALID, "%s: is not a regular file", path);
  return SSE_OK;
}

static sse_status open_stream(const char *path, bool any, sse_stream *stream, sse_error *err) {
  size_t length = strlen(path) + 1;
  struct file *file = malloc(sizeof *file + length);
  if (!file) return sse_fail_memory(err);
  memcpy(file->path, path, length);
  sse_status status = open_file(file, any, err);
  if (status) {
    file_close(file);
  } else {
    *stream = (sse_stream){file, file_read, file_close};
  }
  return status;
}

sse_status sse_file_open(const char *path, sse_stream *stream, sse_error *err) {
  return open_stream(path, false, stream, err);
}

sse_status sse_file_open_any(const char *path, sse_stream *stream, sse_error *err) {
  return open_stream(path, true, stream, err);
}

sse_status sse_file_beginning(const char *path, size_t most, sse_buffer *out, sse_error *err) {
  char block[16384];
  sse_stream stream;
  size_t start = out->length, got = 1;
  sse_status status = sse_file_open(path, &stream, err);
  if (status) return status;
  while (!status && got > 0 && out->length - start < most && !out->failed) {
    status = stream.read(stream.context, block, sizeof block, &got, err);
    sse_buffer_append(out, block, got);
  }
  stream.close(stream.context);
  return !status && out->failed ? sse_fail_memory(err) : status;
}

/* ---- Bytes in memory ------------------------------------------------------------------------------ */

sse_status sse_memory_read(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  sse_str *left = context;
  (void)err;
  *got = left->length < size ? left->length : size;
  if (*got > 0) memcpy(block, left->data, *got);
  *left = sse_str_part(*left, *got, left->length);
  return SSE_OK;
}

/* ---- A stream whose beginning has been read ------------------------------------------------------- */

struct peeked {
  sse_stream rest;
  sse_buffer beginning;
  sse_str left; /* of the beginning */
};

static sse_status peeked_read(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  struct peeked *peeked = context;
  if (peeked->left.length == 0) return peeked->rest.read(peeked->rest.context, block, size, got, err);
  return sse_memory_read(&peeked->left, block, size, got, err);
}

static void peeked_close(void *context) {
  struct peeked *peeked = context;
  peeked->rest.close(peeked->rest.context);
  sse_buffer_reset(&peeked->beginning);
  free(peeked);
}

sse_status sse_stream_peek(sse_stream *stream, size_t most, sse_str *beginning, sse_error *err) {
  char block[16384];
  struct peeked *peeked = calloc(1, sizeof *peeked);
  if (!peeked) return sse_fail_memory(err);
  sse_status status = SSE_OK;
  for (size_t got = 1; !status && got > 0 && peeked->beginning.length < most;) {
    size_t left = most - peeked->beginning.length;
    status = stream->read(stream->context, block, left < sizeof block ? left : sizeof block, &got, err);
    if (!status) sse_buffer_append(&peeked->beginning, block, got);
    if (!status && peeked->beginning.failed) status = sse_fail_memory(err);
  }
  if (status) {
    sse_buffer_reset(&peeked->beginning);
    free(peeked);
    return status;
  }
  peeked->rest = *stream;
  *stream = (sse_stream){peeked, peeked_read, peeked_close};
  *beginning = peeked->left = sse_buffer_str(&peeked->beginning);
  return SSE_OK;
}
