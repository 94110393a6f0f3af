/* Filters on the values and labels of items, and on texts in the tables: addresses, paths, ids. There are few
 * labels, so each of them is compared, and items are then selected by their label numbers. All SQL of filters
 * is here. */
#include "query/filters.h"
#include "base/url.h"
#include "query/days.h"
#include "query/patterns.h"
#include "query/tags.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LABELS = 65536 };

/* How the names of labels are compared with a value. */
enum comparing {
  SAME,    /* as it is written */
  ALL,     /* the whole name, folded */
  WORDS,   /* some consecutive words of it */
  PATTERN, /* one of its words matches the pattern */
  PART     /* for scripts without spaces between words: the folded name contains the folded value */
};

/* A filter, and what is needed to read it. */
struct filter {
  const filters_reading *reading; /* only while it is read */
  const index_db *index;
  syntax_field field;
  syntax_kind kind;
  sse_str value;
  uint32_t first, last;   /* days */
  unsigned char *allowed; /* by label number */
  bool found;             /* a label matches or, for a filter on text, an item */
  bool is_nothing;        /* it cannot be read */
  uint8_t flag;           /* a flag in the values that must be set; if 0, a label must be, */
  bool has_source;        /* the publisher's if true, else the language's */
  item_set rows;          /* the items found by their texts in the tables */
  sse_buffer site;        /* the value's host in ASCII, in the form of labels */
  enum comparing comparing;
  sse_buffer wanted; /* the value, prepared for comparing */
  sse_buffer words;  /* of the current label */
};

/* ---- Names ---------------------------------------------------------------------------------------- */

/* True if `text` matches a pattern with stars, ignoring case in ASCII. */
static bool fits(sse_str pattern, sse_str text) {
  size_t p = 0, t = 0, star = SIZE_MAX, from = 0;
  while (t < text.length) {
    if (p < pattern.length && pattern.data[p] == '*') {
      star = p++;
      from = t;
    } else if (p < pattern.length && strncasecmp(pattern.data + p, text.data + t, 1) == 0) {
      p++;
      t++;
    } else if (star != SIZE_MAX) {
      p = star + 1;
      t = ++from;
    } else {
      return false;
    }
  }
  while (p < pattern.length && pattern.data[p] == '*')
    p++;
  return p == pattern.length;
}

static int take_term(void *context, int flags, const char *term, int length, int start, int end) {
  sse_buffer *terms = context;
  (void)start, (void)end;
  if (flags & TEXT_COLOCATED) return TEXT_OK;
  sse_buffer_append(terms, term, (size_t)length);
  sse_buffer_append_text(terms, " ");
  return terms->failed ? TEXT_NO_MEMORY : TEXT_OK;
}

/* Appends the words of a text, folded, each with a space before and after it. */
static bool append_words(text_analyser *analyser, sse_str text, sse_buffer *words) {
  sse_buffer_append_text(words, " ");
  return text_analyse(analyser, TEXT_NO_LANGUAGE, text, words, take_term) != TEXT_NO_MEMORY && !words->failed;
}

/* Prepares the value for comparing: case and accents only matter if it is exact. */
static bool read_name(struct filter *filter) {
  bool is_pattern = filter->kind == SYNTAX_PATTERN;
  char folded[TEXT_TERM_SIZE];
  sse_buffer *wanted = &filter->wanted;
  size_t letters = 0; /* after stars at the start */
  while (letters < filter->value.length && filter->value.data[letters] == '*')
    letters++;
  if (filter->kind == SYNTAX_EXACT) {
    filter->comparing = SAME;
  } else if ((filter->field == SYNTAX_GROUP || filter->field == SYNTAX_ARCHIVE) && !is_pattern) {
    filter->comparing = ALL;
    sse_buffer_append(wanted, folded, text_fold(filter->value, folded));
  } else if (text_is_dense(sse_str_part(filter->value, letters, filter->value.length))) {
    filter->comparing = PART;
    sse_buffer_append_text(wanted, "*");
    (void)pattern_fold(filter->value, wanted);
    sse_buffer_append_text(wanted, "*");
  } else if (is_pattern) {
    filter->comparing = PATTERN;
    (void)pattern_fold(filter->value, wanted);
  } else {
    filter->comparing = WORDS;
    return append_words(filter->reading->reading->analyser, filter->value, wanted);
  }
  return !wanted->failed;
}

static bool has_word_like(sse_str words, sse_str pattern) {
  sse_str word;
  bool found = false;
  for (size_t at = 0; !found && sse_str_next(words, ' ', &at, &word);)
    found = word.length > 0 && fits(pattern, word);
  return found;
}

/* Sets `*matches` if the value matches a name. */
static sse_status match_name(struct filter *filter, sse_str name, bool *matches, sse_error *err) {
  const sse_str wanted = sse_buffer_str(&filter->wanted);
  char folded[TEXT_TERM_SIZE];
  sse_buffer *words = &filter->words;
  switch (filter->comparing) {
  case SAME:
    *matches = sse_str_equal(name, filter->value);
    return SSE_OK;
  case ALL:
    *matches = sse_str_equal((sse_str){folded, text_fold(name, folded)}, wanted);
    return SSE_OK;
  case PART:
    *matches = fits(wanted, (sse_str){folded, text_fold(name, folded)});
    return SSE_OK;
  default:
    break;
  }
  sse_buffer_clear(words);
  if (!append_words(filter->reading->reading->analyser, name, words)) return sse_fail_memory(err);
  *matches = filter->comparing == PATTERN
                 ? has_word_like(sse_buffer_str(words), wanted)
                 : wanted.length > 1 && memmem(words->data, words->length, wanted.data, wanted.length);
  return SSE_OK;
}

/* "fr" matches the languages "fr" and "fr-CA". */
static bool is_language(sse_str label, sse_str value) {
  return label.length >= value.length && strncasecmp(label.data, value.data, value.length) == 0 &&
         (label.length == value.length || label.data[value.length] == '-');
}

/* Prepares the value of site: the host of an address, in ASCII if its name is in another script, without a
 * leading www., which is the form of labels. */
static bool read_site(struct filter *filter) {
  sse_buffer address = {0};
  sse_str value = filter->value;
  bool is_web = sse_url_is_web(value), is_ascii = true;
  for (size_t i = 0; i < value.length; i++)
    is_ascii = is_ascii && (unsigned char)value.data[i] < 0x80;
  if (is_ascii && is_web) filter->value = sse_url_site(value);
  if (sse_str_begins(filter->value, "www."))
    filter->value = sse_str_part(filter->value, 4, filter->value.length);
  if (is_ascii || filter->kind == SYNTAX_PATTERN) return true;
  sse_buffer_append_text(&address, is_web ? "" : "http://");
  sse_buffer_append_str(&address, value);
  sse_url_append_canonical(&filter->site, sse_buffer_str(&address));
  filter->value = sse_url_site(sse_buffer_str(&filter->site));
  bool failed = address.failed || filter->site.failed;
  sse_buffer_reset(&address);
  return !failed;
}

/* "ilo.org" matches the sites "ilo.org" and "news.ilo.org"; the value may be an address. */
static bool is_site(const struct filter *filter, sse_str host) {
  sse_str value = filter->value;
  if (filter->kind == SYNTAX_PATTERN) return fits(value, host);
  if (value.length == 0 || host.length < value.length) return false;
  size_t before = host.length - value.length;
  bool ends = strncasecmp(host.data + before, value.data, value.length) == 0;
  return ends && (before == 0 ||
                  (filter->kind != SYNTAX_EXACT && (host.data[before - 1] == '.' || value.data[0] == '.')));
}

/* ---- Labels --------------------------------------------------------------------------------------- */

static sse_status is_named(struct filter *filter, sse_str label, bool *matches, sse_error *err) {
  switch (filter->field) {
  case SYNTAX_LANG:
    *matches = filter->kind == SYNTAX_EXACT     ? sse_str_equal(label, filter->value)
               : filter->kind == SYNTAX_PATTERN ? fits(filter->value, label)
                                                : is_language(label, filter->value);
    return SSE_OK;
  case SYNTAX_SITE:
    *matches = is_site(filter, label);
    return SSE_OK;
  default:
    return match_name(filter, label, matches, err);
  }
}

static int label_kind(syntax_field field) {
  switch (field) {
  case SYNTAX_SOURCE:
    return INDEX_LABEL_SOURCE;
  case SYNTAX_LANG:
    return INDEX_LABEL_LANG;
  case SYNTAX_SITE:
    return INDEX_LABEL_SITE;
  case SYNTAX_ARCHIVE:
    return INDEX_LABEL_ARCHIVE;
  default:
    return INDEX_LABEL_GROUP;
  }
}

static sse_status take_label(void *context, uint32_t number, sse_str name, sse_error *err) {
  struct filter *filter = context;
  bool matches = false;
  sse_status status = is_named(filter, name, &matches, err);
  if (matches && number < LABELS) filter->allowed[number] = 1;
  filter->found = filter->found || matches;
  return status;
}

/* Prepares the value for comparing with labels. */
static bool read_label(struct filter *filter) {
  if (filter->field == SYNTAX_LANG) return true;
  return filter->field == SYNTAX_SITE ? read_site(filter) : read_name(filter);
}

/* For example lang:english instead of lang:en. */
static void note_unknown(const struct filter *filter) {
  query_notes_add(filter->reading->notes, "unknown-value", "no item matches %s:%.*s",
                  syntax_field_name(filter->field), (int)filter->value.length, filter->value.data);
}

/* Finds the labels that the value matches, and adds a note if there are none. */
static sse_status find_labels(struct filter *filter, sse_error *err) {
  const index_db *index = filter->reading->reading->index;
  filter->allowed = calloc(LABELS, 1);
  if (!filter->allowed || !read_label(filter)) return sse_fail_memory(err);
  sse_status status = index_labels(index, label_kind(filter->field), filter, take_label, err);
  if (!status && !filter->found) note_unknown(filter);
  return status;
}

/* ---- Values ---------------------------------------------------------------------------------------- */

static bool is_within(const struct filter *filter, uint32_t day) {
  return day >= filter->first && day <= filter->last && day != 0;
}

static bool passes(const struct filter *filter, uint32_t item, const index_values *values) {
  switch (filter->field) {
  case SYNTAX_SOURCE:
    return filter->allowed[values->source];
  case SYNTAX_LANG:
    return filter->allowed[values->lang];
  case SYNTAX_GROUP:
    return filter->allowed[values->group];
  case SYNTAX_ARCHIVE:
    return filter->allowed[index_archive_of(filter->index, item) + 1];
  case SYNTAX_SITE:
    return filter->allowed[values->site];
  case SYNTAX_HAS:
    return filter->flag ? (values->flags & filter->flag) != 0
                        : (filter->has_source ? values->source : values->lang) != 0;
  case SYNTAX_SEEN:
    return is_within(filter, index_seen_day(values->seen));
  case SYNTAX_CHANGED:
    return is_within(filter, index_seen_day(values->changed));
  default:
    return is_within(filter, values->day);
  }
}

sse_status filters_fill(const struct filter *filter, index_ranking *ranking, uint32_t first,
                        const uint64_t *among, uint64_t *found, sse_error *err) {
  size_t numbers = index_ranking_numbers(ranking);
  bool is_nothing = filter && filter->is_nothing, has_rows = filter && filter->rows.words;
  for (size_t word = 0; word < FILTER_WORDS && !is_nothing; word++) {
    for (uint64_t left = among[word], bit; left != 0; left ^= bit) {
      bit = left & -left;
      uint32_t item = first + (uint32_t)(word * 64 + (size_t)__builtin_ctzll(left));
      const index_values *values;
      if (item >= numbers) return SSE_OK;
      sse_status status = index_values_of(ranking, item, &values, err);
      if (status) return status;
      if (!(values->flags & INDEX_IS_ITEM)) continue;
      bool is_it = !filter || (has_rows ? item_set_has(&filter->rows, item) : passes(filter, item, values));
      if (is_it) found[word] |= bit;
    }
  }
  return SSE_OK;
}

/* ---- Texts in the tables -------------------------------------------------------------------------- */

/* True if an address or a path contains the value, equals it, or matches its pattern, depending on the
 * kind. */
static bool has_text(const struct filter *filter, sse_str text) {
  if (filter->kind == SYNTAX_PATTERN) return fits(filter->value, text);
  if (filter->kind == SYNTAX_EXACT) return sse_str_equal(text, filter->value);
  for (size_t at = 0; at + filter->value.length <= text.length; at++)
    if (strncasecmp(text.data + at, filter->value.data, filter->value.length) == 0) return true;
  return false;
}

static sse_status find_rows_in(struct filter *filter, const index_db *index, uint32_t first, const char *sql,
                               sse_error *err) {
  sqlite3_stmt *statement;
  sse_status status = index_prepare(index, sql, &statement, err);
  if (status) return status;
  bool is_id = filter->field == SYNTAX_ID && filter->kind != SYNTAX_PATTERN;
  if (is_id && sqlite3_bind_text(statement, 1, filter->value.data, (int)filter->value.length,
                                 SQLITE_STATIC) != SQLITE_OK)
    status = index_fail(index, err);
  while (index_next_row(index, statement, &status, err)) {
    if (!is_id && !has_text(filter, index_column(statement, 1))) continue;
    item_set_put(&filter->rows, first + (uint32_t)sqlite3_column_int64(statement, 0));
    filter->found = true;
  }
  (void)sqlite3_finalize(statement); /* it returns the same error again */
  return status;
}

static sse_status find_rows(struct filter *filter, const char *sql, sse_error *err) {
  const index_db *index = filter->index;
  sse_status status =
      item_set_make(index_ranking_numbers(filter->reading->ranking) / 64 + 1, &filter->rows, err);
  for (size_t i = 0; i < index_archive_count(index) && !status; i++)
    status = find_rows_in(filter, index_archive(index, i), index_archive_first(index, i), sql, err);
  if (!status && !filter->found) note_unknown(filter);
  return status;
}

/* ---- Reading -------------------------------------------------------------------------------------- */

static void note_unreadable(const struct filter *filter, const char *code, const char *why) {
  query_notes_add_unreadable(filter->reading->notes, code, "%s:%.*s %s; it matches nothing",
                             syntax_field_name(filter->field), (int)filter->value.length, filter->value.data,
                             why);
}

static bool read_days(struct filter *filter) {
  uint32_t first, last;
  sse_date today = filter->reading->today;
  bool is_range = filter->field != SYNTAX_AFTER && filter->field != SYNTAX_BEFORE;
  bool known = is_range ? days_of_range(filter->value, today, &first, &last)
                        : days_of(filter->value, today, &first, &last);
  if (!known) {
    note_unreadable(filter, "unreadable-date", "cannot be read as a date such as 2023-07 or 25.7.2023");
    return false;
  }
  if (is_range && first > last) {
    note_unreadable(filter, "reversed-dates", "ends before it begins");
    return false;
  }
  filter->first = filter->field == SYNTAX_BEFORE ? 1 : first;
  filter->last = filter->field == SYNTAX_BEFORE ? first - 1 : is_range ? last : INDEX_DAY_LAST;
  return true;
}

static bool read_has(struct filter *filter) {
  static const struct {
    const char *name;
    uint8_t flag; /* 0 for a label */
    bool is_source;
  } names[] = {{"date", 0, false},
               {"url", INDEX_HAS_URL, false},
               {"address", INDEX_HAS_URL, false},
               {"link", INDEX_HAS_URL, false},
               {"tag", INDEX_HAS_TAGS, false},
               {"tags", INDEX_HAS_TAGS, false},
               {"text", INDEX_HAS_BODY, false},
               {"body", INDEX_HAS_BODY, false},
               {"author", INDEX_HAS_AUTHOR, false},
               {"authors", INDEX_HAS_AUTHOR, false},
               {"source", 0, true},
               {"publisher", 0, true},
               {"lang", 0, false},
               {"language", 0, false}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (!sse_str_is(filter->value, names[i].name)) continue;
    filter->flag = names[i].flag;
    filter->has_source = names[i].is_source;
    if (i == 0) filter->field = SYNTAX_DATE; /* any day */
    return true;
  }
  note_unreadable(filter, "unreadable-filter", "is not one of date, url, tag, author, text, source, lang");
  return false;
}

/* Reads the value; returns false if it has no meaning. */
static bool read_value(struct filter *filter) {
  if (filter->value.length == 0) {
    note_unreadable(filter, "unreadable-filter", "has no value");
    return false;
  }
  switch (filter->field) {
  case SYNTAX_AFTER:
  case SYNTAX_BEFORE:
  case SYNTAX_DATE:
  case SYNTAX_SEEN:
  case SYNTAX_CHANGED:
    return read_days(filter);
  case SYNTAX_HAS:
    return read_has(filter);
  case SYNTAX_LANG:
    if (filter->kind == SYNTAX_PATTERN || text_is_language_tag(filter->value)) return true;
    note_unreadable(filter, "unreadable-filter", "is not a language such as fr or pt-BR");
    return false;
  case SYNTAX_PATH:
    if (filter->reading->may_ask_paths) return true;
    note_unreadable(filter, "unreadable-filter", "is not allowed here");
    return false;
  case SYNTAX_SAVED:
    filter->reading->notes->is_unreadable = true; /* noted when it was searched for */
    return false;
  default:
    return true;
  }
}

static sse_status find_tagged(struct filter *filter, sse_error *err) {
  sse_status status =
      item_set_make(index_ranking_numbers(filter->reading->ranking) / 64 + 1, &filter->rows, err);
  if (!status) status = tags_find(filter->index, filter->value, &filter->rows, &filter->found, err);
  if (!status && !filter->found) note_unknown(filter);
  return status;
}

static sse_status read_filter(struct filter *filter, sse_error *err) {
  static const char urls[] = "SELECT number, url FROM item WHERE url NOT NULL",
                    paths[] = "SELECT item.number, path || coalesce(entry, '') FROM item"
                              " JOIN source ON source.number = source_id",
                    ids[] = "SELECT number FROM item WHERE id = ?1",
                    all_ids[] = "SELECT number, id FROM item";
  filter->is_nothing = !read_value(filter);
  if (filter->is_nothing) return SSE_OK;
  switch (filter->field) {
  case SYNTAX_URL:
    return find_rows(filter, urls, err);
  case SYNTAX_PATH:
    return find_rows(filter, paths, err);
  case SYNTAX_ID:
    return find_rows(filter, filter->kind == SYNTAX_PATTERN ? all_ids : ids, err);
  case SYNTAX_TAG:
    return find_tagged(filter, err);
  case SYNTAX_SOURCE:
  case SYNTAX_LANG:
  case SYNTAX_GROUP:
  case SYNTAX_SITE:
  case SYNTAX_ARCHIVE:
    return find_labels(filter, err);
  default:
    return SSE_OK;
  }
}

sse_status filters_read(const filters_reading *reading, const syntax *tree, const syntax_node *node,
                        struct filter **made, sse_error *err) {
  struct filter *filter = calloc(1, sizeof *filter);
  *made = filter;
  if (!filter) return sse_fail_memory(err);
  *filter = (struct filter){.reading = reading,
                            .index = reading->reading->index,
                            .field = node->field,
                            .kind = node->kind,
                            .value = syntax_text(tree, node),
                            .first = 1,
                            .last = INDEX_DAY_LAST};
  sse_status status = read_filter(filter, err);
  filter->reading = NULL;
  filter->value = (sse_str){0};
  sse_buffer_reset(&filter->site);
  sse_buffer_reset(&filter->wanted);
  sse_buffer_reset(&filter->words);
  return status;
}

void filters_free(struct filter *filter) {
  if (!filter) return;
  free(filter->allowed);
  item_set_reset(&filter->rows);
  free(filter);
}
