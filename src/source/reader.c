/* What the readers of all formats share: lines and blocks of the file, and messages that name a place.
 * Nothing here knows a format, and nothing here ends a reading.
 * Progress is told with each line or block. */
#include "source/reader.h"
#include "base/date.h"

#include <string.h>

static void tell_progress(const struct reader *reader) {
  const source_handler *handler = reader->account->handler;
  if (handler->on_bytes && !reader->is_entry)
    handler->on_bytes(handler->context, sse_lines_bytes(reader->lines));
}

sse_status reader_line(struct reader *reader, sse_str *line, bool *more, sse_error *err) {
  tell_progress(reader);
  return sse_lines_next(reader->lines, line, more, err);
}

sse_status reader_bytes(struct reader *reader, char *block, size_t size, size_t *got, sse_error *err) {
  tell_progress(reader);
  return sse_lines_read(reader->lines, block, size, got, err);
}

sse_status reader_all(struct reader *reader, size_t most, sse_buffer *out, sse_error *err) {
  char block[16 * 1024];
  size_t got;
  sse_status status;
  do {
    status = reader_bytes(reader, block, sizeof block, &got, err);
    if (!status) sse_buffer_append(out, block, got);
    if (!status && out->failed) status = sse_fail_memory(err);
    if (!status && out->length > most)
      status = sse_fail(err, SSE_TOO_LARGE, "%s: is longer than %zu bytes", reader->path, most);
  } while (!status && got > 0);
  return status;
}

sse_str reader_beginning(const struct reader *reader) {
  return sse_lines_peek(reader->lines);
}

size_t reader_line_number(const struct reader *reader) {
  return sse_lines_number(reader->lines);
}

sse_status reader_next(struct reader *reader, sse_str *line, bool *more, sse_error *err) {
  sse_str raw;
  sse_status status = reader_line(reader, &raw, more, err);
  if (status || !*more) return status;
  sse_buffer_clear(&reader->line);
  status = text_clean(raw, &reader->line, &reader->account->report->repaired, err);
  *line = sse_buffer_str(&reader->line);
  return status;
}

sse_status reader_fail(const struct reader *reader, const struct part *part, sse_status status,
                       const char *why, sse_error *err) {
  if (part->number > 0) return sse_fail(err, status, "%s: item %zu: %s", reader->path, part->number, why);
  if (part->line > 0) return sse_fail(err, status, "%s:%zu: %s", reader->path, part->line, why);
  return sse_fail(err, status, "%s: %s", reader->path, why);
}

void reader_append_name_date(const struct reader *reader, sse_buffer *out) {
  static const size_t lengths[] = {10, 7, 4};
  const char *slash = strrchr(reader->path, '/');
  sse_str name = sse_str_of(slash ? slash + 1 : reader->path);
  sse_date date;
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    bool ends = name.length > lengths[i] && !(name.data[lengths[i]] >= '0' && name.data[lengths[i]] <= '9');
    if (!ends || !sse_date_parse(sse_str_part(name, 0, lengths[i]), &date)) continue;
    sse_buffer_append_str(out, sse_str_part(name, 0, lengths[i]));
    return;
  }
}

sse_status reader_append(const struct reader *reader, sse_buffer *text, const char *separator, sse_str line,
                         sse_error *err) {
  if (text->length > 0) sse_buffer_append_text(text, separator);
  sse_buffer_append_str(text, line);
  if (text->failed) return sse_fail_memory(err);
  if (text->length > READER_BODY_LONGEST)
    return sse_fail(err, SSE_TOO_LARGE, "%s:%zu: the item is longer than %d bytes", reader->path,
                    reader_line_number(reader), READER_BODY_LONGEST);
  return SSE_OK;
}
