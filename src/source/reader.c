/* What the readers of all formats share: lines and blocks of the file, and messages that name a place.
 * Nothing here depends on a format, and nothing here ends a reading.
 * Progress is reported with each line or block. */
#include "source/reader.h"
#include "base/date.h"
#include "base/url.h"
#include "source/language.h"

#include <string.h>

void reader_report_progress(const struct reader *reader) {
  const source_handler *handler = reader->account->handler;
  if (handler->on_bytes && !reader->is_entry)
    handler->on_bytes(handler->context, sse_lines_bytes(reader->lines));
}

sse_status reader_line(struct reader *reader, sse_str *line, bool *more, sse_error *err) {
  reader_report_progress(reader);
  return sse_lines_next(reader->lines, line, more, err);
}

sse_status reader_bytes(struct reader *reader, char *block, size_t size, size_t *got, sse_error *err) {
  reader_report_progress(reader);
  return sse_lines_read(reader->lines, block, size, got, err);
}

sse_status reader_read(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  return reader_bytes(context, block, size, got, err);
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

void reader_add_further(const struct reader *reader, sse_str address) {
  sse_buffer *further = reader->options->further;
  if (!further || !sse_url_is_web(address) || memchr(address.data, '\n', address.length)) return;
  sse_buffer_append_str(further, address);
  sse_buffer_append_text(further, "\n");
}

/* The length of the `most` numbers at the start of a name, separated by one character each; 0 if there are
 * fewer. */
static size_t numbers_length(sse_str name, int most) {
  size_t length = 0;
  for (int number = 0; number < most; number++) {
    size_t start = length > 0 ? length + 1 : 0;
    if (length > 0 && (length == name.length || !strchr("-_.", name.data[length]))) return 0;
    length = sse_digits_end(name, start);
    if (length == start) return 0;
  }
  return length;
}

/* Appends the date at the start of a name; returns false if there is none. */
static bool append_date(sse_str name, sse_buffer *out) {
  enum { DAY_LENGTH = 8, LONGEST = 10 }; /* lengths of 20230725 and 2023-07-25 */
  for (int numbers = 3; numbers > 0; numbers--) {
    char written[LONGEST];
    sse_date date;
    size_t length = numbers_length(name, numbers);
    if (length == 0 || length > LONGEST || (numbers == 1 && length != DAY_LENGTH)) continue;
    for (size_t i = 0; i < length; i++)
      written[i] = (char)(name.data[i] == '_' ? '-' : name.data[i]);
    sse_str text = {written, length};
    bool is_date = numbers == 1 ? source_date_read(text, &date) : source_date_parse(text, &date);
    if (!is_date) continue;
    sse_buffer_append_str(out, text);
    return true;
  }
  return false;
}

/* Returns the part of a path before its last slash, and sets `*name` to the part after it. */
static sse_str split_path(sse_str path, sse_str *name) {
  const char *slash = path.length > 0 ? memrchr(path.data, '/', path.length) : NULL;
  size_t end = slash ? (size_t)(slash - path.data) : 0;
  *name = sse_str_part(path, slash ? end + 1 : 0, path.length);
  return sse_str_part(path, 0, end);
}

static bool is_number(sse_str text, size_t length) {
  for (size_t i = 0; i < text.length; i++)
    if (!sse_is_digit(text.data[i])) return false;
  return text.length == length;
}

/* Appends the date formed by the last folders of a path: a year, a month and perhaps a day. */
static void append_folders_date(sse_str path, sse_buffer *out) {
  char written[16];
  sse_str first, second, third;
  path = split_path(split_path(path, &third), &second);
  (void)split_path(path, &first);
  bool is_day = is_number(first, 4) && is_number(second, 2) && is_number(third, 2);
  if (!is_day && !(is_number(second, 4) && is_number(third, 2))) return;
  int length = is_day
                   ? snprintf(written, sizeof written, "%.4s-%.2s-%.2s", first.data, second.data, third.data)
                   : snprintf(written, sizeof written, "%.4s-%.2s", second.data, third.data);
  (void)append_date((sse_str){written, (size_t)length}, out); /* it fits */
}

void reader_append_name_date(const struct reader *reader, sse_buffer *out) {
  sse_str name, folder, path = split_path(sse_str_of(reader->path), &name);
  if (append_date(name, out)) return;
  (void)split_path(path, &folder);
  if (!append_date(folder, out)) append_folders_date(path, out);
}

void reader_append_name_language(const struct reader *reader, sse_buffer *out) {
  static const char folder[] = "content/";
  sse_str path = sse_str_of(reader->path), name, code = {0};
  (void)split_path(path, &name);
  const char *dot = name.length > 0 ? memrchr(name.data, '.', name.length) : NULL;
  size_t end = dot ? (size_t)(dot - name.data) : 0;
  if (end > 3 && name.data[end - 3] == '.') code = sse_str_part(name, end - 2, end);
  const char *found = strstr(reader->path, folder), *below = found ? found + strlen(folder) : NULL;
  bool is_folder = below && (found == reader->path || found[-1] == '/') && strcspn(below, "/") == 2;
  if (!language_is_code(code) && is_folder && below[2] == '/') code = (sse_str){below, 2};
  if (language_is_code(code)) sse_buffer_append_str(out, code);
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
