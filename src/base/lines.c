/* Reads a stream forward, line by line, in bounded memory.
 * A line over the limit is an error, not a crash or a silent cut: a hundred megabytes without a newline is
 * not a news page. Text in another character set is converted to UTF-8 as it is read. */
#include "base/lines.h"
#include "base/buffer.h"
#include "base/charset.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 * 1024 }; /* bytes read at once */

struct sse_lines {
  char *name; /* for messages */
  sse_stream stream;
  bool at_end;       /* the stream has no more bytes */
  sse_error failure; /* why it has none, if it failed; reported after what came before it */
  bool is_failure_reported;
  size_t number;        /* lines returned so far */
  size_t last;          /* bytes of the last one, including its end */
  uint64_t bytes;       /* read */
  char line_end;        /* LF or CR; 0 until the first line is requested */
  sse_decoder *decoder; /* NULL: bytes are returned as they are */
  char *data;           /* data[start..end) has been read but not consumed */
  size_t start;
  size_t end;
  size_t capacity;
};

/* Makes room for `more` bytes after data[end). */
static bool reserve(sse_lines *lines, size_t more) {
  void *data = lines->data;
  bool made = sse_array_reserve(&data, &lines->capacity, lines->end + more, 1);
  lines->data = data;
  return made;
}

/* Converts the bytes from data[from] on to UTF-8. */
static sse_status decode_from(sse_lines *lines, size_t from, sse_error *err) {
  sse_buffer decoded = {0};
  sse_str raw = {lines->data + from, lines->end - from};
  sse_status status = sse_decode(lines->decoder, raw, lines->at_end, &decoded, err);
  lines->end = from;
  if (!status && !reserve(lines, decoded.length)) status = sse_fail_memory(err);
  if (!status && decoded.length > 0) {
    memcpy(lines->data + from, decoded.data, decoded.length);
    lines->end += decoded.length;
  }
  sse_buffer_reset(&decoded);
  return status;
}

/* Reads once, after data[end), growing the buffer if it is full. */
static sse_status fill(sse_lines *lines, sse_error *err) {
  if (lines->start > 0) {
    memmove(lines->data, lines->data + lines->start, lines->end - lines->start);
    lines->end -= lines->start;
    lines->start = 0;
  }
  if (!reserve(lines, BLOCK)) return sse_fail_memory(err);
  size_t before = lines->end;
  size_t got;
  sse_status status =
      lines->stream.read(lines->stream.context, lines->data + before, lines->capacity - before, &got, err);
  if (status == SSE_NO_MEMORY) return status;
  if (status) {
    lines->failure = *err;
    got = 0;
  }
  lines->at_end = got == 0;
  lines->end += got;
  lines->bytes += got;
  return lines->decoder ? decode_from(lines, before, err) : SSE_OK;
}

static sse_status report_failure(sse_lines *lines, sse_error *err) {
  *err = lines->failure;
  lines->is_failure_reported = true;
  return err->status;
}

sse_status sse_lines_new(const char *name, sse_stream stream, sse_lines **lines, sse_error *err) {
  sse_lines *made = calloc(1, sizeof *made);
  sse_status status = SSE_OK;
  *lines = NULL;
  if (!made) {
    stream.close(stream.context);
    return sse_fail_memory(err);
  }
  made->stream = stream;
  made->name = sse_copy(sse_str_of(name));
  if (!made->name) status = sse_fail_memory(err);
  while (!status && !made->at_end && made->end < SSE_LINES_PEEK)
    status = fill(made, err);
  if (!status && made->end == 0 && made->failure.status) status = report_failure(made, err);
  if (status) {
    sse_lines_close(made);
  } else {
    *lines = made;
  }
  return status;
}

sse_status sse_lines_open(const char *path, sse_lines **lines, sse_error *err) {
  sse_stream stream;
  sse_status status = sse_file_open(path, &stream, err);
  *lines = NULL;
  return status ? status : sse_lines_new(path, stream, lines, err);
}

sse_status sse_lines_decode(sse_lines *lines, const char *charset, sse_error *err) {
  sse_error reason;
  sse_status status = sse_decoder_new(charset, &lines->decoder, &reason);
  if (status) return sse_fail(err, status, "%s: %s", lines->name, reason.message);
  return decode_from(lines, lines->start, err);
}

size_t sse_lines_repaired(const sse_lines *lines) {
  return sse_decoder_repaired(lines->decoder);
}

void sse_lines_close(sse_lines *lines) {
  if (!lines) return;
  lines->stream.close(lines->stream.context);
  sse_decoder_free(lines->decoder);
  free(lines->name);
  free(lines->data);
  free(lines);
}

sse_str sse_lines_peek(const sse_lines *lines) {
  size_t length = lines->end - lines->start;
  return (sse_str){lines->data + lines->start, length < SSE_LINES_PEEK ? length : SSE_LINES_PEEK};
}

bool sse_lines_peek_is_all(const sse_lines *lines) {
  return lines->at_end && lines->end - lines->start <= SSE_LINES_PEEK;
}

/* Old Macintosh files end lines with a CR alone. */
static char line_end_of(sse_str beginning) {
  bool has_lf = beginning.length > 0 && memchr(beginning.data, '\n', beginning.length);
  bool has_cr = beginning.length > 0 && memchr(beginning.data, '\r', beginning.length);
  return !has_lf && has_cr ? '\r' : '\n';
}

static void choose_line_end(sse_lines *lines) {
  if (!lines->line_end) lines->line_end = line_end_of(sse_lines_peek(lines));
}

sse_status sse_lines_ahead(sse_lines *lines, size_t most, sse_str *text, size_t *count, sse_error *err) {
  size_t length = 0; /* of the lines found so far */
  *text = (sse_str){0};
  *count = 0;
  choose_line_end(lines);
  while (*count < most) {
    size_t waiting = lines->end - lines->start;
    const char *begin = lines->data + lines->start;
    const char *end = waiting > length ? memchr(begin + length, lines->line_end, waiting - length) : NULL;
    if (!end && !lines->at_end && waiting <= SSE_LINES_PEEK) {
      sse_status status = fill(lines, err);
      if (status) return status;
      continue;
    }
    size_t next = end ? (size_t)(end - begin) + 1 : waiting;
    if (next == length || next > SSE_LINES_PEEK) break;
    length = next;
    ++*count;
  }
  *text = (sse_str){lines->data + lines->start, length};
  return SSE_OK;
}

void sse_lines_skip(sse_lines *lines, sse_str text, size_t count) {
  assert(text.length <= lines->end - lines->start);
  lines->start += text.length;
  lines->number += count;
}

sse_status sse_lines_next(sse_lines *lines, sse_str *line, bool *more, sse_error *err) {
  size_t searched = 0;
  char *newline = NULL;
  bool is_long = false; /* the line so far was discarded */
  choose_line_end(lines);
  for (;;) {
    size_t waiting = lines->end - lines->start;
    char *begin = lines->data + lines->start;
    newline = waiting > searched ? memchr(begin + searched, lines->line_end, waiting - searched) : NULL;
    searched = newline ? (size_t)(newline - begin) : waiting;
    if (searched > SSE_LINES_LONGEST || is_long) {
      is_long = true;
      lines->start += searched;
      searched = 0;
    }
    if (newline || lines->at_end) break;
    sse_status status = fill(lines, err);
    if (status) return status;
  }
  *more = newline || searched > 0 || is_long;
  if (!newline && lines->failure.status) return report_failure(lines, err);
  if (!*more) return SSE_OK;
  lines->number++;
  lines->last = searched + (newline ? 1 : 0);
  const char *begin = lines->data + lines->start;
  size_t length = searched;
  if (newline && length > 0 && begin[length - 1] == '\r') length--;
  *line = (sse_str){begin, length};
  lines->start += lines->last;
  if (!is_long) return SSE_OK;
  return sse_fail(err, SSE_TOO_LARGE, "%s:%zu: the line is longer than %d bytes", lines->name, lines->number,
                  SSE_LINES_LONGEST);
}

sse_status sse_lines_read(sse_lines *lines, char *block, size_t size, size_t *got, sse_error *err) {
  while (lines->start == lines->end && !lines->at_end) {
    sse_status status = fill(lines, err);
    if (status) return status;
  }
  size_t waiting = lines->end - lines->start;
  *got = 0;
  if (waiting == 0 && lines->failure.status) return report_failure(lines, err);
  *got = waiting < size ? waiting : size;
  if (*got > 0) memcpy(block, lines->data + lines->start, *got);
  lines->start += *got;
  return SSE_OK;
}

bool sse_lines_has_failed(const sse_lines *lines) {
  return lines->is_failure_reported;
}

size_t sse_lines_number(const sse_lines *lines) {
  return lines->number;
}

size_t sse_lines_last_bytes(const sse_lines *lines) {
  return lines->last;
}

uint64_t sse_lines_bytes(const sse_lines *lines) {
  return lines->bytes;
}
