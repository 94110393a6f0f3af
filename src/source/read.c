/* Reads one file: opens it, finds its format, runs the reader for it.
 * A format is a row of the table below: its name, how it is told by its content, and its reader.
 * What the readers share (cleaned lines, handing items on, reporting skips) is here too. */
#include "base/charset.h"
#include "source/reader.h"
#include "text/text.h"

#include <string.h>

struct format {
  const char *name;
  bool (*detect)(sse_str beginning); /* NULL is chosen by name alone */
  sse_status (*read)(struct reader *reader, sse_error *err);
  const char *endings; /* of names, with a space before and behind each */
};

/* In the order in which they are tried. */
static const struct format formats[] = {
    {"feed", feed_detect, feed_read, " .rss .atom .xml .rdf "},
    {"html", html_detect, html_read, " .html .htm .xhtml "},
    {"json", json_detect, json_read, " .json "},
    {"jsonl", NULL, json_read, " .jsonl .ndjson "},
    {"mail", mail_detect, mail_read, " .eml .mbox "},
    {"markdown", markdown_detect, markdown_read, " .md .markdown "},
    {"csv", csv_detect, csv_read, " .csv .tsv "},
    {"listing", listing_detect, listing_read, ""},
    {"text", NULL, plain_read, " .txt .text "},
};
enum { FORMATS = sizeof formats / sizeof *formats };

static const char packed_endings[] = " .gz .zst .xz .bz2 .zip .tar .tgz .txz .tzst ";

/* True where the name ends in one of `endings`. */
static bool has_ending(const char *name, const char *endings) {
  char padded[16];
  const char *dot = strrchr(name, '.');
  int length = dot ? snprintf(padded, sizeof padded, " %s ", dot) : -1;
  return length > 0 && (size_t)length < sizeof padded && strcasestr(endings, padded);
}

bool source_takes_name(const char *name) {
  for (size_t i = 0; i < FORMATS; i++)
    if (has_ending(name, formats[i].endings)) return true;
  return has_ending(name, packed_endings);
}

static const struct format *named_format(const char *name) {
  for (size_t i = 0; i < FORMATS; i++)
    if (strcmp(formats[i].name, name) == 0) return &formats[i];
  return NULL;
}

/* The format by the file's content, else by its name, else text. */
static const struct format *find_format(const char *path, sse_str beginning) {
  for (size_t i = 0; i < FORMATS; i++)
    if (formats[i].detect && formats[i].detect(beginning)) return &formats[i];
  for (size_t i = 0; i < FORMATS; i++)
    if (has_ending(path, formats[i].endings)) return &formats[i];
  return &formats[FORMATS - 1];
}

bool source_format_known(const char *name) {
  return name && named_format(name);
}

bool source_charset_known(const char *charset) {
  sse_decoder *decoder = NULL;
  sse_error err;
  bool known = sse_decoder_new(charset, &decoder, &err) == SSE_OK;
  sse_decoder_free(decoder);
  return known;
}

static void tell_progress(const struct reader *reader) {
  if (reader->handler->on_bytes && !reader->is_entry)
    reader->handler->on_bytes(reader->handler->context, sse_lines_bytes(reader->lines));
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
  size_t got = 1;
  sse_status status = SSE_OK;
  while (!status && got > 0) {
    status = reader_bytes(reader, block, sizeof block, &got, err);
    if (!status) sse_buffer_append(out, block, got);
    if (!status && out->failed) status = sse_fail_memory(err);
    if (!status && out->length > most)
      status = sse_fail(err, SSE_TOO_LARGE, "%s: is longer than %zu bytes", reader->path, most);
  }
  return status;
}

sse_str reader_beginning(const struct reader *reader) {
  return sse_lines_peek(reader->lines);
}

sse_status reader_next(struct reader *reader, sse_str *line, bool *more, sse_error *err) {
  sse_str raw;
  sse_status status = reader_line(reader, &raw, more, err);
  if (status || !*more) return status;
  sse_buffer_clear(&reader->line);
  status = text_clean(raw, &reader->line, &reader->report->repaired, err);
  *line = sse_buffer_str(&reader->line);
  return status;
}

/* The language of an item that does not say it. Where a headline is too short to tell, it is that of the
 * items before it in the file, if those agree; else none. */
static sse_status tell_language(struct reader *reader, source_item *item, sse_error *err) {
  enum { SAMPLE = 2000, AGREEING = 3 }; /* bytes of a body; items */
  size_t length = item->body.length < SAMPLE ? item->body.length : SAMPLE;
  sse_buffer_clear(&reader->sample);
  sse_buffer_append_str(&reader->sample, item->title);
  sse_buffer_append_text(&reader->sample, "\n");
  if (length > 0) sse_buffer_append_str(&reader->sample, sse_str_part(item->body, 0, length));
  if (reader->sample.failed) return sse_fail_memory(err);
  item->lang = text_detect(reader->analyser, sse_buffer_str(&reader->sample));
  if (item->lang.length == 0) {
    if (reader->agreeing >= AGREEING) item->lang = reader->lang;
  } else if (reader->agreeing == 0 || sse_str_equal(item->lang, reader->lang)) {
    reader->lang = item->lang;
    reader->agreeing++;
  } else {
    reader->agreeing = 0;
  }
  return SSE_OK;
}

sse_status reader_item(struct reader *reader, source_item *item, sse_error *err) {
  sse_status status = SSE_OK;
  if (reader->options->lang) item->lang = sse_str_of(reader->options->lang);
  if (reader->options->source) item->source = sse_str_of(reader->options->source);
  if (item->id.length == 0) item->id = item->url; /* an address is as good a name */
  if (item->lang.length == 0) status = tell_language(reader, item, err);
  if (status) return status;
  reader->report->items++;
  return reader->handler->on_item(reader->handler->context, item, err);
}

void reader_warn(const struct reader *reader, const char *what) {
  sse_error message;
  if (reader->ordinal > 0) {
    (void)sse_fail(&message, SSE_INVALID, "%s: item %zu: %s", reader->path, reader->ordinal, what);
  } else {
    (void)sse_fail(&message, SSE_INVALID, "%s:%zu: %s", reader->path, sse_lines_number(reader->lines), what);
  }
  reader->handler->on_problem(reader->handler->context, message.message);
}

void reader_skip(struct reader *reader, const char *why) {
  sse_error message;
  (void)sse_fail(&message, SSE_INVALID, "%s (item skipped)", why);
  reader->report->skipped++;
  reader_warn(reader, message.message);
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

/* The character set of a file that has UTF-16's byte order mark; NULL for any other. */
static const char *marked_charset(sse_str beginning) {
  if (beginning.length < 2) return NULL;
  bool marked = memcmp(beginning.data, "\xFF\xFE", 2) == 0 || memcmp(beginning.data, "\xFE\xFF", 2) == 0;
  return marked ? "UTF-16" : NULL;
}

/* Has the lines come in UTF-8 where the file or the options say what they are in, and without a byte order
 * mark. */
static sse_status decode_lines(struct reader *reader, sse_error *err) {
  sse_str beginning = sse_lines_peek(reader->lines);
  if (beginning.length >= 3 && memcmp(beginning.data, "\xEF\xBB\xBF", 3) == 0) {
    char mark[3];
    size_t got;
    reader->is_decoded = true;
    return sse_lines_read(reader->lines, mark, sizeof mark, &got, err);
  }
  const char *charset = marked_charset(beginning);
  if (!charset) charset = reader->options->charset;
  reader->is_decoded = charset != NULL;
  return charset ? sse_lines_decode(reader->lines, charset, err) : SSE_OK;
}

static sse_status read_items(struct reader *reader, sse_error *err) {
  const char *path = reader->path;
  sse_status status = decode_lines(reader, err);
  if (status) return status;
  sse_str beginning = sse_lines_peek(reader->lines);
  if (sse_str_trim(beginning).length == 0) return sse_fail(err, SSE_INVALID, "%s: is empty", path);
  if (beginning.length > 4 && memcmp(beginning.data, "%PDF", 4) == 0)
    return sse_fail(err, SSE_INVALID, "%s: is a PDF file; name a filter for pdf in the configuration", path);
  if (memchr(beginning.data, '\0', beginning.length))
    return sse_fail(err, SSE_INVALID, "%s: is a binary file, not text", path);
  const char *name = reader->options->format;
  const struct format *format = name ? named_format(name) : find_format(path, beginning);
  if (!format) return sse_fail(err, SSE_INVALID, "%s: there is no format named %s", path, name);
  return format->read(reader, err);
}

/* Reads what `lines` hold and closes them. */
static sse_status read_lines(struct reader *reader, sse_lines *lines, sse_error *err) {
  reader->lines = lines;
  reader->is_decoded = false;
  reader->ordinal = 0;
  sse_status status = read_items(reader, err);
  reader->report->repaired += sse_lines_repaired(lines);
  sse_lines_close(lines);
  return status;
}

static sse_status read_entry(void *context, const char *name, sse_lines *lines, sse_error *err) {
  struct reader *reader = context;
  reader->path = name;
  reader->is_entry = true;
  return read_lines(reader, lines, err);
}

sse_status source_read(const char *path, const source_options *options, text_analyser *analyser,
                       const source_handler *handler, source_report *report, sse_error *err) {
  struct reader reader = {
      .path = path, .options = options, .analyser = analyser, .handler = handler, .report = report};
  sse_lines *lines = NULL;
  sse_stream stream;
  *report = (source_report){0};
  if (options->url) reader.path = options->url;
  const char *filter = strcmp(path, "-") != 0 ? source_filter_of(options, reader.path) : NULL;
  sse_status status =
      filter ? filter_open(path, filter, options, &stream, err) : sse_file_open(path, &stream, err);
  if (!status) status = sse_lines_new(reader.path, stream, &lines, err);
  if (status) return status;
  if (archive_detect(sse_lines_peek(lines))) {
    status = archive_walk(reader.path, lines, &reader, read_entry, err);
    sse_lines_close(lines);
  } else {
    status = read_lines(&reader, lines, err);
  }
  sse_buffer_reset(&reader.line);
  sse_buffer_reset(&reader.sample);
  return status;
}
