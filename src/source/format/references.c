/* Tagged exports of reference managers and databases: RIS, EndNote (refer), PubMed (MEDLINE), ISI, RefWorks,
 * Factiva. They are dialects of one format, each with a table of its tags (references_dialects.h). Values
 * that span several lines are joined, and so are the parts of a date. */
#include "base/utf8.h"
#include "source/format/readers.h"
#include "source/format/references_dialects.h"
#include "source/record.h"

#include <stdlib.h>
#include <string.h>

struct references {
  struct reader *reader;
  const struct references_dialect *dialect;
  struct record record;
  sse_buffer tag, value;    /* of the current field, which the next line may continue */
  sse_buffer year, day;     /* of a date, which may be separate */
  size_t line, next_line;   /* first line of the record, and of the next one */
  bool in_record, has_next; /* the first line of the next record was read */
  bool has_starts;          /* records begin with the dialect's start tag */
  bool is_apart;            /* an empty line was read */
  sse_buffer columns;       /* tab-separated tags of a table; empty for lines with tags */
};

/* ---- Lines --------------------------------------------------------------------------------------- */

static bool is_upper_or_digit(char byte) {
  return sse_is_upper(byte) || sse_is_digit(byte);
}

static size_t letters_of(sse_str line, size_t most) {
  size_t length = 0;
  while (length < line.length && length < most && is_upper_or_digit(line.data[length]))
    length++;
  return length;
}

/* Splits a line into tag and value at a hyphen, which may have spaces around it. */
static bool split_hyphen(sse_str line, size_t most, sse_str *tag, sse_str *value) {
  size_t length = letters_of(line, most), at = length;
  while (at < line.length && line.data[at] == ' ' && at < most + 3)
    at++;
  bool has_tag = length >= 2 && at < line.length && line.data[at] == '-' && line.data[0] > '9';
  if (!has_tag || (most == 2 && at == length)) return false; /* not "T-shirts" */
  if (at + 1 < line.length && line.data[at + 1] != ' ' && at == length && most > 2 && length < most)
    return false;
  *tag = sse_str_part(line, 0, length);
  *value = sse_str_trim(sse_str_part(line, at + 1, line.length));
  return true;
}

static bool is_tag(sse_str tag, const char *name) {
  return name && sse_str_equal(tag, sse_str_of(name));
}

/* Splits a line after one of Factiva's tags, which is followed by a tab, two spaces, or nothing. */
static bool split_factiva(sse_str line, sse_str *tag, sse_str *value) {
  const struct references_dialect *factiva = &references_dialects[REFERENCES_FACTIVA];
  size_t length = letters_of(line, 4);
  sse_str rest = sse_str_part(line, length, line.length);
  if (rest.length > 0 && rest.data[0] != '\t' && rest.data[0] != '\r' && !sse_str_begins(rest, "  "))
    return false;
  *tag = sse_str_part(line, 0, length);
  *value = sse_str_trim(rest);
  for (size_t i = 0; i < factiva->count; i++)
    if (is_tag(*tag, factiva->rules[i].tag)) return true;
  return false;
}

/* Splits a line into tag and value; returns false for one without a tag. */
static bool split_line(tag_shape shape, sse_str line, sse_str *tag, sse_str *value) {
  size_t length;
  switch (shape) {
  case SHAPE_RIS:
    return split_hyphen(line, 2, tag, value);
  case SHAPE_PUBMED:
    return split_hyphen(line, 4, tag, value);
  case SHAPE_ISI:
    length = letters_of(line, 3);
    if (length != 2 || line.data[0] <= '9' || (line.length > 2 && line.data[2] != ' ')) return false;
    *tag = sse_str_part(line, 0, 2);
    *value = sse_str_trim(sse_str_part(line, 2, line.length));
    return true;
  case SHAPE_FACTIVA:
    return split_factiva(line, tag, value);
  default:
    if (line.length < 2 || line.data[0] != '%' || (line.length > 2 && !sse_is_space(line.data[2])))
      return false;
    *tag = sse_str_part(line, 1, 2);
    *value = sse_str_trim(sse_str_part(line, 2, line.length));
    return true;
  }
}

/* ---- Fields -------------------------------------------------------------------------------------- */

static struct field_rule rule_of(const struct references_dialect *dialect, sse_str tag) {
  for (size_t i = 0; i < dialect->count; i++)
    if (is_tag(tag, dialect->rules[i].tag)) return dialect->rules[i].rule;
  return (struct field_rule){.field = FIELD_NONE};
}

/* Adds tags; a line may have several, separated by semicolons. */
static void add_tags(struct record *record, sse_str name, struct field_rule rule, sse_str value) {
  sse_str tag;
  for (size_t position = 0; sse_str_next(value, ';', &position, &tag);) {
    tag = sse_str_trim(tag);
    if (tag.length > 0 && tag.data[0] == '*') tag = sse_str_part(tag, 1, tag.length); /* a major topic */
    record_add(record, name, rule, tag);
  }
}

/* Adds a PubMed identifier that is a DOI: "10.1000/1 [doi]". Others lead nowhere. */
static void add_doi(struct record *record, sse_str name, struct field_rule rule, sse_str value) {
  static const char mark[] = "[doi]";
  const char *found = memmem(value.data, value.length, mark, sizeof mark - 1);
  if (found)
    record_add(record, name, rule, sse_str_trim(sse_str_part(value, 0, (size_t)(found - value.data))));
}

/* Returns a line of names without the "by" before them. */
static sse_str without_by(sse_str names) {
  return sse_str_begins(names, "by ") ? sse_str_part(names, 3, names.length) : names;
}

/* Adds the current field to the record. */
static void end_field(struct references *refs) {
  sse_str tag = sse_buffer_str(&refs->tag), value = sse_buffer_str(&refs->value);
  struct field_rule rule = rule_of(refs->dialect, tag);
  tag_shape shape = refs->dialect->shape;
  bool is_pubmed = shape == SHAPE_PUBMED;
  if (tag.length > 0 && value.length > 0) {
    if (rule.field == FIELD_TAGS) {
      add_tags(&refs->record, tag, rule, value);
    } else if (rule.field == FIELD_AUTHOR && shape == SHAPE_FACTIVA) {
      record_add(&refs->record, tag, rule, without_by(value));
    } else if (rule.field == FIELD_URL && is_pubmed) {
      add_doi(&refs->record, tag, rule, value);
    } else if (is_tag(tag, refs->dialect->day) && refs->day.length == 0) {
      sse_buffer_append_str(&refs->day, value);
    } else {
      record_add(&refs->record, tag, rule, value);
    }
    if (is_tag(tag, refs->dialect->year) && refs->year.length == 0) sse_buffer_append_str(&refs->year, value);
    if (is_pubmed && is_tag(tag, "PMID")) {
      sse_buffer_clear(&refs->day);
      sse_buffer_printf(&refs->day, "https://pubmed.ncbi.nlm.nih.gov/%.*s/", (int)value.length, value.data);
      record_add(&refs->record, tag, (struct field_rule){FIELD_URL, 1, FIELD_IS_PLAIN},
                 sse_buffer_str(&refs->day));
    }
  }
  sse_buffer_clear(&refs->tag);
  sse_buffer_clear(&refs->value);
}

/* Joins a date with a separate year: "SEP 15" and 2023. A year may be followed by nothing but slashes
 * (RIS). */
static void add_date(struct references *refs) {
  sse_date date;
  sse_str tag = sse_str_of(refs->dialect->day), year = sse_buffer_str(&refs->year);
  if (refs->dialect->shape == SHAPE_PUBMED || refs->day.length == 0) return;
  if (!source_date_read(sse_buffer_str(&refs->day), &date) && year.length > 0) {
    size_t before = refs->day.length;
    sse_buffer_append_text(&refs->day, " ");
    sse_buffer_append_str(&refs->day, sse_str_part(year, 0, year.length < 4 ? year.length : 4));
    if (!source_date_read(sse_buffer_str(&refs->day), &date)) refs->day.length = before;
  }
  record_add(&refs->record, tag, rule_of(refs->dialect, tag), sse_buffer_str(&refs->day));
}

static void begin_field(struct references *refs, sse_str tag, sse_str value) {
  end_field(refs);
  sse_buffer_append_str(&refs->tag, tag);
  sse_buffer_append_str(&refs->value, value);
}

/* A line without a tag continues the field. In dialects that do not wrap lines, it begins a paragraph. */
static sse_status continue_field(struct references *refs, sse_str text, sse_error *err) {
  tag_shape shape = refs->dialect->shape;
  field which = rule_of(refs->dialect, sse_buffer_str(&refs->tag)).field;
  bool is_body = which == FIELD_BODY;
  bool is_wrapped =
      shape == SHAPE_PUBMED || shape == SHAPE_ISI || (shape == SHAPE_FACTIVA && !refs->is_apart);
  if (refs->tag.length == 0) {
    account_lose(refs->reader->account, SOURCE_NOT_TAKEN, sse_str_of("line outside of records"), NULL);
    return SSE_OK;
  }
  const char *separator = is_body && !is_wrapped ? "\n" : " ";
  refs->is_apart = refs->is_apart && shape != SHAPE_FACTIVA;
  bool is_names = which == FIELD_AUTHOR && shape != SHAPE_PUBMED && shape != SHAPE_FACTIVA;
  if (is_names) separator = "\n"; /* ISI has one name per line */
  if (shape == SHAPE_PERCENT && is_tag(sse_buffer_str(&refs->tag), "K")) separator = ";";
  return reader_append(refs->reader, &refs->value, separator, text, err);
}

/* ---- Records ------------------------------------------------------------------------------------- */

/* Returns true if the tag that begins a record is also one of its fields. */
static bool takes_start(const struct references_dialect *dialect) {
  return dialect->shape == SHAPE_PUBMED || dialect->shape == SHAPE_FACTIVA;
}

/* Returns true if the record has a headline, or the current field is one. */
static bool has_title(const struct references *refs) {
  bool is_found = rule_of(refs->dialect, sse_buffer_str(&refs->tag)).field == FIELD_TITLE;
  for (size_t i = 0; i < refs->record.count; i++)
    is_found = is_found || refs->record.values[i].rule.field == FIELD_TITLE;
  return is_found;
}

/* Returns true if a line with that tag begins a record: by the start tag if the program writes it, else by an
 * empty line before it. */
static bool starts(const struct references *refs, sse_str tag) {
  bool is_empty = refs->record.count == 0 && refs->value.length == 0;
  if (refs->dialect->shape == SHAPE_FACTIVA) return is_tag(tag, refs->dialect->start) && has_title(refs);
  if (!refs->has_starts) return refs->is_apart && !is_empty;
  return is_tag(tag, refs->dialect->start) && !is_empty;
}

/* Takes a line; sets `*done` if the record ended with it or before it. */
static sse_status take_line(struct references *refs, sse_str line, bool *done, sse_error *err) {
  sse_str tag = {0}, value = {0}, text = sse_str_trim(line);
  const struct references_dialect *dialect = refs->dialect;
  size_t number = reader_line_number(refs->reader);
  bool has_tag = split_line(dialect->shape, line, &tag, &value);
  if (text.length == 0) {
    refs->is_apart = true;
    return SSE_OK;
  }
  if (!has_tag) return continue_field(refs, text, err);
  if (is_tag(tag, dialect->end)) {
    *done = refs->in_record;
    if (value.length > 0) begin_field(refs, tag, value);
    return refs->value.failed || refs->tag.failed ? sse_fail_memory(err) : SSE_OK;
  }
  bool goes_on =
      dialect->shape == SHAPE_FACTIVA && is_tag(tag, "TD") && is_tag(sse_buffer_str(&refs->tag), "LP");
  if (goes_on) { /* the lead paragraph is the beginning of the text */
    refs->is_apart = true;
    return value.length > 0 ? continue_field(refs, value, err) : SSE_OK;
  }
  bool is_header =
      dialect->shape == SHAPE_ISI && (is_tag(tag, "FN") || is_tag(tag, "VR") || is_tag(tag, "EF"));
  if (is_header) return SSE_OK;
  if (starts(refs, tag) && refs->in_record) {
    end_field(refs);
    refs->has_next = *done = true;
    refs->next_line = number;
  } else if (!refs->in_record) {
    refs->in_record = true;
    refs->line = number;
  }
  if (*done) {
    sse_buffer_append_str(&refs->tag, tag); /* of the next record */
    sse_buffer_append_str(&refs->value, value);
  } else if (!is_tag(tag, dialect->start) || takes_start(dialect)) {
    begin_field(refs, tag, value);
  }
  refs->is_apart = false;
  return refs->value.failed || refs->tag.failed ? sse_fail_memory(err) : SSE_OK;
}

static part_outcome next_record(void *context, struct part *part, sse_error *err) {
  struct references *refs = context;
  bool done = false, more = true;
  sse_status status = SSE_OK;
  record_clear(&refs->record);
  sse_buffer_clear(&refs->year);
  sse_buffer_clear(&refs->day);
  refs->in_record = refs->has_next;
  refs->line = refs->next_line;
  refs->has_next = false;
  bool is_kind = !takes_start(refs->dialect) && is_tag(sse_buffer_str(&refs->tag), refs->dialect->start);
  if (is_kind) { /* the record's kind, which is of no use */
    sse_buffer_clear(&refs->tag);
    sse_buffer_clear(&refs->value);
  }
  while (!done && !status) {
    sse_str line;
    status = reader_next(refs->reader, &line, &more, err);
    if (status || !more) break;
    status = take_line(refs, line, &done, err);
  }
  if (status) return PART_CUT;
  if (!refs->in_record) return PART_END;
  if (!refs->has_next) end_field(refs);
  add_date(refs);
  if (refs->day.failed || refs->year.failed) refs->record.failed = true;
  part->line = refs->line;
  return record_take(&refs->record, refs->reader, &part->fields, err) ? PART_BAD : PART;
}

/* ---- A table --------------------------------------------------------------------------------- */

/* Returns true for a table with ISI tags as column names, as the Web of Science exports it ("tab
 * delimited"). */
static bool is_table(sse_str beginning) {
  sse_str line;
  size_t position = 0;
  return sse_str_next(sse_utf8_without_mark(beginning), '\n', &position, &line) &&
         sse_str_begins(line, "PT\t") && sse_str_find(line, "\tTI\t");
}

static part_outcome next_row(void *context, struct part *part, sse_error *err) {
  struct references *refs = context;
  sse_str line = {0}, tag, value;
  bool more = true;
  record_clear(&refs->record);
  sse_buffer_clear(&refs->year);
  sse_buffer_clear(&refs->day);
  while (more && sse_str_trim(line).length == 0) {
    if (reader_next(refs->reader, &line, &more, err)) return PART_CUT;
    if (!more || refs->columns.length > 0) continue;
    sse_buffer_append_str(&refs->columns, line); /* the first line */
    line.length = 0;
  }
  if (!more) return PART_END;
  sse_str columns = sse_buffer_str(&refs->columns);
  for (size_t at = 0, in_row = 0;
       sse_str_next(columns, '\t', &at, &tag) && sse_str_next(line, '\t', &in_row, &value);)
    if (!is_tag(tag, refs->dialect->start)) begin_field(refs, sse_str_trim(tag), sse_str_trim(value));
  end_field(refs);
  add_date(refs);
  if (refs->day.failed || refs->year.failed || refs->columns.failed) refs->record.failed = true;
  part->line = reader_line_number(refs->reader);
  return record_take(&refs->record, refs->reader, &part->fields, err) ? PART_BAD : PART;
}

/* ---- The file ------------------------------------------------------------------------------------ */

/* Returns true if a line with a start tag really begins a record: ISI's kind is one letter, RefWorks has
 * these (RefWorks, "Tagged Format"). Any text may have a line that begins with two capitals. */
static bool is_first_line(const struct references_dialect *dialect, sse_str value) {
  static const char *const kinds[] = {"Abstract",
                                      "Artwork",
                                      "Bills/Resolutions",
                                      "Book, Edited",
                                      "Book, Section",
                                      "Book, Whole",
                                      "Case/Court Decisions",
                                      "Computer Program",
                                      "Conference Proceedings",
                                      "Dissertation/Thesis",
                                      "Dissertation/Thesis, Unpublished",
                                      "Generic",
                                      "Grant",
                                      "Hearing",
                                      "Journal",
                                      "Journal Article",
                                      "Journal, Electronic",
                                      "Laws/Statutes",
                                      "Magazine Article",
                                      "Map",
                                      "Monograph",
                                      "Motion Picture",
                                      "Music Score",
                                      "Newspaper Article",
                                      "Online Discussion Forum",
                                      "Patent",
                                      "Personal Communication",
                                      "Report",
                                      "Sound Recording",
                                      "Unpublished Material",
                                      "Video/ DVD",
                                      "Web Page",
                                      NULL};
  if (dialect->shape != SHAPE_ISI) return true;
  return is_tag(sse_str_of(dialect->start), "RT") ? sse_str_is_any(value, kinds) : value.length <= 1;
}

/* Returns true if there are also tags for a date, a publisher and a text. */
static bool has_tags_of_factiva(sse_str beginning) {
  static const char *const tags[] = {"\nPD", "\nSN", "\nLP"};
  bool has_all = true;
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
    has_all = has_all && memmem(beginning.data, beginning.length, tags[i], strlen(tags[i]));
  return has_all;
}

/* The dialect of a file, judging by its first lines that are not blank; NULL for none. */
static const struct references_dialect *dialect_of(sse_str beginning) {
  enum { LINES_MOST = 12 };
  sse_str line, tag, value;
  int seen = 0;
  for (size_t position = 0; seen < LINES_MOST && sse_str_next(beginning, '\n', &position, &line);) {
    if (line.length > 0 && line.data[line.length - 1] == '\r') line.length--;
    line = sse_utf8_without_mark(line);
    if (sse_str_trim(line).length == 0) continue;
    seen++;
    for (size_t i = 0; i < REFERENCES_DIALECTS; i++) {
      const struct references_dialect *dialect = &references_dialects[i];
      if (!split_line(dialect->shape, line, &tag, &value)) continue;
      bool is_start = is_tag(tag, dialect->start) && is_first_line(dialect, value);
      bool is_file = i == REFERENCES_ISI && is_tag(tag, "FN") && seen == 1;
      bool is_refer = dialect->shape == SHAPE_PERCENT && seen == 1 && strchr("ATJDUX", tag.data[0]);
      if (dialect->shape == SHAPE_PUBMED) is_start = is_start && seen == 1;
      if (dialect->shape == SHAPE_FACTIVA) is_start = is_start && has_tags_of_factiva(beginning);
      if (is_start || is_file || is_refer) return dialect;
    }
  }
  return NULL;
}

bool references_detect(sse_str beginning) {
  return is_table(beginning) || dialect_of(beginning) != NULL;
}

static void close_references(void *context) {
  struct references *refs = context;
  record_reset(&refs->record);
  sse_buffer_reset(&refs->tag);
  sse_buffer_reset(&refs->value);
  sse_buffer_reset(&refs->year);
  sse_buffer_reset(&refs->day);
  sse_buffer_reset(&refs->columns);
  free(refs);
}

sse_status references_open(struct reader *reader, struct parts *parts, sse_error *err) {
  bool has_columns = is_table(reader_beginning(reader));
  const struct references_dialect *dialect =
      has_columns ? &references_dialects[REFERENCES_ISI] : dialect_of(reader_beginning(reader));
  if (!dialect)
    return sse_fail(err, SSE_INVALID,
                    "%s: has none of the tags of RIS, EndNote, PubMed, RefWorks, Factiva or ISI",
                    reader->path);
  struct references *refs = calloc(1, sizeof *refs);
  if (!refs) return sse_fail_memory(err);
  refs->reader = reader;
  refs->dialect = dialect;
  refs->record.is_loose = true;
  sse_str beginning = reader_beginning(reader);
  refs->has_starts = dialect->shape != SHAPE_PERCENT || sse_str_find(beginning, "%0 ");
  *parts = (struct parts){
      .context = refs, .next = has_columns ? next_row : next_record, .close = close_references};
  /* cppcheck-suppress memleak ; it is closed with the parts */
  return SSE_OK;
}
