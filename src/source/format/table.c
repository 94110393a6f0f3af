/* Tables: CSV and TSV with a header line that names the columns. libcsv takes the lines apart.
 * The delimiter is the one that the header line has most of. A column that no field is called after is passed
 * over; a quote that is never closed is an error and not an item of many megabytes. */
#include "source/drafts.h"
#include "source/format/readers.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

static const char nameless[] = "column without a name";

enum { COLUMNS_MOST = 256, BLOCK = 16 * 1024 };

struct table {
  struct reader *reader;
  struct csv_parser parser;
  field columns[COLUMNS_MOST];
  char names[COLUMNS_MOST][64]; /* of columns that are no field */
  size_t column_count, column, row;
  bool has_header, has_title, has_row;
  bool at_end;
  struct part *part; /* being filled */
  char block[BLOCK];
  size_t position, length; /* in the block: what was not parsed yet */
};

static unsigned char delimiter_of(sse_str beginning) {
  static const char delimiters[] = ",;\t|";
  size_t counts[sizeof delimiters - 1] = {0}, best = 0;
  bool quoted = false;
  for (size_t i = 0; i < beginning.length && (quoted || beginning.data[i] != '\n'); i++) {
    const char *found = beginning.data[i] ? strchr(delimiters, beginning.data[i]) : NULL;
    if (beginning.data[i] == '"') quoted = !quoted;
    if (found && !quoted) counts[found - delimiters]++;
  }
  for (size_t i = 1; i < sizeof counts / sizeof *counts; i++)
    if (counts[i] > counts[best]) best = i;
  return (unsigned char)delimiters[best];
}

static void take_header(struct table *table, size_t column, sse_str name) {
  table->columns[column] = fields_named(name);
  table->column_count = column + 1;
  if (table->columns[column] == FIELD_TITLE) table->has_title = true;
  if (name.length == 0) name = sse_str_of(nameless);
  (void)snprintf(table->names[column], sizeof table->names[column], "%.*s",
                 (int)(name.length < 60 ? name.length : 60), name.data);
}

static void take_field(struct table *table, size_t column, sse_str text) {
  if (table->columns[column] == FIELD_NONE) {
    account_lose(table->reader->account, SOURCE_NOT_TAKEN, sse_str_of(table->names[column]), NULL);
  } else {
    sse_buffer *raw = &table->part->fields.raw[table->columns[column]];
    if (raw->length > 0) sse_buffer_append_text(raw, "\n");
    sse_buffer_append_str(raw, text);
  }
}

static void on_field(void *data, size_t length, void *context) {
  struct table *table = context;
  sse_str text = {data, data ? length : 0};
  size_t column = table->column++;
  if (!table->has_header) {
    if (column < COLUMNS_MOST) take_header(table, column, sse_str_trim(text));
  } else if (sse_str_trim(text).length == 0) {
    return;
  } else if (column >= table->column_count) {
    account_lose(table->reader->account, SOURCE_NOT_TAKEN, sse_str_of(nameless), NULL);
  } else if (!drafts_take(&table->part->fields, sse_str_of(table->names[column]), text)) {
    take_field(table, column, text);
  }
}

static void on_row(int terminator, void *context) {
  struct table *table = context;
  (void)terminator;
  table->column = 0;
  table->has_row = table->has_header;
  table->has_header = true;
}

/* Parses up to the next end of a line, of which a row has one at least: libcsv cannot be stopped, and a part
 * holds one row. */
static sse_status parse_line(struct table *table, sse_error *err) {
  size_t end = table->position;
  while (end < table->length && table->block[end] != '\n' && table->block[end] != '\r')
    end++;
  if (end < table->length) end++;
  size_t length = end - table->position;
  size_t parsed = csv_parse(&table->parser, table->block + table->position, length, on_field, on_row, table);
  table->position = end;
  if (parsed != length) return sse_fail_memory(err);
  if (csv_get_buffer_size(&table->parser) > READER_BODY_LONGEST)
    return sse_fail(err, SSE_TOO_LARGE,
                    "%s: row %zu has a field longer than %d bytes; is a quote not closed?",
                    table->reader->path, table->row + 1, READER_BODY_LONGEST);
  return SSE_OK;
}

/* Parses on; `table->at_end` tells that there was no more. */
static sse_status parse_more(struct table *table, sse_error *err) {
  if (table->position < table->length) return parse_line(table, err);
  table->position = 0;
  sse_status status = reader_bytes(table->reader, table->block, BLOCK, &table->length, err);
  if (status || table->length > 0) return status;
  table->at_end = true;
  /* Quotes are taken as people write them, but one that is never closed has swallowed rows. */
  (void)csv_set_opts(&table->parser, CSV_STRICT | CSV_STRICT_FINI); /* never fails for a parser */
  if (csv_fini(&table->parser, on_field, on_row, table) == 0) return SSE_OK;
  if (csv_error(&table->parser) != CSV_EPARSE) return sse_fail_memory(err);
  return sse_fail(err, SSE_INVALID, "%s: ends within a quote that row %zu opens", table->reader->path,
                  table->row + 1);
}

static part_outcome next_row(void *context, struct part *part, sse_error *err) {
  struct table *table = context;
  table->part = part;
  table->has_row = false;
  while (!table->has_row && !table->at_end) {
    if (parse_more(table, err)) return PART_CUT;
    if (table->has_header && !table->has_title) {
      (void)sse_fail(err, SSE_INVALID, "%s: none of the columns that its first line names is 'title'",
                     table->reader->path);
      return PART_CUT;
    }
  }
  if (!table->has_row) return PART_END;
  part->number = ++table->row;
  return PART;
}

static void close_table(void *context) {
  struct table *table = context;
  csv_free(&table->parser);
  free(table);
}

sse_status table_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct table *table = calloc(1, sizeof *table);
  if (!table || csv_init(&table->parser, 0) != 0) {
    free(table);
    return sse_fail_memory(err);
  }
  table->reader = reader;
  /* By which its buffer grows; 128 bytes at a time take minutes. */
  csv_set_blk_size(&table->parser, (size_t)64 * 1024);
  csv_set_delim(&table->parser, delimiter_of(reader_beginning(reader)));
  *parts = (struct parts){table, next_row, close_table};
  return SSE_OK;
}

/* A table is a file of which the first line is short names with delimiters between them, among them a title.
 */
bool table_detect(sse_str beginning) {
  unsigned char delimiter = delimiter_of(beginning);
  size_t known = 0, start = 0;
  bool has_title = false;
  for (size_t i = 0; i <= beginning.length; i++) {
    char byte = (char)(i < beginning.length ? beginning.data[i] : '\n');
    if (byte != '\n' && (unsigned char)byte != delimiter) continue;
    sse_str name = sse_str_trim(sse_str_part(beginning, start, i));
    if (name.length > 1 && name.data[0] == '"') name = sse_str_part(name, 1, name.length - 1);
    field found = fields_named(name);
    known += found != FIELD_NONE;
    has_title = has_title || found == FIELD_TITLE;
    start = i + 1;
    if (byte == '\n') break;
  }
  return has_title && known > 1;
}
