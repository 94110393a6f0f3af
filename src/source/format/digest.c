/* RFC 1153, 3: separators have empty lines around them, and headers or the digest's end below; other lines of
 * hyphens are text. Content headers are those the message had before it became a part of the digest.
 * Pure functions, except for the buffers they append to. */
#include "source/format/digest.h"
#include "source/container/mailbox.h"

#include <string.h>

enum { PREAMBLE_HYPHENS = 70, MESSAGE_HYPHENS = 30 };

static bool is_hyphens(sse_str line, size_t count) {
  line = sse_str_trim(line);
  return line.length == count && strspn(line.data, "-") >= count;
}

static bool is_blank(sse_str line) {
  return sse_str_trim(line).length == 0;
}

/* The end of the headers at the beginning of `text`, after empty lines; 0 if fewer than two of those that all
 * messages have are there. `*start` is their beginning. */
static size_t headers_end(sse_str text, size_t *start) {
  static const char *const needed[] = {"From", "Date", "Subject", NULL};
  size_t position = 0, found = 0, end = 0;
  sse_str line;
  *start = 0;
  while (sse_str_next(text, '\n', &position, &line)) {
    if (is_blank(line) && end == 0) {
      *start = position;
      continue;
    }
    size_t length = mailbox_header_name(line);
    if (is_blank(line) || (length == 0 && (end == 0 || !mailbox_is_folded(line)))) break;
    found += sse_str_is_any(sse_str_part(line, 0, length), needed);
    end = position < text.length ? position : text.length;
  }
  return found >= 2 ? end : 0;
}

bool digest_detect(sse_str text, sse_str *preamble, sse_str *rest) {
  sse_str line;
  for (size_t position = 0, before = 0, start; sse_str_next(text, '\n', &position, &line);
       before = position) {
    if (!is_hyphens(line, PREAMBLE_HYPHENS) || position > text.length) continue;
    *preamble = sse_str_part(text, 0, before);
    *rest = sse_str_part(text, position, text.length);
    if (headers_end(*rest, &start) > 0) return true;
  }
  return false;
}

/* Returns true if a separator is followed by another message, the list's footer or the digest's end. */
static bool is_after_message(sse_str text) {
  size_t start, position = 0;
  sse_str line;
  if (headers_end(text, &start) > 0) return true;
  while (sse_str_next(text, '\n', &position, &line))
    if (!is_blank(line))
      return sse_str_begins(line, "End of ") || sse_str_begins(line, "Subject: Digest Footer");
  return true;
}

/* The end of the message at the beginning of `text`; `*next` is the position after its separator. */
static size_t message_end(sse_str text, size_t *next) {
  sse_str line, before = {0};
  for (size_t position = 0, start = 0; sse_str_next(text, '\n', &position, &line); start = position) {
    size_t after = position < text.length ? position : text.length;
    bool is_separator = is_hyphens(line, MESSAGE_HYPHENS) && is_blank(before);
    before = line;
    if (!is_separator || !is_after_message(sse_str_part(text, after, text.length))) continue;
    *next = after;
    return start;
  }
  return *next = text.length;
}

/* Appends all headers except content headers and the message's number, which Mailman puts first like a
 * header. */
static void append_headers(sse_str headers, sse_buffer *out) {
  sse_str line;
  bool is_left_out = false;
  sse_buffer_append_text(out, "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n");
  for (size_t position = 0; sse_str_next(headers, '\n', &position, &line);) {
    if (!mailbox_is_folded(line))
      is_left_out = sse_str_begins(line, "Content-") || sse_str_begins(line, "Message:") ||
                    sse_str_begins(line, "MIME-Version:");
    if (is_left_out || is_blank(line)) continue;
    sse_buffer_append_str(out, line);
    sse_buffer_append_text(out, "\n");
  }
  sse_buffer_append_text(out, "\n");
}

bool digest_next(sse_str *rest, sse_buffer *message) {
  size_t start, end = headers_end(*rest, &start), next = 0;
  sse_buffer_clear(message);
  if (end == 0) return false;
  append_headers(sse_str_part(*rest, start, end), message);
  sse_str body = sse_str_part(*rest, end, rest->length);
  sse_buffer_append_str(message, sse_str_part(body, 0, message_end(body, &next)));
  *rest = sse_str_part(body, next, body.length);
  return true;
}
