/* Tables: CSV and TSV. libcsv parses the lines; the layout is detected from the beginning (table_layout.h).
 * Each row is a record. A column that is named like no field is counted; a quote that is never closed is an
 * error and not an item of many megabytes. */
#include "base/url.h"
#include "source/drafts.h"
#include "source/format/readers.h"
#include "source/format/table_layout.h"
#include "source/record.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

static const char nameless[] = "column without a name";

enum { COLUMNS_MOST = 512, NAME_SIZE = 64, BLOCK = 16 * 1024, NO_QUOTE = 0xFF /* never occurs in UTF-8 */ };

struct table {
  struct reader *reader;
  struct csv_parser parser;
  struct table_layout layout;
  struct record record; /* the current row */
  struct field_rule rules[COLUMNS_MOST];
  char names[COLUMNS_MOST][NAME_SIZE];
  size_t column_count, column, row;
  bool has_header, has_row;
  size_t published, created;     /* the numbers of these columns, from 1 (drafts.h); 0 for none */
  bool is_published, is_created; /* the row has a value in them */
  bool is_end_mark;              /* the row is only an end mark of DOS or a database */
  bool is_reported;              /* it was reported that a quote may not be closed */
  bool at_end;
  char block[BLOCK];
  size_t position, length; /* the unparsed part of the block */
  bool has_backslash;      /* a backslash was read, but not yet the next character */
};

/* ---- Columns ------------------------------------------------------------------------------------- */

static void take_name(struct table *table, size_t column, sse_str name) {
  if (column >= COLUMNS_MOST) return;
  if (column == 0 && name.length > 1 && name.data[0] == '#') name = sse_str_part(name, 1, name.length);
  table->rules[column] = record_rule(table->reader, name);
  table->column_count = column + 1;
  if (drafts_column_of(name) == DRAFTS_PUBLISHED) table->published = column + 1;
  if (drafts_column_of(name) == DRAFTS_CREATED) table->created = column + 1;
  if (name.length == 0) name = sse_str_of(nameless);
  (void)snprintf(table->names[column], NAME_SIZE, "%.*s", (int)(name.length < 60 ? name.length : 60),
                 name.data);
}

/* Takes the column names that the user specified. */
static void take_columns(struct table *table, const char *columns) {
  sse_str name;
  size_t column = 0;
  for (size_t position = 0; sse_str_next(sse_str_of(columns), ',', &position, &name); column++)
    take_name(table, column, sse_str_trim(name));
  table->has_header = !table->layout.has_names; /* a header line is skipped */
}

/* ---- Rows ---------------------------------------------------------------------------------------- */

/* Returns true for what programs write in an empty cell. */
static bool is_nothing(sse_str text) {
  static const char *const words[] = {"NaN", "nan", "NULL", "null", "None", "\\N", "<NA>", "#N/A"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (sse_str_equal(text, sse_str_of(words[i]))) return true;
  return text.length == 0;
}

/* Returns true for a line with as many cells as a row, one of which is a date or an address as its column
 * has. */
static bool is_like_row(const struct table *table, sse_str line) {
  size_t column = 0;
  bool fits = false;
  sse_date date;
  sse_str cell;
  for (size_t position = 0; sse_str_next(line, table->layout.delimiter, &position, &cell); column++) {
    field which = column < table->column_count ? table->rules[column].field : FIELD_NONE;
    if (which == FIELD_DATE) fits = fits || source_date_read(sse_str_trim(cell), &date);
    if (which == FIELD_URL) fits = fits || sse_url_is_web(sse_str_trim(cell));
  }
  return fits && column == table->column_count;
}

/* Reports that a quote may not be closed, if a cell has lines that look like rows. */
static void look_for_rows(struct table *table, sse_str text) {
  sse_str line;
  sse_error message;
  for (size_t position = 0; !table->is_reported && sse_str_next(text, '\n', &position, &line);) {
    if (!is_like_row(table, line)) continue;
    table->is_reported = true;
    (void)sse_fail(&message, SSE_INVALID,
                   "%s: row %zu has lines in a cell that look like rows; is a quote not closed?",
                   table->reader->path, table->row + 1);
    account_problem(table->reader->account, false, message.message);
  }
}

/* Returns true for a table written by --export-to csv. */
static bool is_export(const struct table *table) {
  sse_str wanted;
  bool has_all = true;
  for (size_t position = 0;
       has_all && sse_str_next(sse_str_of(source_csv_columns), ',', &position, &wanted);) {
    has_all = false;
    for (size_t column = 0; column < table->column_count && !has_all; column++)
      has_all = sse_str_equal(sse_str_of(table->names[column]), wanted);
  }
  return has_all;
}

/* Adds a cell of such a table, as it was before it was exported. Columns that are not fields of an item are
 * no loss: each run produces them again. */
static void add_exported(struct table *table, size_t column, sse_str text) {
  struct field_rule rule = table->rules[column];
  sse_str name = sse_str_of(table->names[column]), entry;
  if (rule.field == FIELD_NONE) return;
  if (text.length > 1 && text.data[0] == '\'' && source_csv_is_formula(text))
    text = sse_str_part(text, 1, text.length);
  if (rule.field != FIELD_TAGS && rule.field != FIELD_AUTHOR) {
    record_add(&table->record, name, rule, text);
    return;
  }
  rule.form = FIELD_IS_PLAIN;
  for (size_t position = 0; sse_str_next(text, '\n', &position, &entry);)
    record_add(&table->record, name, rule, entry);
}

/* Removes the end marks of DOS, up to a whole block of them. */
static sse_str without_end_mark(sse_str text) {
  enum { END_MARK = 0x1A };
  while (text.length > 0 && text.data[text.length - 1] == END_MARK)
    text.length--;
  return text;
}

/* Returns true for the row count below a table (psql, mysql): "(2 rows)". */
static bool is_count(sse_str text) {
  text = sse_str_trim(text);
  const size_t digits = sse_digits_end(text, 1);
  sse_str word = sse_str_part(text, digits < text.length ? digits : text.length, text.length);
  return digits > 1 && text.data[0] == '(' && (sse_str_is(word, " rows)") || sse_str_is(word, " row)"));
}

static void on_field(void *data, size_t length, void *context) {
  struct table *table = context;
  sse_str whole = {data, data ? length : 0}, text = without_end_mark(whole);
  size_t column = table->column++;
  bool is_below = column == 0 && table->has_header && table->column_count > 1 && is_count(text);
  table->is_end_mark = is_below || (column == 0 && text.length == 0 && whole.length > 0);
  if (is_below) return;
  if (!table->has_header) {
    if (!table->reader->options->columns) take_name(table, column, sse_str_trim(text));
    return;
  }
  if (table->record.is_plain && column < table->column_count) {
    add_exported(table, column, text);
    return;
  }
  if (is_nothing(sse_str_trim(text))) return;
  table->is_published = table->is_published || column + 1 == table->published;
  table->is_created = table->is_created || column + 1 == table->created;
  if (text.length > 0 && memchr(text.data, '\n', text.length)) look_for_rows(table, text);
  bool is_known = column < table->column_count;
  record_add(&table->record, sse_str_of(is_known ? table->names[column] : nameless),
             is_known ? table->rules[column] : (struct field_rule){.field = FIELD_NONE}, text);
}

/* Reports the configured columns that the table does not have. */
static void report_missing(const struct table *table) {
  const source_names *said = &table->reader->options->names;
  bool found[SOURCE_NAME_COUNT];
  for (size_t i = 0; i < SOURCE_NAME_COUNT; i++) {
    const char *wanted = said->of[i];
    found[i] = wanted && strchr(wanted, '.'); /* nested keys are for JSON */
    for (size_t column = 0; wanted && column < table->column_count && !found[i]; column++)
      found[i] = sse_str_is(sse_str_of(table->names[column]), wanted);
  }
  record_report_missing(table->reader, "column", found);
}

/* Ends a row: an item that was created but not published is a draft. */
static void end_row(struct table *table) {
  if (table->published > 0 && table->is_created && !table->is_published)
    record_add(&table->record, sse_str_of("draft"), (struct field_rule){.field = FIELD_NONE},
               sse_str_of("true"));
  table->is_published = table->is_created = false;
  table->column = 0;
}

static void on_row(int terminator, void *context) {
  struct table *table = context;
  (void)terminator;
  end_row(table);
  table->has_row = table->has_header && !table->is_end_mark;
  if (!table->has_header) {
    report_missing(table);
    table->record.is_plain = is_export(table);
  }
  table->has_header = true;
}

/* Parses up to the next line end: libcsv cannot be stopped, a row has at least one line end, and a part holds
 * one row. */
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

/* Rewrites the text at `from` in the block without backslashes, to the beginning of the block: libcsv
 * knows only doubled quotes. There is a byte of room before it, for a backslash at the end of the
 * previous block. */
static void unescape(struct table *table, const char *from, size_t length) {
  char *to = table->block;
  for (size_t i = 0; i < length; i++) {
    if (table->has_backslash) {
      const char known[] = {table->layout.quote, '\\', '\r', '\n', '\0'};
      if (from[i] == table->layout.quote) *to++ = from[i];
      if (!strchr(known, from[i]) || !from[i]) *to++ = '\\';
    }
    table->has_backslash = !table->has_backslash && from[i] == '\\';
    if (!table->has_backslash) *to++ = from[i];
  }
  table->length = (size_t)(to - table->block);
}

/* Reads the next block, which is empty at the end. */
static sse_status read_block(struct table *table, sse_error *err) {
  table->position = 0;
  if (!table->layout.has_escapes)
    return reader_bytes(table->reader, table->block, BLOCK, &table->length, err);
  do {
    size_t length = 0;
    sse_status status = reader_bytes(table->reader, table->block + 1, BLOCK - 1, &length, err);
    if (status) return status;
    if (length == 0 && table->has_backslash) table->block[1 + length++] = ' '; /* the file ends in one */
    unescape(table, table->block + 1, length);
    if (length == 0) break;
  } while (table->length == 0); /* a backslash alone */
  return SSE_OK;
}

/* Continues parsing; sets `table->at_end` if there was no more. */
static sse_status parse_more(struct table *table, sse_error *err) {
  if (table->position < table->length) return parse_line(table, err);
  sse_status status = read_block(table, err);
  if (status || table->length > 0) return status;
  table->at_end = true;
  /* Quotes are read leniently, but one that is never closed has swallowed rows. */
  (void)csv_set_opts(&table->parser, CSV_STRICT | CSV_STRICT_FINI); /* never fails for a parser */
  if (csv_fini(&table->parser, on_field, on_row, table) == 0) return SSE_OK;
  if (csv_error(&table->parser) != CSV_EPARSE) return sse_fail_memory(err);
  return sse_fail(err, SSE_INVALID, "%s: ends within a quote that row %zu opens", table->reader->path,
                  table->row + 1);
}

static part_outcome next_row(void *context, struct part *part, sse_error *err) {
  struct table *table = context;
  record_clear(&table->record);
  table->has_row = false;
  while (!table->has_row && !table->at_end)
    if (parse_more(table, err)) return PART_CUT;
  if (!table->has_row) return PART_END;
  part->number = ++table->row;
  return record_take(&table->record, table->reader, &part->fields, err) ? PART_BAD : PART;
}

/* ---- The file ------------------------------------------------------------------------------------ */

static void close_table(void *context) {
  struct table *table = context;
  csv_free(&table->parser);
  record_reset(&table->record);
  free(table);
}

/* Moves to the header line, or to the first row. */
static sse_status begin(struct table *table, sse_error *err) {
  struct reader *reader = table->reader;
  sse_status status = SSE_OK;
  table_layout_find(reader_beginning(reader), reader, &table->layout);
  if (reader->options->columns) {
    take_columns(table, reader->options->columns);
  } else if (!table->layout.has_names) {
    return sse_fail(err, SSE_INVALID,
                    "%s: no column is named 'title' or 'text'; name the columns with --columns "
                    "title,date,text or columns = title,date,text",
                    reader->path);
  }
  for (size_t i = 0; i < table->layout.remarks; i++)
    account_lose(reader->account, SOURCE_NOT_TAKEN, sse_str_of("line before the names of columns"), NULL);
  for (size_t i = 0; i < table->layout.lines_before && !status; i++) {
    sse_str line;
    bool more;
    status = reader_line(reader, &line, &more, err);
  }
  csv_set_delim(&table->parser, (unsigned char)table->layout.delimiter);
  csv_set_quote(&table->parser, table->layout.is_quoted ? (unsigned char)table->layout.quote : NO_QUOTE);
  return status;
}

sse_status table_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct table *table = calloc(1, sizeof *table);
  if (!table || csv_init(&table->parser, 0) != 0) {
    free(table);
    return sse_fail_memory(err);
  }
  table->reader = reader;
  /* The increment of its buffer; with 128 bytes, large cells take minutes. */
  csv_set_blk_size(&table->parser, (size_t)64 * 1024);
  sse_status status = begin(table, err);
  if (status) {
    close_table(table);
  } else {
    *parts = (struct parts){.context = table, .next = next_row, .close = close_table};
  }
  return status;
}

/* Returns true for a file with a header line, including a title, before which there are only remarks. */
bool table_detect(sse_str beginning) {
  struct table_layout layout;
  table_layout_find(beginning, NULL, &layout);
  return layout.has_names && layout.has_title && layout.known > 1 && layout.remarks == 0;
}
