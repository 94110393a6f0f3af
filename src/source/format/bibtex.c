/* BibTeX and biblatex: an entry is @type{key, name = {value}, ...}. Sources: "BibTeXing" (Patashnik 1988),
 * biblatex's manual. Values are strings in braces or quotes, numbers and macros, joined by #; TeX in them
 * becomes text (latex.h). An entry that is not closed ends where the next one begins. */
#include "source/account.h"
#include "source/format/latex.h"
#include "source/format/readers.h"
#include "source/record.h"

#include <stdlib.h>
#include <string.h>

enum { MACROS_MOST = 2000 };

struct bibtex {
  struct reader *reader;
  struct record record;
  sse_buffer entry;        /* the text of the current entry */
  sse_buffer next;         /* the beginning of the next entry, if it was read already */
  size_t looked_at, depth; /* length of the text examined so far; open braces there */
  bool has_braces;         /* the entry is in braces; else parentheses */
  bool in_quotes;          /* inside quotes, where parentheses close nothing */
  size_t line, next_line;
  sse_buffer macros; /* names and values in turn, each NUL-terminated */
  size_t macro_count;
  bool has_reported_macros; /* it was reported that there are too many */
  sse_buffer value, text;
  sse_buffer year, month, day, title, subtitle;
};

/* ---- Entries ------------------------------------------------------------------------------------- */

static bool is_name_byte(char byte) {
  return byte && (unsigned char)byte > ' ' && !strchr("\"#%'(),={}", byte);
}

static size_t skip(sse_str text, size_t at) {
  while (at < text.length && (sse_is_space(text.data[at]) || text.data[at] == ','))
    at++;
  return at;
}

static size_t name_end(sse_str text, size_t at) {
  while (at < text.length && is_name_byte(text.data[at]))
    at++;
  return at;
}

/* The type of the entry that begins in a line; none for other lines. */
static sse_str type_of(sse_str line) {
  size_t at = skip(line, 0);
  if (at == line.length || line.data[at] != '@') return (sse_str){0};
  size_t start = skip(line, at + 1), end = name_end(line, start), open = skip(line, end);
  bool is_one = end > start && open < line.length && (line.data[open] == '{' || line.data[open] == '(');
  return is_one ? sse_str_part(line, start, end) : (sse_str){0};
}

/* Counts what a byte opens and closes. Returns true if it closes the entry; braces count even in quotes. */
static bool closes_all(struct bibtex *bibtex, char byte) {
  if (byte == '"' && bibtex->depth == 1) bibtex->in_quotes = !bibtex->in_quotes;
  if (byte == '{') bibtex->depth++;
  bool closes =
      byte == '}' || (byte == ')' && !bibtex->has_braces && bibtex->depth == 1 && !bibtex->in_quotes);
  return closes && --bibtex->depth == 0;
}

/* Ends the entry before `end`. The rest of the line is a remark or the next entry. */
static void end_entry(struct bibtex *bibtex, size_t end) {
  sse_str rest = sse_str_part(sse_buffer_str(&bibtex->entry), end, bibtex->entry.length);
  if (type_of(rest).length > 0) {
    sse_buffer_append_str(&bibtex->next, rest);
    bibtex->next_line = reader_line_number(bibtex->reader);
  }
  bibtex->entry.length = end;
}

/* Examines what was appended to the entry since the last call. Returns true if everything it opens is
 * closed. */
static bool is_closed(struct bibtex *bibtex) {
  sse_str entry = sse_buffer_str(&bibtex->entry);
  for (size_t i = bibtex->looked_at; i < entry.length; i++) {
    char byte = entry.data[i];
    bibtex->looked_at = i + 1;
    if (bibtex->depth == 0) {
      bibtex->has_braces = byte == '{';
      bibtex->depth = byte == '{' || byte == '(';
    } else if (byte == '\\') {
      i++;
    } else if (closes_all(bibtex, byte)) {
      end_entry(bibtex, i + 1);
      return true;
    }
  }
  return false;
}

/* ---- Values -------------------------------------------------------------------------------------- */

static sse_str macro_value(const struct bibtex *bibtex, sse_str name) {
  static const char months[] = " jan feb mar apr may jun jul aug sep oct nov dec ";
  for (size_t at = 0; at < bibtex->macros.length;) {
    sse_str known = sse_str_of(bibtex->macros.data + at),
            value = sse_str_of(bibtex->macros.data + at + known.length + 1);
    if (sse_str_is(name, known.data)) return value;
    at += known.length + value.length + 2;
  }
  for (const char *at = months; name.length == 3 && (at = strchr(at, ' ')) && at[1]; at++)
    if (sse_str_begins(name, (char[]){at[1], at[2], at[3], '\0'}))
      return name; /* the date parser recognises them */
  return (sse_str){0};
}

/* Reads the value at `at` into `bibtex->value`, as TeX; returns the position after it. */
static size_t read_value(struct bibtex *bibtex, sse_str entry, size_t at) {
  sse_buffer_clear(&bibtex->value);
  for (;;) {
    while (at < entry.length && sse_is_space(entry.data[at]))
      at++;
    if (at == entry.length) return at;
    if (entry.data[at] == '{' || entry.data[at] == '"') {
      size_t end = latex_string_end(entry, at);
      sse_buffer_append_str(&bibtex->value, sse_str_part(entry, at + 1, end));
      at = end < entry.length ? end + 1 : end;
    } else {
      size_t end = name_end(entry, at);
      sse_str word = sse_str_part(entry, at, end), value = macro_value(bibtex, word);
      sse_buffer_append_str(&bibtex->value, value.length > 0 ? value : word);
      if (end == at) return at + 1; /* a misplaced character */
      at = end;
    }
    while (at < entry.length && sse_is_space(entry.data[at]))
      at++;
    if (at == entry.length || entry.data[at] != '#') return at;
    at++;
  }
}

/* Reports that there are too many macros, once for all further ones. */
static void report_macros(struct bibtex *bibtex) {
  sse_error message;
  if (bibtex->has_reported_macros) return;
  bibtex->has_reported_macros = true;
  (void)sse_fail(&message, SSE_TOO_LARGE,
                 "%s:%zu: has more than %d @string; names defined after them stay as they are",
                 bibtex->reader->path, bibtex->line, MACROS_MOST);
  account_problem(bibtex->reader->account, false, message.message);
}

/* Stores a macro: @string{name = "value"}. */
static void keep_macro(struct bibtex *bibtex, sse_str entry, size_t at) {
  size_t start = skip(entry, at), end = name_end(entry, start), next = skip(entry, end);
  if (end == start || next == entry.length || entry.data[next] != '=') return;
  if (bibtex->macro_count == MACROS_MOST) {
    report_macros(bibtex);
    return;
  }
  (void)read_value(bibtex, entry, next + 1);
  if (bibtex->value.length > 0 && memchr(bibtex->value.data, '\0', bibtex->value.length)) return;
  bibtex->macro_count++;
  sse_buffer_append_str(&bibtex->macros, sse_str_part(entry, start, end));
  sse_buffer_append(&bibtex->macros, "", 1);
  sse_buffer_append_str(&bibtex->macros, sse_buffer_str(&bibtex->value));
  sse_buffer_append(&bibtex->macros, "", 1);
}

/* ---- Fields -------------------------------------------------------------------------------------- */

/* What a name stands for, including names that only bibliographies use. */
static struct field_rule rule_of(const struct reader *reader, sse_str name) {
  static const struct {
    const char *name;
    struct field_rule rule;
  } own[] = {{"booktitle", {FIELD_SOURCE, 6, FIELD_IS_ANY}},
             {"eventtitle", {FIELD_SOURCE, 3, FIELD_IS_ANY}},
             {"journaltitle", {FIELD_SOURCE, 9, FIELD_IS_ANY}},
             {"publisher", {FIELD_SOURCE, 4, FIELD_IS_ANY}},
             {"institution", {FIELD_SOURCE, 3, FIELD_IS_ANY}},
             {"school", {FIELD_SOURCE, 3, FIELD_IS_ANY}},
             {"organization", {FIELD_SOURCE, 3, FIELD_IS_ANY}},
             {"langid", {FIELD_LANG, 5, FIELD_IS_ANY}},
             {"annote", {FIELD_BODY, 2, FIELD_IS_ANY}},
             {"annotation", {FIELD_BODY, 2, FIELD_IS_ANY}},
             {"howpublished", {FIELD_URL, 1, FIELD_IS_ANY}},
             {"timestamp", {.field = FIELD_NONE}},
             {"urldate", {.field = FIELD_NONE}}};
  for (size_t i = 0; i < sizeof own / sizeof *own; i++)
    if (sse_str_is(name, own[i].name)) return own[i].rule;
  struct field_rule rule = record_rule(reader, name);
  bool is_other_date =
      rule.field == FIELD_DATE && rule.rank < 10 && !sse_str_is(name, "date"); /* "posted-at" */
  if (is_other_date) rule = (struct field_rule){.field = FIELD_NONE};
  return rule;
}

/* Appends an address, which is not TeX except for escaped characters. */
static void append_address(sse_str tex, sse_buffer *out) {
  static const char command[] = "\\url{";
  if (sse_str_begins(tex, command)) tex = sse_str_part(tex, sizeof command - 1, tex.length);
  for (size_t i = 0; i < tex.length; i++)
    if (!tex.data[i] || !strchr("\\{}", tex.data[i])) sse_buffer_append(out, tex.data + i, 1);
}

/* Adds tags separated by commas or semicolons. */
static void add_tags(struct record *record, sse_str name, struct field_rule rule, sse_str text) {
  char separator = text.length > 0 && memchr(text.data, ';', text.length) ? ';' : ',';
  sse_str tag;
  rule.form = FIELD_IS_PLAIN;
  for (size_t position = 0; sse_str_next(text, separator, &position, &tag);)
    record_add(record, name, rule, tag);
}

/* The length of an "and" between names at `at`, with the white space around it; 0 for none. */
static size_t and_length(sse_str tex, size_t at) {
  size_t end = at;
  while (end < tex.length && sse_is_space(tex.data[end]))
    end++;
  if (end == at || !sse_str_begins(sse_str_part(tex, end, tex.length), "and")) return 0;
  return end + 3 < tex.length && sse_is_space(tex.data[end + 3]) ? end + 4 - at : 0;
}

/* Adds authors separated by "and" outside braces; "others" is ignored. */
static void add_authors(struct bibtex *bibtex, sse_str name, struct field_rule rule, sse_str tex) {
  size_t depth = 0;
  rule.form = FIELD_IS_PLAIN;
  for (size_t start = 0, at = 0; at <= tex.length; at++) {
    size_t length = at == tex.length ? 1 : depth == 0 ? and_length(tex, at) : 0;
    if (at < tex.length && tex.data[at] == '{') depth++;
    if (at < tex.length && tex.data[at] == '}' && depth > 0) depth--;
    if (length == 0) continue;
    sse_buffer_clear(&bibtex->text);
    latex_append_text(sse_str_part(tex, start, at), &bibtex->text);
    sse_str author = sse_str_trim(sse_buffer_str(&bibtex->text));
    if (!sse_str_is(author, "others")) record_add(&bibtex->record, name, rule, author);
    at += length - 1;
    start = at + 1;
  }
}

static void add_field(struct bibtex *bibtex, sse_str name) {
  struct field_rule rule = rule_of(bibtex->reader, name);
  sse_str tex = sse_str_trim(sse_buffer_str(&bibtex->value));
  sse_buffer *part = sse_str_is(name, "year")       ? &bibtex->year
                     : sse_str_is(name, "month")    ? &bibtex->month
                     : sse_str_is(name, "day")      ? &bibtex->day
                     : sse_str_is(name, "title")    ? &bibtex->title
                     : sse_str_is(name, "subtitle") ? &bibtex->subtitle
                                                    : NULL;
  sse_buffer_clear(&bibtex->text);
  if (rule.field == FIELD_AUTHOR) {
    add_authors(bibtex, name, rule, tex);
    return;
  }
  if (rule.field == FIELD_URL) {
    append_address(tex, &bibtex->text);
  } else {
    latex_append_text(tex, &bibtex->text);
  }
  sse_str text = sse_buffer_str(&bibtex->text);
  if (part) {
    sse_buffer_clear(part);
    sse_buffer_append_str(part, sse_str_trim(text));
  } else if (rule.field == FIELD_TAGS) {
    add_tags(&bibtex->record, name, rule, text);
  } else {
    record_add(&bibtex->record, name, rule, text);
  }
}

static bool is_number(sse_str text) {
  for (size_t i = 0; i < text.length; i++)
    if (!sse_is_digit(text.data[i])) return false;
  return text.length > 0;
}

/* Joins year, month and day: "25 jul 2023", or 2023-7-25 if the month is a number. */
static void add_date(struct bibtex *bibtex) {
  static const struct field_rule rule = {FIELD_DATE, 7, FIELD_IS_ANY}, alone = {FIELD_DATE, 6, FIELD_IS_ANY};
  sse_str month = sse_buffer_str(&bibtex->month), day = sse_buffer_str(&bibtex->day);
  sse_date date;
  if (bibtex->year.length == 0) return;
  sse_buffer_clear(&bibtex->text);
  if (is_number(month)) {
    sse_buffer_printf(&bibtex->text, "%s-%s", bibtex->year.data, bibtex->month.data);
    if (day.length > 0) sse_buffer_printf(&bibtex->text, "-%s", bibtex->day.data);
  } else if (month.length > 0) {
    sse_buffer_printf(&bibtex->text, "%s %s %s", day.length > 0 ? bibtex->day.data : "", bibtex->month.data,
                      bibtex->year.data);
  }
  sse_str whole = sse_str_trim(sse_buffer_str(&bibtex->text));
  if (source_date_read(whole, &date)) record_add(&bibtex->record, sse_str_of("month"), rule, whole);
  record_add(&bibtex->record, sse_str_of("year"), alone, sse_buffer_str(&bibtex->year));
}

/* Adds the title, with the subtitle that biblatex has separately. */
static void add_title(struct bibtex *bibtex) {
  static const struct field_rule rule = {FIELD_TITLE, 9, FIELD_IS_ANY};
  if (bibtex->title.length > 0 && bibtex->subtitle.length > 0) {
    sse_buffer_append_text(&bibtex->title, ": ");
    sse_buffer_append_str(&bibtex->title, sse_buffer_str(&bibtex->subtitle));
  }
  record_add(&bibtex->record, sse_str_of("title"), rule, sse_buffer_str(&bibtex->title));
}

/* Takes the fields of the entry whose key begins at `at`. */
static void take_fields(struct bibtex *bibtex, sse_str entry, size_t at) {
  size_t start = skip(entry, at), end = name_end(entry, start);
  size_t after = skip(entry, end);
  bool has_key = end > start && (after == entry.length || entry.data[after] != '=');
  if (has_key) {
    record_add(&bibtex->record, sse_str_of("key"), (struct field_rule){FIELD_ID, 5, FIELD_IS_ANY},
               sse_str_part(entry, start, end));
    at = end;
  }
  while ((start = skip(entry, at)) < entry.length) {
    end = name_end(entry, start);
    after = end;
    while (after < entry.length && sse_is_space(entry.data[after]))
      after++;
    if (end == start || after == entry.length || entry.data[after] != '=') {
      at = end > start ? end : start + 1;
      continue;
    }
    at = read_value(bibtex, entry, after + 1);
    add_field(bibtex, sse_str_part(entry, start, end));
  }
  add_title(bibtex);
  add_date(bibtex);
}

/* ---- Reading ------------------------------------------------------------------------------------- */

/* Reads lines up to the end of an entry. Sets `*is_cut` if it is not closed. */
static sse_status read_entry(struct bibtex *bibtex, bool *found, bool *is_cut, sse_error *err) {
  sse_status status = SSE_OK;
  sse_buffer_clear(&bibtex->entry);
  sse_buffer_append_str(&bibtex->entry, sse_buffer_str(&bibtex->next));
  sse_buffer_clear(&bibtex->next);
  bibtex->line = bibtex->next_line;
  bibtex->looked_at = bibtex->depth = 0;
  bibtex->in_quotes = false;
  *found = *is_cut = false;
  for (;;) {
    sse_str line;
    bool more, is_begun = bibtex->entry.length > 0;
    if (is_begun && is_closed(bibtex)) break;
    status = reader_next(bibtex->reader, &line, &more, err);
    if (status || !more) {
      *is_cut = is_begun;
      break;
    }
    bool begins = type_of(line).length > 0;
    if (begins && is_begun) {
      *is_cut = true;
      bibtex->next_line = reader_line_number(bibtex->reader);
      sse_buffer_append_str(&bibtex->next, line);
      break;
    }
    if (!begins && !is_begun) continue; /* text between entries is remarks */
    if (begins) bibtex->line = reader_line_number(bibtex->reader);
    status = reader_append(bibtex->reader, &bibtex->entry, "\n", line, err);
    if (status) break;
  }
  *found = bibtex->entry.length > 0;
  return status;
}

/* The start of the contents of an entry's braces. */
static size_t inside(sse_str entry) {
  size_t at = 0;
  while (at < entry.length && entry.data[at] != '{' && entry.data[at] != '(')
    at++;
  return at < entry.length ? at + 1 : at;
}

static bool has_failed(const struct bibtex *bibtex) {
  return bibtex->text.failed || bibtex->value.failed || bibtex->macros.failed || bibtex->year.failed ||
         bibtex->month.failed || bibtex->day.failed || bibtex->title.failed || bibtex->subtitle.failed ||
         bibtex->next.failed || bibtex->entry.failed;
}

static part_outcome take_entry(struct bibtex *bibtex, bool is_cut, struct part *part, sse_error *err) {
  sse_str entry = sse_buffer_str(&bibtex->entry);
  part->line = bibtex->line;
  if (is_cut) {
    (void)reader_fail(bibtex->reader, part, SSE_INVALID, "is not closed", err);
    return PART_BAD;
  }
  record_clear(&bibtex->record);
  sse_buffer_clear(&bibtex->year);
  sse_buffer_clear(&bibtex->month);
  sse_buffer_clear(&bibtex->day);
  sse_buffer_clear(&bibtex->title);
  sse_buffer_clear(&bibtex->subtitle);
  take_fields(bibtex, sse_str_part(entry, 0, entry.length - 1), inside(entry));
  if (has_failed(bibtex)) {
    (void)sse_fail_memory(err);
    return PART_BAD;
  }
  return record_take(&bibtex->record, bibtex->reader, &part->fields, err) ? PART_BAD : PART;
}

static part_outcome next_entry(void *context, struct part *part, sse_error *err) {
  struct bibtex *bibtex = context;
  for (;;) {
    bool found, is_cut;
    sse_status status = read_entry(bibtex, &found, &is_cut, err);
    if (status) return PART_CUT;
    if (!found) return PART_END;
    sse_str entry = sse_buffer_str(&bibtex->entry), type = type_of(entry);
    if (sse_str_is(type, "comment") || sse_str_is(type, "preamble")) continue;
    if (!sse_str_is(type, "string")) return take_entry(bibtex, is_cut, part, err);
    keep_macro(bibtex, entry, inside(entry));
  }
}

static void close_bibtex(void *context) {
  struct bibtex *bibtex = context;
  sse_buffer *const all[] = {
      &bibtex->entry, &bibtex->next, &bibtex->macros, &bibtex->value,    &bibtex->text, &bibtex->year,
      &bibtex->month, &bibtex->day,  &bibtex->title,  &bibtex->subtitle, NULL};
  for (size_t i = 0; all[i]; i++)
    sse_buffer_reset(all[i]);
  record_reset(&bibtex->record);
  free(bibtex);
}

sse_status bibtex_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct bibtex *bibtex = calloc(1, sizeof *bibtex);
  if (!bibtex) return sse_fail_memory(err);
  bibtex->reader = reader;
  bibtex->record.is_loose = true;
  *parts = (struct parts){.context = bibtex, .next = next_entry, .close = close_bibtex};
  /* cppcheck-suppress memleak ; it is closed with the parts */
  return SSE_OK;
}

/* Returns true if an entry with a field comes before any line that could be a sentence. */
bool bibtex_detect(sse_str beginning) {
  static const char *const types[] = {
      "article",     "book",       "inproceedings", "incollection", "misc",   "online",        "string",
      "comment",     "techreport", "phdthesis",     "report",       "inbook", "mastersthesis", "proceedings",
      "unpublished", "preamble",   "manual",        "booklet",      NULL};
  sse_str line;
  for (size_t position = 0; sse_str_next(beginning, '\n', &position, &line);) {
    sse_str text = sse_str_trim(line), type = type_of(line);
    if (text.length == 0 || text.data[0] == '%') continue;
    if (sse_str_is_any(type, types)) return true;
    return false;
  }
  return false;
}
