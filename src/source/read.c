/* Reads one file: opens it, detects its format, and goes through its parts.
 * One loop reads anything that holds several things: a part that is a file is read recursively, an item is
 * passed on, a bad part affects only itself, and truncation is not mistaken for the end. */
#include "base/charset.h"
#include "source/ahead.h"
#include "source/container/container.h"
#include "source/described.h"
#include "source/filter/filter.h"
#include "source/format/formats.h"
#include "source/format/preamble.h"
#include "source/format/readers.h"
#include "source/portion.h"

#include <assert.h>
#include <string.h>

enum { DEEPEST = 4 /* nesting of archives */ };

struct reading {
  const source_options *options;
  struct account account;
  item_maker maker;
  bool has_described; /* rows of a table were left to the files that they describe */
  bool depends;       /* the items depend on what is next to the file, too */
  bool is_stopped;    /* the handler failed, or memory ran out: not the fault of the file */
  sse_error cut;      /* the last one reported: whatever is inside a truncated file is truncated as well */
};

/* ---- What a file is ---------------------------------------------------------------------------- */

static sse_str declared_by(const struct format *format, sse_str beginning) {
  if (format->declares == FORMAT_DECLARES_XML) return sse_charset_declared_xml(beginning);
  if (format->declares != FORMAT_DECLARES_HTML) return (sse_str){0};
  sse_str xml = sse_charset_declared_xml(beginning); /* for XHTML */
  return xml.length > 0 ? xml : sse_charset_declared_html(beginning);
}

/* Refuses what is not text, and says what would help. `is_wide`: NULs are part of UTF-16 or UTF-32. */
static sse_status check_text(const struct reader *reader, bool is_wide, sse_error *err) {
  sse_str beginning = sse_lines_peek(reader->lines);
  const char *ending = "", *why = format_reason_of(reader->path, beginning, &ending);
  if (why) return sse_fail(err, SSE_INVALID, "%s: is a %s file, not text: %s", reader->path, ending, why);
  if (!is_wide && sse_charset_is_binary(beginning))
    return sse_fail(err, SSE_INVALID, "%s: is a binary file, not text", reader->path);
  return SSE_OK;
}

/* Sets the lines up to be decoded to UTF-8, and detects the format. The format of a file in UTF-16 or UTF-32
 * shows only after decoding; any other file may declare its character set as its format provides. */
static sse_status decode(struct reader *reader, const struct format **found, sse_error *err) {
  const source_options *options = reader->options;
  /* the output of our own filters is in UTF-8, whatever the input was in */
  sse_charset_evidence evidence = {.option = reader->format ? NULL : options->charset,
                                   .transport = sse_str_of(reader->transport_charset)};
  sse_str beginning = sse_lines_peek(reader->lines);
  bool is_whole = sse_lines_peek_is_all(reader->lines);
  sse_charset_choice choice;
  sse_status status = sse_charset_decide(&evidence, beginning, is_whole, &choice, err);
  if (status) return status;
  bool is_wide = strncasecmp(choice.name, "UTF-16", 6) == 0 || strncasecmp(choice.name, "UTF-32", 6) == 0;
  bool is_mail = mail_detect(beginning); /* whose parts may be anything */
  status = is_mail ? SSE_OK : check_text(reader, is_wide, err);
  if (status) return status;
  is_wide = is_wide && !is_mail;
  const char *known = reader->format ? reader->format : options->format;
  const struct format *wanted = known ? format_named(known) : NULL;
  const struct format *format = wanted ? wanted : is_wide ? NULL : format_of(reader->path, beginning);
  if (!is_wide && format->declares == FORMAT_DECLARES_PARTS) {
    *found = format;
    return SSE_OK;
  }
  if (!is_wide) {
    evidence.declared = declared_by(format, beginning);
    status = sse_charset_decide(&evidence, beginning, is_whole, &choice, err);
  }
  if (!status) status = sse_lines_decode(reader->lines, choice.name, err);
  reader->charset = choice.name;
  *found = format ? format : format_of(reader->path, sse_lines_peek(reader->lines));
  return status;
}

static sse_status open_format(struct reading *reading, struct reader *reader, struct parts *parts,
                              sse_error *err) {
  const char *expected = reading->options->expected_format;
  const struct format *format = NULL;
  sse_status status = decode(reader, &format, err);
  if (status) return status;
  if (sse_str_trim(sse_lines_peek(reader->lines)).length == 0)
    return sse_fail(err, SSE_INVALID, "%s: is empty", reader->path);
  if (expected && !reader->is_entry && strcmp(expected, format->name) != 0)
    return sse_fail(err, SSE_INVALID, "%s: was %s and is %s now (not read)", reader->path, expected,
                    format->name);
  reading->account.report->format = format->name;
  item_begin_file(&reading->maker, sse_lines_peek(reader->lines));
  return format->open(reader, parts, err);
}

/* ---- Going through parts ----------------------------------------------------------------------- */

/* A file to be read. */
struct input {
  const char *path, *base; /* `base` may be NULL */
  const char *captured;    /* when a crawler fetched it; NULL if unknown */
  const char *charset;     /* that a server reported; NULL for none */
  const char *format;      /* that is known or that a filter produces; NULL if it must be detected */
  const struct described *described; /* what is next to it */
  sse_str unfiltered;                /* the beginning of the filter's input; none without a filter */
  sse_stream stream;
};

static sse_status read_stream(struct reading *reading, const struct input *input, int depth, sse_error *err);

/* Reports a bad part of the file; fails if memory ran out. */
static sse_status report_bad(struct reading *reading, sse_status status, const char *what,
                             const sse_error *failure, sse_error *err) {
  sse_error message;
  if (status == SSE_NO_MEMORY) {
    reading->is_stopped = true;
    return sse_fail_memory(err);
  }
  (void)sse_fail(&message, status, "%s (%s)", failure->message, what);
  account_problem(&reading->account, true, message.message);
  return SSE_OK;
}

/* Opens a file of an archive through a filter. Takes over the part's stream. */
static sse_status filter_part(const struct reading *reading, const struct part *part, const char *command,
                              sse_buffer *beginning, struct input *input, sse_error *err) {
  const struct filter_input from = {part->stream, input->path, .shown = FORMAT_LOOKED_AT};
  return preamble_is_known(input->path)
             ? filter_open_text(&from, command, reading->options, beginning, &input->stream, err)
             : filter_open_stream(&from, command, reading->options, beginning, &input->stream, err);
}

/* Reads a file of an archive, through a filter if it has one. */
static sse_status read_file_part(struct reading *reading, const struct reader *reader, struct part *part,
                                 int depth, sse_error *err) {
  struct input input = {.path = part->name.data,
                        .base = part->base.length > 0 ? part->base.data : reader->base,
                        .captured = part->captured.length > 0 ? part->captured.data : reader->captured,
                        .charset = part->charset.length > 0 ? part->charset.data : reader->transport_charset,
                        .format = part->format,
                        .described = &part->described,
                        .stream = part->stream};
  sse_status status = SSE_OK;
  sse_buffer beginning = {0};
  if (part->name.failed || part->base.failed || part->captured.failed || part->charset.failed ||
      part->described.table.failed || part->described.files.failed) {
    part->stream.close(part->stream.context);
    return sse_fail_memory(err);
  }
  if (part->format) return read_stream(reading, &input, depth + 1, err);
  const char *name = input.path;
  if (!filter_command(reading->options, name) && format_may_show_another(name)) {
    sse_str shown;
    status = sse_stream_peek(&part->stream, FORMAT_LOOKED_AT, &shown, err);
    if (status) {
      part->stream.close(part->stream.context);
      return status;
    }
    input.stream = part->stream;
    name = format_shown_name(name, shown);
  }
  const char *command = format_filter(reading->options, name, &input.format);
  if (command) status = filter_part(reading, part, command, &beginning, &input, err);
  input.unfiltered = sse_buffer_str(&beginning);
  if (!status) status = read_stream(reading, &input, depth + 1, err);
  sse_buffer_reset(&beginning);
  return status;
}

/* Adds what the file says about itself outside the text that a filter made of it. */
static void take_said(const struct fields *said, struct fields *fields) {
  if (said->withheld) fields->withheld = said->withheld;
  fields->may_change = fields->may_change || said->may_change;
  for (int i = 0; i < FIELD_COUNT; i++) {
    sse_buffer *raw = &fields->raw[i];
    if (said->raw[i].length == 0 || (raw->length > 0 && i != FIELD_TITLE)) continue;
    sse_buffer_clear(raw);
    sse_buffer_append_str(raw, sse_buffer_str(&said->raw[i]));
  }
}

/* Keeps the headline that a file seemed to have as the beginning of its text, if the table next to it says
 * that it has another one. */
static void keep_heading(const struct reader *reader, struct fields *fields) {
  sse_str title = sse_buffer_str(&fields->raw[FIELD_TITLE]),
          said = sse_buffer_str(&reader->said->raw[FIELD_TITLE]);
  sse_buffer whole = {0}, *body = &fields->raw[FIELD_BODY];
  if (!reader->described || title.length == 0 || said.length == 0 || sse_str_equal(title, said)) return;
  sse_buffer_append_str(&whole, title);
  sse_buffer_append_text(&whole, "\n");
  sse_buffer_append_str(&whole, sse_buffer_str(body));
  sse_buffer_reset(body);
  *body = whole;
}

/* Passes on or reads one part. Fails only if the failure is not the part's own. */
static sse_status take_part(struct reading *reading, const struct reader *reader, struct part *part,
                            int depth, sse_error *err) {
  sse_error failure;
  bool is_stopped = false;
  sse_str id = sse_buffer_str(&part->fields.raw[FIELD_ID]);
  if (!part->has_stream && reader->described && described_has_file(reader->described, id)) {
    reading->has_described = reading->depends = true;
    return SSE_OK;
  }
  if (!part->has_stream) keep_heading(reader, &part->fields);
  if (!part->has_stream) take_said(reader->said, &part->fields);
  sse_status status = part->has_stream ? read_file_part(reading, reader, part, depth, &failure)
                                       : item_make(&reading->maker, reader, part, &is_stopped, &failure);
  if (is_stopped) reading->is_stopped = true;
  if (!status) return SSE_OK;
  if (!reading->is_stopped)
    return report_bad(reading, status, part->has_stream ? "skipped" : "item skipped", &failure, err);
  *err = failure;
  return status;
}

/* Handles truncation: items before the cut are kept and the file is marked as incomplete. If there are none,
 * reading fails. */
static sse_status take_cut(struct reading *reading, size_t items_before, const sse_error *failure,
                           sse_error *err) {
  source_report *report = reading->account.report;
  sse_error message;
  if (failure->status == SSE_NO_MEMORY) {
    reading->is_stopped = true;
    return sse_fail_memory(err);
  }
  if (report->items == items_before) {
    *err = *failure;
    return failure->status;
  }
  report->cut = true;
  if (strcmp(reading->cut.message, failure->message) == 0) return SSE_OK;
  reading->cut = *failure;
  (void)sse_fail(&message, failure->status, "%s (the rest is not read)", failure->message);
  account_problem(&reading->account, true, message.message);
  return SSE_OK;
}

/* Returns true if portions of the file can be skipped. That is not so if the user configured names of keys,
 * since only reading all of the file shows which of them it has; for a file in an archive, which has its own
 * line numbers; and if something outside the file, or lines that a filter leaves out, may affect every item.
 */
static bool takes_portions(const struct reader *reader) {
  const source_names *names = &reader->options->names;
  const struct fields *said = reader->said;
  if (said->withheld || said->may_change || reader->described) return false;
  for (int i = 0; i < FIELD_COUNT; i++)
    if (said->raw[i].length > 0) return false;
  for (size_t i = 0; i < SOURCE_NAME_COUNT; i++)
    if (names->of[i]) return false;
  return reader->account->handler->on_portion && !reader->is_entry;
}

static sse_status read_parts(struct reading *reading, const struct reader *reader, struct parts *parts,
                             int depth, sse_error *err) {
  size_t items_before = reading->account.report->items;
  struct part part = {0};
  struct portion portion = {0};
  sse_status status = SSE_OK;
  part_outcome outcome = PART;
  bool has_portions = parts->is_at_line && takes_portions(reader);
  assert(parts->next);
  while (!status && (outcome == PART || outcome == PART_BAD)) {
    sse_error failure = {0};
    part_clear(&part);
    if (has_portions && parts->is_at_line(parts->context))
      status = portion_next(&portion, &reading->maker, reader, &reading->is_stopped, err);
    if (status) break;
    outcome = parts->next(parts->context, &part, &failure);
    /* What a reader takes for a bad part may be the end of the readable data. */
    if (outcome == PART_BAD && sse_lines_has_failed(reader->lines)) outcome = PART_CUT;
    if (outcome == PART) status = take_part(reading, reader, &part, depth, err);
    if (outcome == PART_BAD) status = report_bad(reading, failure.status, "skipped", &failure, err);
    if (outcome == PART_CUT) status = take_cut(reading, items_before, &failure, err);
  }
  part_reset(&part);
  portion_reset(&portion);
  return status;
}

/* ---- A file ------------------------------------------------------------------------------------ */

/* Reports the bytes that became U+FFFD, and what would help. */
static void report_repaired(struct reading *reading, const struct reader *reader, const char *suggestion) {
  size_t repaired = sse_lines_repaired(reader->lines);
  sse_error message;
  reading->account.report->repaired += repaired;
  if (repaired == 0) return;
  bool helps = suggestion && reader->charset && strcasecmp(suggestion, reader->charset) != 0;
  (void)sse_fail(&message, SSE_INVALID, "%s: %zu %s not valid in %s and shown as \xEF\xBF\xBD%s%s",
                 reader->path, repaired, repaired == 1 ? "character is" : "characters are", reader->charset,
                 helps ? "; try --charset " : "", helps ? suggestion : "");
  account_problem(&reading->account, false, message.message);
}

static sse_status read_lines(struct reading *reading, struct reader *reader, int depth, sse_error *err) {
  struct parts parts = {0};
  sse_str beginning = sse_lines_peek(reader->lines);
  const char *suggestion = sse_charset_suggest(beginning);
  sse_status status = SSE_OK;
  bool is_warc = warc_detect(beginning);
  const char *why = reader->format ? NULL : format_document_reason(reader->path);
  if (!is_warc && !archive_detect(beginning)) {
    status = open_format(reading, reader, &parts, err);
  } else if (!is_warc && format_is_zipped(reader->path, beginning)) {
    status = zipped_open(reader, &parts, err);
  } else if (why) {
    status = sse_fail(err, SSE_INVALID, "%s: %s", reader->path, why); /* a zip file inside */
  } else if (depth == DEEPEST) {
    status =
        sse_fail(err, SSE_TOO_LARGE, "%s: archives are opened at most %d levels deep", reader->path, DEEPEST);
  } else {
    status = is_warc ? warc_open(reader, &parts, err) : archive_open(reader, &parts, err);
  }
  if (!status) status = read_parts(reading, reader, &parts, depth, err);
  if (parts.close) parts.close(parts.context);
  report_repaired(reading, reader, suggestion);
  account_end_file(&reading->account, reader->path);
  return status;
}

/* Adds what the table next to a file's folder says of it. A table that it does not list, such as one of those
 * who received a letter, is not read. */
static sse_status take_described(struct reading *reading, const struct input *input, struct fields *said,
                                 bool *is_read, sse_error *err) {
  size_t length;
  bool is_listed, is_table = described_is_table(sse_str_of(input->path), &length);
  if (input->described->table.length == 0) return SSE_OK;
  sse_status status = described_take(input->described, input->path, reading->options, said, &is_listed, err);
  *is_read = is_listed || !is_table;
  reading->depends = reading->depends || is_listed;
  if (status || *is_read) return status;
  account_pass_over(&reading->account, input->path, sse_str_of("csv"),
                    "the table of its folder does not list it");
  reading->has_described = reading->depends = true;
  return SSE_OK;
}

/* Reads a stream and closes it. */
static sse_status read_stream(struct reading *reading, const struct input *input, int depth, sse_error *err) {
  struct fields said = {0};
  struct reader reader = {.path = input->path,
                          .said = &said,
                          .base = input->base,
                          .captured = input->captured,
                          .transport_charset = input->charset,
                          .format = input->format,
                          .options = reading->options,
                          .account = &reading->account,
                          .described = input->described,
                          .is_entry = depth > 0};
  sse_status status = sse_lines_new(input->path, input->stream, &reader.lines, err);
  if (status) return status;
  status = preamble_take(input->path, input->unfiltered, &reading->account, &said, err);
  bool is_read = true;
  if (!status && input->described) status = take_described(reading, input, &said, &is_read, err);
  if (!status && is_read) status = read_lines(reading, &reader, depth, err);
  sse_lines_close(reader.lines);
  fields_reset(&said);
  sse_buffer_reset(&reader.line);
  return status;
}

/* Fails if nothing was taken from a file that is not empty, even if all its parts were reported. A file in
 * which nothing is public, or that only describes others, is no failure. */
static sse_status check_taken(const struct reading *reading, const char *path, sse_error *err) {
  const source_report *report = reading->account.report;
  if (report->items + report->withheld > 0 || reading->has_described || report->skipped + report->lost == 0)
    return SSE_OK;
  return sse_fail(err, SSE_INVALID, "%s: nothing could be read from it", path);
}

/* Opens a file through a filter, unless that filter was already started. */
static sse_status filter_file(const char *path, const char *name, const char *command,
                              const source_options *options, struct input *input, sse_buffer *beginning,
                              sse_error *err) {
  struct filter_input file = {.name = name, .shown = FORMAT_LOOKED_AT};
  if (ahead_take(options->ahead, path, command, beginning, &input->stream)) return SSE_OK;
  if (!preamble_is_known(name)) return filter_open(path, command, options, &input->stream, err);
  sse_status status = sse_file_open(path, &file.stream, err);
  sse_buffer_clear(beginning);
  return status ? status : filter_open_text(&file, command, options, beginning, &input->stream, err);
}

/* Opens a file, through a filter if it has one; `beginning` then receives the first bytes of the filter's
 * input. */
static sse_status open_input(const char *path, const source_options *options, struct input *input,
                             sse_buffer *beginning, sse_error *err) {
  const char *name = input->path, *command = NULL;
  bool is_named = strcmp(path, "-") != 0;
  if (is_named && !filter_command(options, name) && format_may_show_another(name)) {
    sse_status status = sse_file_beginning(path, FORMAT_LOOKED_AT, beginning, err);
    if (status) return status;
    name = format_shown_name(name, sse_buffer_str(beginning));
  }
  if (is_named) command = format_filter(options, name, &input->format);
  if (!command) return sse_file_open(path, &input->stream, err);
  sse_status status = filter_file(path, name, command, options, input, beginning, err);
  input->unfiltered = sse_buffer_str(beginning);
  return status;
}

sse_status source_read(const char *path, const source_options *options, text_analyser *analyser,
                       const source_handler *handler, source_report *report, sse_error *err) {
  struct reading reading = {
      .options = options, .account = {.handler = handler, .report = report}, .maker = {.analyser = analyser}};
  const char *name = options->name ? options->name : path;
  struct input input = {.path = name, .base = options->url, .charset = options->transport_charset};
  *report = (source_report){0};
  sse_buffer beginning = {0};
  struct described described = {0};
  sse_status status = open_input(path, options, &input, &beginning, err);
  if (!status && !options->url) status = described_find(path, &described, err);
  if (described.table.length > 0 || described.files.length > 0) input.described = &described;
  if (!status) status = read_stream(&reading, &input, 0, err);
  if (!status) status = check_taken(&reading, name, err);
  sse_buffer_reset(&beginning);
  described_reset(&described);
  item_maker_reset(&reading.maker);
  if (input.described && reading.depends) report->may_change = true;
  report->is_stopped = reading.is_stopped;
  return status;
}
