/* Tables of labels, and the lines between records.
 * LexisNexis and ProQuest have their own labels; other files use the names that tables use, including those
 * of Kirby ("Content files"). Pure functions. */
#include "source/format/labels.h"
#include "base/utf8.h"

#include <string.h>

struct label {
  const char *name;
  struct field_rule rule;
};

static const struct label nexis[] = {
    {"HEADLINE", {FIELD_TITLE, 9, FIELD_IS_PLAIN}},
    {"BYLINE", {FIELD_AUTHOR, 9, FIELD_IS_PLAIN}},
    {"BODY", {FIELD_BODY, 9, FIELD_IS_PLAIN}},
    {"HIGHLIGHT", {FIELD_BODY, 5, FIELD_IS_PLAIN}},
    {"LOAD-DATE", {FIELD_DATE, 1, FIELD_IS_PLAIN}},
    {"LANGUAGE", {FIELD_LANG, 9, FIELD_IS_PLAIN}},
    {"SUBJECT", {FIELD_TAGS, 1, FIELD_IS_PLAIN}},
    {"PUB-DATE", {FIELD_DATE, 8, FIELD_IS_PLAIN}},
    {"PUBLICATION", {FIELD_SOURCE, 9, FIELD_IS_PLAIN}},
    {"URL", {FIELD_URL, 9, FIELD_IS_PLAIN}},
    {NULL, {FIELD_NONE, 0, FIELD_IS_ANY}},
};

static const struct label proquest[] = {
    {"Title", {FIELD_TITLE, 9, FIELD_IS_PLAIN}},
    {"Author", {FIELD_AUTHOR, 9, FIELD_IS_PLAIN}},
    {"Full text", {FIELD_BODY, 9, FIELD_IS_PLAIN}},
    {"Abstract", {FIELD_BODY, 5, FIELD_IS_PLAIN}},
    {"Publication date", {FIELD_DATE, 9, FIELD_IS_PLAIN}},
    {"Publication year", {FIELD_DATE, 5, FIELD_IS_PLAIN}},
    {"Publication title", {FIELD_SOURCE, 9, FIELD_IS_PLAIN}},
    {"Language of publication", {FIELD_LANG, 9, FIELD_IS_PLAIN}},
    {"Subject", {FIELD_TAGS, 1, FIELD_IS_PLAIN}},
    {"Identifier / keyword", {FIELD_TAGS, 1, FIELD_IS_PLAIN}},
    {"Document URL", {FIELD_URL, 9, FIELD_IS_PLAIN}},
    {"DOI", {FIELD_URL, 7, FIELD_IS_PLAIN}},
    {"ProQuest document ID", {FIELD_ID, 9, FIELD_IS_PLAIN}},
    {NULL, {FIELD_NONE, 0, FIELD_IS_ANY}},
};

/* The labels in ProQuest files that stand for no field; in texts, other words are ordinary words. */
static const char *const others[] = {"Publication info",
                                     "Links",
                                     "Location",
                                     "People",
                                     "Company / organization",
                                     "Volume",
                                     "Issue",
                                     "Pages",
                                     "First page",
                                     "Section",
                                     "Publisher",
                                     "Place of publication",
                                     "Country of publication",
                                     "Publication subject",
                                     "ISSN",
                                     "Source type",
                                     "Document type",
                                     "Document feature",
                                     "Copyright",
                                     "Last updated",
                                     "Database",
                                     "Credit",
                                     NULL};

/* ---- Lines --------------------------------------------------------------------------------------- */

sse_str labels_name(sse_str line, sse_str *value) {
  enum { LONGEST = 40, WORDS_MOST = 3 };
  const char *colon = line.length > 0 ? memchr(line.data, ':', line.length) : NULL;
  size_t length = colon ? (size_t)(colon - line.data) : 0, words = 1;
  if (length == 0 || length > LONGEST || line.data[0] == ' ') return (sse_str){0};
  for (size_t i = 0; i < length; i++) {
    bool is_punctuation = (unsigned char)line.data[i] < 'A' && !strchr(" -/", line.data[i]);
    words += line.data[i] == ' ';
    if (is_punctuation || words > WORDS_MOST) return (sse_str){0};
  }
  if (length + 1 < line.length && !sse_is_space(line.data[length + 1])) return (sse_str){0};
  *value = sse_str_trim(sse_str_part(line, length + 1, line.length));
  return sse_str_part(line, 0, length);
}

bool labels_is_rule(sse_str line) {
  bool is_one = line.length > 2 && strchr("-=*_#~+", line.data[0]);
  for (size_t i = 0; is_one && i < line.length; i++)
    is_one = line.data[i] == line.data[0];
  return is_one;
}

/* Removes digits from the beginning of a text; returns false if there are none. */
static bool skip_digits(sse_str *text) {
  const size_t count = sse_digits_end(*text, 0);
  *text = sse_str_part(*text, count, text->length);
  return count > 0;
}

/* Removes "1 of 20" from the beginning of a text; returns false if it is not there. */
static bool skip_count(sse_str *text) {
  static const char of[] = " of ";
  if (!skip_digits(text) || !sse_str_begins(*text, of)) return false;
  *text = sse_str_part(*text, sizeof of - 1, text->length);
  return skip_digits(text);
}

bool labels_is_nexis_mark(sse_str line) {
  line = sse_str_trim(line);
  return skip_count(&line) && (sse_str_is(line, " documents") || sse_str_is(line, " document"));
}

bool labels_is_proquest_rule(sse_str line) {
  enum { SHORTEST = 20 };
  line = sse_str_trim(line);
  return line.length >= SHORTEST && line.data[0] == '_' && labels_is_rule(line);
}

bool labels_is_proquest_mark(sse_str line) {
  static const char document[] = "Document ";
  if (!sse_str_begins(line, document)) return false;
  line = sse_str_part(line, sizeof document - 1, line.length);
  return skip_count(&line) && line.length == 0;
}

bool labels_is_in_capitals(sse_str label) {
  for (size_t i = 0; i < label.length; i++)
    if (sse_is_lower(label.data[i])) return false;
  return label.length > 1;
}

sse_str labels_first_line(sse_str beginning, size_t *position) {
  sse_str line = {0};
  bool more;
  do {
    more = sse_str_next(beginning, '\n', position, &line);
  } while (more && (sse_str_trim(line).length == 0 || labels_is_rule(sse_str_trim(line))));
  return sse_utf8_without_mark(line);
}

bool labels_are_of_proquest(sse_str beginning) {
  static const char full_text[] = "\nFull text: ", id[] = "\nProQuest document ID: ";
  size_t position = 0;
  sse_str line;
  do {
    if (!sse_str_next(beginning, '\n', &position, &line)) return false;
    line = sse_str_trim(sse_utf8_without_mark(line));
  } while (line.length == 0);
  if (!labels_is_proquest_rule(line)) return false;
  line = sse_str_trim(labels_first_line(beginning, &position));
  return sse_str_is(line, "Report Information from ProQuest") || labels_is_proquest_mark(line) ||
         memmem(beginning.data, beginning.length, full_text, sizeof full_text - 1) ||
         memmem(beginning.data, beginning.length, id, sizeof id - 1);
}

/* Reads the next line that is not blank. */
static bool next_text(sse_str text, size_t *position, sse_str *line) {
  while (sse_str_next(text, '\n', position, line))
    if (sse_str_trim(*line).length > 0) return true;
  return false;
}

bool labels_are_below_rules(sse_str beginning) {
  static const char rule[] = "----";
  size_t position = 0;
  sse_str line, value, first = labels_name(labels_first_line(beginning, &position), &value);
  bool is_rule = next_text(beginning, &position, &line) && sse_str_is(sse_str_trim(line), rule);
  if (first.length == 0 || !is_rule || !next_text(beginning, &position, &line)) return false;
  if (labels_name(line, &value).length == 0) return false;
  do { /* a label that recurs belongs to another record */
    sse_str other = is_rule ? labels_name(line, &value) : (sse_str){0};
    if (other.length > 0 && sse_str_equal(other, first)) return false;
    is_rule = sse_str_is(sse_str_trim(line), rule);
  } while (next_text(beginning, &position, &line));
  return true;
}

/* ---- Labels -------------------------------------------------------------------------------------- */

struct field_rule labels_rule(label_kind kind, sse_str label) {
  const struct label *known = kind == LABELS_OF_NEXIS ? nexis : proquest;
  while (known->name && !sse_str_is(label, known->name))
    known++;
  return known->rule;
}

bool labels_is_known(label_kind kind, sse_str label) {
  return labels_rule(kind, label).field != FIELD_NONE || sse_str_is_any(label, others);
}
