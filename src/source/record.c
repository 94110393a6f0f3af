/* Converts a record to the fields of an item: the best of several values for a field wins.
 * A value that is not valid for its field, such as a date that cannot be read, is taken only if there is no
 * better one. HTML is recognised by its tags and character entities. */
#include "source/record.h"
#include "base/url.h"
#include "base/utf8.h"
#include "source/authors.h"
#include "source/drafts.h"
#include "source/format/hypertext.h"
#include "source/format/rich_text.h"
#include "source/page/html.h"
#include "source/record_date.h"

#include <stdlib.h>
#include <string.h>

enum {
  PERSON_RANK = 50,
  USABLE = 100
}; /* for names that the user configured; added for values that are valid for their field */

void record_clear(struct record *record) {
  sse_buffer_clear(&record->bytes);
  record->count = 0;
}

void record_reset(struct record *record) {
  sse_buffer_reset(&record->bytes);
  free(record->values);
  *record = (struct record){0};
}

struct field_rule record_rule(const struct reader *reader, sse_str name) {
  static const field fields[SOURCE_NAME_COUNT] = {
      [SOURCE_NAME_ID] = FIELD_ID,     [SOURCE_NAME_TITLE] = FIELD_TITLE,
      [SOURCE_NAME_TEXT] = FIELD_BODY, [SOURCE_NAME_DATE] = FIELD_DATE,
      [SOURCE_NAME_URL] = FIELD_URL,   [SOURCE_NAME_PUBLISHER] = FIELD_SOURCE,
      [SOURCE_NAME_TAGS] = FIELD_TAGS, [SOURCE_NAME_AUTHOR] = FIELD_AUTHOR};
  const source_names *said = &reader->options->names;
  for (size_t i = 0; i < SOURCE_NAME_COUNT; i++)
    if (said->of[i] && sse_str_is(name, said->of[i]))
      return (struct field_rule){fields[i], PERSON_RANK, FIELD_IS_ANY};
  return fields_rule(name);
}

void record_report_missing(const struct reader *reader, const char *kind,
                           const bool found[SOURCE_NAME_COUNT]) {
  sse_error message;
  for (size_t i = 0; i < SOURCE_NAME_COUNT; i++) {
    const char *wanted = reader->options->names.of[i];
    if (!wanted || found[i]) continue;
    (void)sse_fail(&message, SSE_INVALID, "%s: has no %s '%s', which the configuration names", reader->path,
                   kind, wanted);
    account_problem(reader->account, false, message.message);
  }
}

/* ---- Adding -------------------------------------------------------------------------------------- */

/* Returns true for a yes or no. */
static bool is_flag(sse_str text) {
  static const char *const words[] = {"true", "false", "yes", "no", "0", "1", NULL};
  return sse_str_is_any(text, words);
}

static size_t append(struct record *record, sse_str text) {
  size_t start = record->bytes.length;
  sse_buffer_append_str(&record->bytes, text);
  return start;
}

void record_add(struct record *record, sse_str name, struct field_rule rule, sse_str text) {
  void *values = record->values;
  sse_buffer made = {0};
  if (rule.field != FIELD_BODY) text = sse_str_trim(text);
  bool is_date = rule.field == FIELD_DATE;
  bool is_on_site = rule.field == FIELD_PATH && !record->is_plain && text.length > 0 && text.data[0] == '/';
  if (is_on_site) rule = fields_rule(sse_str_of("path alias")); /* and not a path written by --print */
  if (sse_utf8_is_blank(text) || (is_date && sse_str_begins(text, "0000-00-00"))) return;
  if (is_date && is_flag(text)) rule = (struct field_rule){.field = FIELD_NONE}; /* published: false */
  if (rule.field == FIELD_DATE && record->is_loose) text = record_date_loose(text, &made);
  if (made.failed ||
      !sse_array_reserve(&values, &record->capacity, record->count + 1, sizeof *record->values)) {
    sse_buffer_reset(&made);
    record->failed = true;
    return;
  }
  record->values = values;
  struct record_value *value = &record->values[record->count++];
  *value = (struct record_value){.name_length = name.length, .text_length = text.length, .rule = rule};
  value->name = append(record, name);
  value->text = append(record, text);
  sse_buffer_reset(&made);
}

static sse_str name_of(const struct record *record, const struct record_value *value) {
  return sse_str_part(sse_buffer_str(&record->bytes), value->name, value->name + value->name_length);
}

static sse_str text_of(const struct record *record, const struct record_value *value) {
  return sse_str_part(sse_buffer_str(&record->bytes), value->text, value->text + value->text_length);
}

bool record_has_words(const struct record *record) {
  for (size_t i = 0; i < record->count; i++)
    if (record->values[i].rule.field == FIELD_TITLE || record->values[i].rule.field == FIELD_BODY)
      return true;
  return false;
}

/* ---- Values -------------------------------------------------------------------------------------- */

/* Appends a text that may be HTML as plain text. If it is HTML without block elements, its line breaks are
 * kept. */
static sse_status append_plain(const struct record *record, sse_str text, field_form form, sse_buffer *out,
                               sse_error *err) {
  bool has_blocks = false, is_html = form == FIELD_IS_HTML;
  sse_buffer marked = {0}, tree = {0};
  if (form == FIELD_IS_ANY && !record->is_plain && rich_text_append_written(text, &tree)) {
    sse_status status =
        tree.failed ? sse_fail_memory(err) : append_plain(record, sse_buffer_str(&tree), form, out, err);
    sse_buffer_reset(&tree);
    return status;
  }
  if (tree.failed) out->failed = true;
  if (form == FIELD_IS_ANY && !record->is_plain) is_html = hypertext_detect(text, &has_blocks);
  if (!is_html) {
    sse_buffer_append_str(out, text);
    return out->failed ? sse_fail_memory(err) : SSE_OK;
  }
  if (form == FIELD_IS_HTML || has_blocks) return html_text(text, out, err);
  sse_str line;
  for (size_t position = 0, last = 0; sse_str_next(text, '\n', &position, &line); last = position) {
    if (last > 0) sse_buffer_append_text(&marked, "<br>\n");
    sse_buffer_append_str(&marked, line);
  }
  sse_status status = marked.failed ? sse_fail_memory(err) : html_text(sse_buffer_str(&marked), out, err);
  sse_buffer_reset(&marked);
  return status;
}

/* Returns a DOI (ISO 26324) without the prefixes that people write before it; none if it is not one. */
static sse_str doi_of(sse_str text) {
  if (sse_str_begins(text, "doi:")) text = sse_str_trim(sse_str_part(text, 4, text.length));
  if (sse_str_begins(text, "info:doi/")) text = sse_str_part(text, 9, text.length);
  bool is_one =
      sse_str_begins(text, "10.") && memchr(text.data, '/', text.length) && sse_is_digit(text.data[3]);
  return is_one ? text : (sse_str){0};
}

/* Appends an address as people write it; completes DOIs and addresses that begin with www. */
static void append_address(sse_str text, sse_buffer *out) {
  const char *next = sse_str_find(text, ";http");
  if (next) text.length = (size_t)(next - text.data); /* the first of several in one value */
  sse_str doi = doi_of(text);
  if (doi.length > 0) sse_buffer_append_text(out, "https://doi.org/");
  if (sse_str_begins(text, "www.")) sse_buffer_append_text(out, "https://");
  sse_buffer_append_str(out, doi.length > 0 ? doi : text);
}

/* Returns true for a web address or what can become one. A relative address needs a base. */
static bool is_address(const struct record *record, const struct reader *reader, sse_str text) {
  if (sse_url_is_web(text) || doi_of(text).length > 0 || sse_str_begins(text, "www.")) return true;
  return (record->base || reader->base) && text.length > 0 && text.data[0] == '/';
}

/* Returns true if the record has the day on which it was added to a library (Zotero). */
static bool is_of_library(const struct record *record) {
  bool is_one = false;
  for (size_t i = 0; i < record->count; i++)
    is_one = is_one || sse_str_is(name_of(record, &record->values[i]), "Date Added") ||
             sse_str_is(name_of(record, &record->values[i]), "dateAdded");
  return is_one;
}

/* In a library's record, the day of the last change concerns the record and not what it describes. */
static void drop_dates_of_record(struct record *record) {
  bool is_one = is_of_library(record);
  for (size_t i = 0; i < record->count && is_one; i++) {
    struct field_rule *rule = &record->values[i].rule;
    if (rule->field == FIELD_DATE && rule->rank == 1) rule->field = FIELD_NONE;
  }
}

static int rank_of(const struct record *record, const struct reader *reader,
                   const struct record_value *value) {
  sse_date date;
  sse_str text = text_of(record, value);
  bool is_usable = value->rule.field == FIELD_DATE  ? source_date_read(text, &date)
                   : value->rule.field == FIELD_URL ? is_address(record, reader, text)
                                                    : true;
  if (!is_usable && record->is_loose && value->rule.field == FIELD_URL) return 0; /* some other identifier */
  return value->rule.rank + (is_usable ? USABLE : 0);
}

static bool is_candidate(const struct record_value *value, field wanted) {
  return value->rule.field == wanted && value->rule.rank > 0;
}

/* The best value for a field; NULL for none. */
static struct record_value *best_of(const struct record *record, const struct reader *reader, field wanted) {
  struct record_value *best = NULL;
  int best_rank = 0;
  size_t candidates = 0;
  for (size_t i = 0; i < record->count; i++)
    candidates += is_candidate(&record->values[i], wanted);
  bool is_lone_date = candidates == 1 && wanted == FIELD_DATE; /* parsing is slow: once suffices */
  for (size_t i = 0; i < record->count && candidates > 0; i++) {
    struct record_value *value = &record->values[i];
    if (!is_candidate(value, wanted)) continue;
    int rank = is_lone_date ? USABLE : rank_of(record, reader, value);
    if (rank <= best_rank) continue;
    best = value;
    best_rank = rank;
  }
  return best;
}

/* ---- Tags ---------------------------------------------------------------------------------------- */

/* The separator of the tags in a text; other separators in it are ordinary characters. */
static char separator_of(sse_str text) {
  static const char separators[] = "\n;|";
  for (size_t i = 0; text.length > 0 && i < sizeof separators - 1; i++)
    if (memchr(text.data, separators[i], text.length)) return separators[i];
  return ',';
}

/* The contents of a list as programs print it, ['a', 'b']; other texts unchanged. */
static sse_str unbracketed(sse_str text) {
  text = sse_str_trim(text);
  bool is_list = text.length > 1 && text.data[0] == '[' && text.data[text.length - 1] == ']';
  return is_list ? sse_str_trim(sse_str_part(text, 1, text.length - 1)) : text;
}

/* Reads the next entry of such a list, without its quotes. */
static bool next_listed(sse_str list, size_t *position, sse_str *entry) {
  size_t at = *position;
  while (at < list.length && (sse_is_space(list.data[at]) || list.data[at] == ','))
    at++;
  if (at == list.length) return false;
  bool is_quoted = list.data[at] == '"' || list.data[at] == '\'';
  const char *end = is_quoted ? memchr(list.data + at + 1, list.data[at], list.length - at - 1)
                              : memchr(list.data + at, ',', list.length - at);
  size_t stop = end ? (size_t)(end - list.data) : list.length;
  *entry = sse_str_trim(sse_str_part(list, at + is_quoted, stop));
  *position = stop < list.length ? stop + 1 : stop;
  return true;
}

static sse_status take_tags(const struct record *record, const struct record_value *value,
                            struct fields *fields, sse_error *err) {
  sse_buffer plain = {0};
  sse_status status = append_plain(record, text_of(record, value), FIELD_IS_ANY, &plain, err);
  sse_str text = sse_buffer_str(&plain), list = unbracketed(text), tag;
  if (value->rule.form == FIELD_IS_PLAIN) {
    fields_add_tag(fields, text);
  } else {
    bool is_list = list.length < text.length;
    char separator = separator_of(list);
    for (size_t position = 0;
         is_list ? next_listed(list, &position, &tag) : sse_str_next(list, separator, &position, &tag);)
      fields_add_tag(fields, tag);
  }
  sse_buffer_reset(&plain);
  return status;
}

/* ---- Authors ------------------------------------------------------------------------------------- */

/* Takes the authors from the values of the highest rank that have names; accounts may only have numbers. */
static sse_status take_authors(const struct record *record, struct fields *fields, sse_error *err) {
  sse_buffer plain = {0};
  sse_status status = SSE_OK;
  bool is_plain = is_of_library(record);
  int best = 0;
  for (size_t i = 0; i < record->count && !status; i++) {
    const struct record_value *value = &record->values[i];
    if (value->rule.field != FIELD_AUTHOR || value->rule.rank < 1 || value->rule.rank > PERSON_RANK) continue;
    if (record->is_plain) { /* written by --print, which has separated the names */
      sse_buffer_append_str(&fields->raw[FIELD_AUTHOR], text_of(record, value));
      sse_buffer_append_text(&fields->raw[FIELD_AUTHOR], "\n");
      continue;
    }
    sse_buffer_clear(&plain);
    status = append_plain(record, text_of(record, value), value->rule.form, &plain, err);
    authors_offer(fields, &best, value->rule.rank, sse_buffer_str(&plain),
                  is_plain ? FIELD_IS_PLAIN : value->rule.form);
  }
  if (plain.failed) fields->raw[FIELD_AUTHOR].failed = true;
  sse_buffer_reset(&plain);
  return status;
}

/* ---- Taking -------------------------------------------------------------------------------------- */

static sse_status take_value(const struct record *record, const struct record_value *value,
                             struct fields *fields, sse_error *err) {
  sse_buffer *raw = &fields->raw[value->rule.field];
  sse_str text = text_of(record, value);
  switch (value->rule.field) {
  case FIELD_TITLE:
  case FIELD_BODY:
  case FIELD_SOURCE:
    return append_plain(record, text, value->rule.form, raw, err);
  case FIELD_URL:
    append_address(text, raw);
    return SSE_OK;
  default:
    sse_buffer_append_str(raw, text);
    return SSE_OK;
  }
}

/* Takes the best value for a field that is not blank and sets `*taken` to it; NULL for none. */
static sse_status take_best(struct record *record, const struct reader *reader, field wanted,
                            struct fields *fields, const struct record_value **taken, sse_error *err) {
  sse_status status = SSE_OK;
  struct record_value *best;
  *taken = NULL;
  while (!status && !*taken && (best = best_of(record, reader, wanted))) {
    status = take_value(record, best, fields, err);
    if (sse_utf8_is_blank(sse_buffer_str(&fields->raw[wanted]))) {
      sse_buffer_clear(&fields->raw[wanted]);
      best->rule.rank = 0; /* HTML without text */
    } else {
      *taken = best;
    }
  }
  return status;
}

/* Resolves a relative address if the record has a base. */
static void resolve(const struct record *record, sse_buffer *url) {
  sse_buffer absolute = {0};
  if (!record->base || url->length == 0) return;
  sse_url_resolve(sse_buffer_str(url), sse_str_of(record->base), &absolute);
  if (absolute.length > 0) {
    sse_buffer_clear(url);
    sse_buffer_append_str(url, sse_buffer_str(&absolute));
  }
  if (absolute.failed) url->failed = true;
  sse_buffer_reset(&absolute);
}

/* Takes an id that is an address as the address, if there is no other. */
static void take_address_of_ids(const struct record *record, const struct reader *reader,
                                struct fields *fields) {
  for (size_t i = 0; i < record->count && fields->raw[FIELD_URL].length == 0; i++) {
    sse_str text = text_of(record, &record->values[i]);
    bool is_one = record->values[i].rule.field == FIELD_ID && is_address(record, reader, text);
    if (is_one && text.data[0] != '/' && !sse_url_is_root(text))
      append_address(text, &fields->raw[FIELD_URL]);
  }
}

/* Returns true if the item already has a text, ignoring the dots at its end if it was truncated. */
static bool is_there(const struct fields *fields, sse_str text) {
  static const field kinds[] = {FIELD_TITLE, FIELD_BODY, FIELD_SOURCE};
  text = sse_str_trim(text);
  while (text.length > 0 && (text.data[text.length - 1] == '.' || text.data[text.length - 1] == ']'))
    text.length--;
  if (text.length > 3 && memcmp(text.data + text.length - 3, "\xE2\x80\xA6", 3) == 0) text.length -= 3;
  while (text.length > 0 && strchr("[. ", text.data[text.length - 1]))
    text.length--;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    const sse_buffer *raw = &fields->raw[kinds[i]];
    if (text.length == 0 || (raw->length > 0 && memmem(raw->data, raw->length, text.data, text.length)))
      return true;
  }
  return false;
}

/* Counts a value that was not taken. A second date, id, address or language is not a loss of text. */
static sse_status count_loss(const struct record *record, const struct reader *reader,
                             const struct record_value *value, const struct fields *fields, sse_error *err) {
  sse_buffer plain = {0};
  sse_status status = SSE_OK;
  sse_str text = text_of(record, value);
  bool is_boolean = sse_str_is(text, "true") || sse_str_is(text, "false");
  bool is_lost = value->rule.field == FIELD_NONE && !is_boolean;
  if (value->rule.field == FIELD_TITLE || value->rule.field == FIELD_BODY ||
      value->rule.field == FIELD_SOURCE) {
    status = append_plain(record, text_of(record, value), value->rule.form, &plain, err);
    is_lost =
        !status && !sse_utf8_is_blank(sse_buffer_str(&plain)) && !is_there(fields, sse_buffer_str(&plain));
  }
  if (is_lost) account_lose(reader->account, SOURCE_NOT_TAKEN, name_of(record, value), NULL);
  sse_buffer_reset(&plain);
  return status;
}

/* Removes the values that say whether the item is public, and applies them. */
static void take_drafts(struct record *record, struct fields *fields) {
  size_t kept = 0;
  for (size_t i = 0; i < record->count; i++)
    if (!drafts_take(fields, name_of(record, &record->values[i]), text_of(record, &record->values[i])))
      record->values[kept++] = record->values[i];
  record->count = kept;
}

/* The first value that is the wanted part of a date and not used for a field (a tag, for RECORD_DATE_TAG);
 * NULL for none. */
static struct record_value *find_part(struct record *record, record_date_part wanted) {
  for (size_t i = 0; i < record->count; i++) {
    struct record_value *value = &record->values[i];
    bool may_be_one = value->rule.field == (wanted == RECORD_DATE_TAG ? FIELD_TAGS : FIELD_NONE);
    if (may_be_one && record_date_part_of(name_of(record, value), text_of(record, value)) == wanted)
      return value;
  }
  return NULL;
}

/* Adds the date whose parts are in three values, as in tables with the columns Year, Month and Day. */
static void join_date(struct record *record) {
  static const struct field_rule rule = {FIELD_DATE, 3, FIELD_IS_PLAIN}; /* ranks above the year alone */
  static const struct field_rule taken = {.field = FIELD_DATE};
  sse_buffer date = {0};
  sse_str year = {0}, none = {0};
  for (size_t i = 0; i < record->count && year.length == 0; i++)
    if (record->values[i].rule.field == FIELD_DATE &&
        record_date_is_year(text_of(record, &record->values[i])))
      year = text_of(record, &record->values[i]);
  struct record_value *month = year.length > 0 ? find_part(record, RECORD_DATE_MONTH) : NULL, *day = NULL;
  if (!month) return;
  day = find_part(record, RECORD_DATE_DAY);
  if (!day) day = find_part(record, RECORD_DATE_TAG);
  if (record_date_join(year, text_of(record, month), day ? text_of(record, day) : none, &date)) {
    month->rule = taken;
    if (day) day->rule = taken;
    record_add(record, sse_str_of("month"), rule, sse_buffer_str(&date));
  }
  record->failed = record->failed || date.failed;
  sse_buffer_reset(&date);
}

/* Returns true for prose without separators of tags. */
static bool is_one_subject(sse_str text) {
  for (size_t i = 0; i < text.length; i++)
    if (strchr(",;|\n[", text.data[i])) return false;
  return fields_is_prose(text);
}

/* Makes the subject of a letter its headline instead of a tag. In a record with a sender, or with a text and
 * a subject in prose, it is the title if there is no other. In one with a sending date, as newsletter
 * software exports them, it takes precedence over the campaign's name. */
static void take_subject(struct record *record) {
  enum { WEAK = 2 /* the rank of "name" */, TITLE = 9 };
  struct record_value *subject = NULL;
  bool has_sender = false, is_sent = false, has_title = false, has_text = false;
  for (size_t i = 0; i < record->count; i++) {
    struct record_value *value = &record->values[i];
    sse_str name = name_of(record, value);
    bool is_date = value->rule.field == FIELD_DATE;
    if (value->rule.field == FIELD_TAGS && sse_str_is(name, "subject")) subject = value;
    has_sender = has_sender || sse_str_begins(name, "from") || sse_str_begins(name, "sender");
    is_sent = is_sent || (is_date && (sse_str_begins(name, "sent") || sse_str_begins(name, "send")));
    has_title = has_title || (value->rule.field == FIELD_TITLE && value->rule.rank > WEAK);
    has_text = has_text || value->rule.field == FIELD_BODY;
  }
  if (!subject || (has_title && !is_sent)) return;
  bool is_in_words = has_text && is_one_subject(text_of(record, subject));
  if (!is_sent && !has_sender && !is_in_words) return;
  subject->rule = (struct field_rule){FIELD_TITLE, TITLE + is_sent, FIELD_IS_PLAIN};
}

sse_status record_take(struct record *record, const struct reader *reader, struct fields *fields,
                       sse_error *err) {
  const struct record_value *taken[FIELD_COUNT] = {0};
  sse_status status = SSE_OK;
  if (!record->failed && !record->bytes.failed) join_date(record);
  if (record->failed || record->bytes.failed) return sse_fail_memory(err);
  take_drafts(record, fields);
  take_subject(record);
  drop_dates_of_record(record);
  for (int i = 0; i < FIELD_COUNT && !status; i++)
    if (i != FIELD_TAGS && i != FIELD_AUTHOR)
      status = take_best(record, reader, (field)i, fields, &taken[i], err);
  if (!status) status = take_authors(record, fields, err);
  resolve(record, &fields->raw[FIELD_URL]);
  if (!record->is_plain) take_address_of_ids(record, reader, fields); /* an export has a column for it */
  for (size_t i = 0; i < record->count && !status; i++) {
    const struct record_value *value = &record->values[i];
    if (value->rule.field == FIELD_TAGS) {
      status = take_tags(record, value, fields, err);
    } else if (value->rule.field == FIELD_NONE || taken[value->rule.field] != value) {
      status = count_loss(record, reader, value, fields, err);
    }
  }
  if (!status && fields_have_failed(fields)) status = sse_fail_memory(err);
  return status;
}
