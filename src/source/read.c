/* Reads one file: opens it, finds its format, runs the reader for it.
 * A format is a row of the table below: its name, how it is told by its content, and its reader.
 * What the readers share (cleaned lines, handing items on, reporting skips) is here too. */
#include "source/reader.h"
#include "text/text.h"

#include <string.h>

struct format {
  const char *name;
  bool (*detect)(sse_str beginning); /* NULL takes whatever the rows above did not */
  sse_status (*read)(struct reader *reader, sse_error *err);
};

static const struct format formats[] = {
    {"listing", listing_detect, listing_read},
    {"text", NULL, plain_read},
};

static const struct format *find_format(const char *name, sse_str beginning) {
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    const struct format *row = &formats[i];
    if (name ? strcmp(row->name, name) == 0 : !row->detect || row->detect(beginning)) return row;
  }
  return NULL;
}

bool source_format_known(const char *name) {
  return name && find_format(name, (sse_str){0});
}

sse_status reader_next(struct reader *reader, sse_str *line, bool *more, sse_error *err) {
  sse_str raw;
  sse_status status = sse_lines_next(reader->lines, &raw, more, err);
  if (status || !*more) return status;
  sse_buffer_clear(&reader->line);
  status = text_clean(raw, &reader->line, &reader->report->repaired, err);
  *line = sse_buffer_str(&reader->line);
  if (!status && reader->handler->on_bytes)
    reader->handler->on_bytes(reader->handler->context, sse_lines_bytes(reader->lines));
  return status;
}

sse_status reader_item(struct reader *reader, source_item *item, sse_error *err) {
  if (reader->options->lang) item->lang = sse_str_of(reader->options->lang);
  if (reader->options->source) item->source = sse_str_of(reader->options->source);
  reader->report->items++;
  return reader->handler->on_item(reader->handler->context, item, err);
}

void reader_skip(struct reader *reader, const char *why) {
  sse_error skipped;
  (void)sse_fail(&skipped, SSE_INVALID, "%s:%zu: %s (item skipped)", reader->path,
                 sse_lines_number(reader->lines), why);
  reader->report->skipped++;
  reader->handler->on_skipped(reader->handler->context, skipped.message);
}

sse_status reader_append(struct reader *reader, sse_buffer *body, const char *separator, sse_str line,
                         sse_error *err) {
  if (body->length > 0) sse_buffer_append_text(body, separator);
  sse_buffer_append_str(body, line);
  if (body->failed) return sse_fail_memory(err);
  if (body->length > READER_BODY_LONGEST)
    return sse_fail(err, SSE_TOO_LARGE, "%s:%zu: the item is longer than %d bytes", reader->path,
                    sse_lines_number(reader->lines), READER_BODY_LONGEST);
  return SSE_OK;
}

bool reader_is_url(sse_str line) {
  bool scheme = (line.length > 7 && memcmp(line.data, "http://", 7) == 0) ||
                (line.length > 8 && memcmp(line.data, "https://", 8) == 0);
  return scheme && !memchr(line.data, ' ', line.length) && !memchr(line.data, '\t', line.length);
}

/* The same without a UTF-8 byte order mark, which text_clean drops from the first line too. */
static sse_str without_mark(sse_str beginning) {
  bool marked = beginning.length >= 3 && memcmp(beginning.data, "\xEF\xBB\xBF", 3) == 0;
  return marked ? sse_str_part(beginning, 3, beginning.length) : beginning;
}

sse_status source_read(const char *path, const source_options *options, const source_handler *handler,
                       source_report *report, sse_error *err) {
  struct reader reader = {.path = path, .options = options, .handler = handler, .report = report};
  *report = (source_report){0};
  sse_status status = sse_lines_open(path, &reader.lines, err);
  if (status) return status;
  sse_str beginning = without_mark(sse_lines_peek(reader.lines));
  const struct format *format = find_format(options->format, beginning);
  if (!format) {
    status = sse_fail(err, SSE_INVALID, "%s: there is no format named %s", path, options->format);
  } else if (sse_str_trim(beginning).length == 0) {
    status = sse_fail(err, SSE_INVALID, "%s: is empty", path);
  } else if (memchr(beginning.data, '\0', beginning.length)) {
    status = sse_fail(err, SSE_INVALID, "%s: is a binary file, not text", path);
  } else {
    status = format->read(&reader, err);
  }
  sse_buffer_reset(&reader.line);
  sse_lines_close(reader.lines);
  return status;
}
