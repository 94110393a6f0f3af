/* Exports of Movable Type, also written by TypePad, Hatena and others. An entry is lines of names and values,
 * then named texts, each ended by five hyphens, and eight at its end; what follows such a line shows if it is
 * text. Source: Movable Type's documentation, "The Movable Type Import / Export Format". */
#include "source/drafts.h"
#include "source/format/readers.h"
#include "source/record.h"

#include <stdlib.h>
#include <string.h>

static const char section_end[] = "-----", entry_end[] = "--------";

/* What to do with a value. */
typedef enum value_use {
  USE_FIELD,  /* it is a field */
  USE_DATE,   /* month/day/year, and a time */
  USE_TAGS,   /* separated by commas, in quotes if they contain spaces */
  USE_STATUS, /* whether the entry is public */
  USE_MORE,   /* text that continues the body */
  USE_COUNT,  /* it does not belong to the entry, and is counted */
  USE_NONE    /* a setting of the program */
} value_use;

struct name_rule {
  const char *name;
  value_use use;
  struct field_rule rule;
};

static const struct name_rule lines[] = {
    {"TITLE", USE_FIELD, {FIELD_TITLE, 9, FIELD_IS_ANY}},
    {"AUTHOR", USE_FIELD, {FIELD_AUTHOR, 9, FIELD_IS_ANY}},
    {"DATE", USE_DATE, {FIELD_DATE, 9, FIELD_IS_ANY}},
    {"BASENAME", USE_FIELD, {FIELD_ID, 9, FIELD_IS_ANY}},
    {"UNIQUE URL", USE_FIELD, {FIELD_URL, 9, FIELD_IS_ANY}}, /* TypePad */
    {"CATEGORY", USE_FIELD, {FIELD_TAGS, 1, FIELD_IS_PLAIN}},
    {"PRIMARY CATEGORY", USE_FIELD, {FIELD_TAGS, 1, FIELD_IS_PLAIN}},
    {"TAGS", USE_TAGS, {FIELD_TAGS, 1, FIELD_IS_PLAIN}},
    {"STATUS", USE_STATUS, {FIELD_NONE, 0, FIELD_IS_ANY}},
    {"ALLOW COMMENTS", USE_NONE, {FIELD_NONE, 0, FIELD_IS_ANY}},
    {"ALLOW PINGS", USE_NONE, {FIELD_NONE, 0, FIELD_IS_ANY}},
    {"CONVERT BREAKS", USE_NONE, {FIELD_NONE, 0, FIELD_IS_ANY}},
    {"IMAGE", USE_NONE, {FIELD_NONE, 0, FIELD_IS_ANY}}, /* Hatena: the address of a picture */
    {"NO ENTRY", USE_NONE, {FIELD_NONE, 0, FIELD_IS_ANY}},
};
enum { LINES = sizeof lines / sizeof *lines };

static const struct name_rule sections[] = {
    {"BODY", USE_FIELD, {FIELD_BODY, 9, FIELD_IS_ANY}},
    {"EXTENDED BODY", USE_MORE, {FIELD_BODY, 9, FIELD_IS_ANY}},
    {"EXCERPT", USE_FIELD, {FIELD_BODY, 5, FIELD_IS_ANY}},
    {"KEYWORDS", USE_TAGS, {FIELD_TAGS, 1, FIELD_IS_PLAIN}},
    {"COMMENT", USE_COUNT, {FIELD_NONE, 0, FIELD_IS_ANY}},
    {"PING", USE_COUNT, {FIELD_NONE, 0, FIELD_IS_ANY}},
};
enum { SECTIONS = sizeof sections / sizeof *sections };

struct movable_type {
  struct reader *reader;
  struct record record;
  const struct name_rule *section; /* the current section; NULL while reading names and values */
  sse_buffer line, next;           /* the current line and the next */
  bool has_next, is_begun;
  sse_buffer text; /* of the current section */
  sse_buffer body, status, tag;
};

/* ---- Lines --------------------------------------------------------------------------------------- */

/* The rule for "NAME: value", and the value; NULL for other lines. */
static const struct name_rule *rule_of(const struct name_rule *rules, size_t count, sse_str line,
                                       sse_str *value) {
  const char *colon = line.length > 0 ? memchr(line.data, ':', line.length) : NULL;
  if (!colon) return NULL;
  size_t length = (size_t)(colon - line.data);
  *value = sse_str_trim(sse_str_part(line, length + 1, line.length));
  for (size_t i = 0; i < count; i++)
    if (sse_str_equal(sse_str_part(line, 0, length), sse_str_of(rules[i].name))) return &rules[i];
  return NULL;
}

/* The section that a line begins; NULL for other lines. */
static const struct name_rule *section_of(sse_str line) {
  sse_str value;
  const struct name_rule *rule = rule_of(sections, SECTIONS, line, &value);
  return rule && value.length == 0 ? rule : NULL;
}

static bool is_line(sse_str line, const char *wanted) {
  return sse_str_equal(sse_str_trim(line), sse_str_of(wanted));
}

/* Returns true if five hyphens before `next` end a section. */
static bool ends_section(sse_str next, bool more) {
  return !more || is_line(next, entry_end) || section_of(next);
}

/* Returns true if eight hyphens before `next` end an entry. */
static bool ends_entry(sse_str next, bool more) {
  sse_str value;
  return !more || sse_str_trim(next).length == 0 || rule_of(lines, LINES, next, &value);
}

/* Moves to the next line; `*more` is false at the end of the file. */
static sse_status go_on(struct movable_type *export, bool *more, sse_error *err) {
  sse_str line;
  sse_status status = SSE_OK;
  if (!export->is_begun) {
    status = reader_next(export->reader, &line, &export->has_next, err);
    if (!status && export->has_next) sse_buffer_append_str(&export->next, line);
    export->is_begun = true;
  }
  *more = export->has_next;
  if (status || !*more) return status;
  sse_buffer_clear(&export->line);
  sse_buffer_append_str(&export->line, sse_buffer_str(&export->next));
  sse_buffer_clear(&export->next);
  status = reader_next(export->reader, &line, &export->has_next, err);
  if (!status && export->has_next) sse_buffer_append_str(&export->next, line);
  if (!status && (export->line.failed || export->next.failed)) status = sse_fail_memory(err);
  return status;
}

/* ---- Values -------------------------------------------------------------------------------------- */

/* Adds tags: news, "fair trade", food. */
static void add_tags(struct movable_type *export, const struct name_rule *rule, sse_str text) {
  bool in_quotes = false;
  sse_buffer_clear(&export->tag);
  for (size_t i = 0; i <= text.length; i++) {
    bool is_end = i == text.length || (!in_quotes && strchr(",\n", text.data[i]));
    if (is_end) {
      record_add(&export->record, sse_str_of(rule->name), rule->rule, sse_buffer_str(&export->tag));
      sse_buffer_clear(&export->tag);
    } else if (text.data[i] == '"') {
      in_quotes = !in_quotes;
    } else {
      sse_buffer_append(&export->tag, text.data + i, 1);
    }
  }
}

/* The two digits at `at` as a number; 0 for anything else. */
static int two_digits(sse_str text, size_t at) {
  if (at + 2 > text.length) return 0;
  char tens = text.data[at], ones = text.data[at + 1];
  bool are_digits = sse_is_digit(tens) && sse_is_digit(ones);
  return are_digits ? (tens - '0') * 10 + ones - '0' : 0;
}

/* Adds "07/25/2023 10:00:00 AM", which has the month first in every language. */
static void add_date(struct movable_type *export, const struct name_rule *rule, sse_str value) {
  enum { DAY_AT = 3, YEAR_AT = 6, LENGTH = 10 };
  bool is_one = value.length >= LENGTH && value.data[2] == '/' && value.data[5] == '/';
  const sse_date read = {two_digits(value, YEAR_AT) * 100 + two_digits(value, YEAR_AT + 2),
                         two_digits(value, 0), two_digits(value, DAY_AT)};
  if (is_one && sse_date_is_valid(read)) {
    char date[SSE_DATE_SIZE];
    sse_date_format(read, date);
    record_add(&export->record, sse_str_of(rule->name), rule->rule, sse_str_of(date));
  } else {
    record_add(&export->record, sse_str_of(rule->name), rule->rule, value);
  }
}

static void use(struct movable_type *export, const struct name_rule *rule, sse_str value) {
  bool is_empty = sse_str_trim(value).length == 0;
  switch (rule->use) {
  case USE_FIELD:
  case USE_COUNT:
    if (rule->rule.field == FIELD_BODY && rule->rule.rank == 9) {
      sse_buffer_append_str(&export->body, value);
    } else {
      record_add(&export->record, sse_str_of(rule->name), rule->rule, value);
    }
    break;
  case USE_MORE:
    if (!is_empty && export->body.length > 0) sse_buffer_append_text(&export->body, "\n\n");
    sse_buffer_append_str(&export->body, value);
    break;
  case USE_DATE:
    add_date(export, rule, value);
    break;
  case USE_TAGS:
    add_tags(export, rule, value);
    break;
  case USE_STATUS:
    sse_buffer_append_str(&export->status, value);
    break;
  case USE_NONE:
    break;
  }
}

static void end_section(struct movable_type *export) {
  if (export->section) use(export, export->section, sse_buffer_str(&export->text));
  sse_buffer_clear(&export->text);
}

/* ---- Entries ------------------------------------------------------------------------------------- */

/* Takes a name with its value, or the name of a section. Other lines are counted. */
static void take_name(struct movable_type *export, sse_str line) {
  sse_str value;
  const struct name_rule *rule = rule_of(lines, LINES, line, &value), *section = section_of(line);
  if (section) {
    export->section = section;
  } else if (rule) {
    use(export, rule, value);
  } else if (sse_str_trim(line).length > 0 && !is_line(line, section_end)) {
    account_lose(export->reader->account, SOURCE_NOT_TAKEN, sse_str_of("line outside of texts"), NULL);
  }
}

/* Takes the current line; sets `*done` if the entry ends with it. */
static sse_status take_line(struct movable_type *export, bool *done, sse_error *err) {
  sse_str line = sse_buffer_str(&export->line), next = sse_buffer_str(&export->next);
  if (is_line(line, entry_end) && ends_entry(next, export->has_next)) {
    end_section(export);
    *done = true;
  } else if (is_line(line, section_end) && ends_section(next, export->has_next)) {
    end_section(export);
    export->section = NULL;
  } else if (export->section) {
    return reader_append(export->reader, &export->text, "\n", line, err);
  } else {
    take_name(export, line);
  }
  return SSE_OK;
}

static void clear_entry(struct movable_type *export) {
  record_clear(&export->record);
  sse_buffer_clear(&export->text);
  sse_buffer_clear(&export->body);
  sse_buffer_clear(&export->status);
  export->section = NULL;
}

static sse_status take_entry(struct movable_type *export, struct part *part, sse_error *err) {
  static const struct field_rule body = {FIELD_BODY, 9, FIELD_IS_ANY};
  record_add(&export->record, sse_str_of("BODY"), body, sse_buffer_str(&export->body));
  bool has_failed = export->body.failed || export->status.failed || export->tag.failed;
  if (has_failed) export->record.failed = true;
  /* it names statuses as WordPress does: Publish, Draft, Future, Review */
  (void)drafts_take_wordpress(&part->fields, sse_str_of("status"), sse_buffer_str(&export->status));
  return record_take(&export->record, export->reader, &part->fields, err);
}

static part_outcome next_entry(void *context, struct part *part, sse_error *err) {
  struct movable_type *export = context;
  bool more = true, done = false;
  sse_status status = SSE_OK;
  clear_entry(export);
  part->line = 0;
  while (!done && !status) {
    status = go_on(export, &more, err);
    if (status || !more) break;
    bool is_blank = sse_str_trim(sse_buffer_str(&export->line)).length == 0;
    if (part->line == 0 && is_blank) continue;
    if (part->line == 0) part->line = reader_line_number(export->reader) - export->has_next;
    status = take_line(export, &done, err);
  }
  if (status) return PART_CUT;
  if (part->line == 0) return PART_END;
  if (!done) end_section(export);
  return take_entry(export, part, err) ? PART_BAD : PART;
}

/* ---- The file ------------------------------------------------------------------------------------ */

static void close_export(void *context) {
  struct movable_type *export = context;
  record_reset(&export->record);
  sse_buffer_reset(&export->line);
  sse_buffer_reset(&export->next);
  sse_buffer_reset(&export->text);
  sse_buffer_reset(&export->body);
  sse_buffer_reset(&export->status);
  sse_buffer_reset(&export->tag);
  free(export);
}

sse_status movable_type_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct movable_type *export = calloc(1, sizeof *export);
  if (!export) return sse_fail_memory(err);
  export->reader = reader;
  *parts = (struct parts){.context = export, .next = next_entry, .close = close_export};
  return SSE_OK;
}

/* Returns true for lines with its names, including a title or a date, then five hyphens and the name of a
 * section. */
bool movable_type_detect(sse_str beginning) {
  sse_str line, value;
  bool has_characteristic = false, is_ended = false;
  for (size_t position = 0; sse_str_next(beginning, '\n', &position, &line);) {
    line = sse_str_trim(line);
    if (line.length == 0) continue;
    if (is_ended) return section_of(line) != NULL;
    is_ended = has_characteristic && is_line(line, section_end);
    const struct name_rule *rule = rule_of(lines, LINES, line, &value);
    if (!rule && !is_ended) return false;
    has_characteristic =
        has_characteristic || (rule && (rule->rule.field == FIELD_TITLE || rule->use == USE_DATE));
  }
  return false;
}
