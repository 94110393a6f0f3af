/* Tables: CSV and TSV with a header line that names the columns. libcsv takes the lines apart.
 * The delimiter is the one that the header line has most of. A column that no field is called after is passed
 * over; a quote that is never closed is an error and not an item of many megabytes. */
#include "source/fields.h"

#include <csv.h>
#include <string.h>

enum { COLUMNS_MOST = 256 };

struct table {
  struct reader *reader;
  struct fields fields;
  field columns[COLUMNS_MOST];
  size_t column_count, column;
  bool has_header, has_title;
  sse_status status; /* of what a callback met */
  sse_error *err;
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

static void on_field(void *data, size_t length, void *context) {
  struct table *table = context;
  sse_str text = {data, data ? length : 0};
  size_t column = table->column++;
  if (table->status || column >= COLUMNS_MOST) return;
  if (!table->has_header) {
    table->columns[column] = fields_named(sse_str_trim(text));
    table->column_count = table->column;
    if (table->columns[column] == FIELD_TITLE) table->has_title = true;
  } else if (column < table->column_count && table->columns[column] != FIELD_NONE && text.length > 0) {
    sse_buffer *raw = &table->fields.raw[table->columns[column]];
    if (raw->length > 0) sse_buffer_append_text(raw, "\n");
    sse_buffer_append_str(raw, text);
  }
}

static void on_row(int terminator, void *context) {
  struct table *table = context;
  const char *path = table->reader->path;
  (void)terminator;
  table->column = 0;
  if (table->status) return;
  if (table->has_header) {
    table->reader->ordinal++;
    table->status = fields_item(table->reader, &table->fields, table->err);
  } else if (!table->has_title) {
    table->status = sse_fail(table->err, SSE_INVALID,
                             "%s: none of the columns that its first line names is 'title'", path);
  }
  table->has_header = true;
}

static sse_status read_rows(struct table *table, struct csv_parser *parser, sse_error *err) {
  enum { BLOCK = 16 * 1024 };
  char block[BLOCK];
  size_t got = 0;
  sse_status status;
  do {
    status = reader_bytes(table->reader, block, BLOCK, &got, err);
    if (!status && csv_parse(parser, block, got, on_field, on_row, table) != got)
      status = sse_fail_memory(err);
    if (!status) status = table->status;
    if (!status && csv_get_buffer_size(parser) > READER_BODY_LONGEST)
      status =
          sse_fail(err, SSE_TOO_LARGE, "%s: row %zu has a field longer than %d bytes; is a quote not closed?",
                   table->reader->path, table->reader->ordinal + 1, READER_BODY_LONGEST);
  } while (!status && got > 0);
  if (!status && csv_fini(parser, on_field, on_row, table) != 0) status = sse_fail_memory(err);
  return status ? status : table->status;
}

sse_status csv_read(struct reader *reader, sse_error *err) {
  struct table table = {.reader = reader, .err = err};
  struct csv_parser parser;
  if (csv_init(&parser, 0) != 0) return sse_fail_memory(err);
  csv_set_blk_size(&parser,
                   (size_t)64 * 1024); /* by which its buffer grows; 128 bytes at a time take minutes */
  csv_set_delim(&parser, delimiter_of(sse_lines_peek(reader->lines)));
  sse_status status = read_rows(&table, &parser, err);
  csv_free(&parser);
  fields_reset(&table.fields);
  return status;
}

/* A table is a file of which the first line is short names with delimiters between them, among them a title.
 */
bool csv_detect(sse_str beginning) {
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
