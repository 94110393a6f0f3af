/* Maps settings to fields by a table of names. The date of a change is not a date of publication, and the
 * name of a file is not a title; such names are in the table too, so that no other table misinterprets them.
 * For names that are not in it, source/fields.h is used, which also has other languages. */
#include "source/format/setting_fields.h"
#include "base/url.h"
#include "source/account.h"
#include "source/authors.h"
#include "source/drafts.h"
#include "source/page/html.h"

#include <string.h>

/* Names in lower case without _ and -. */
static const struct {
  const char *name;
  field field;
  int rank; /* above 0 */
} names[] = {
    {"title", FIELD_TITLE, 9},
    {"headline", FIELD_TITLE, 8},
    {"date", FIELD_DATE, 9},
    {"publishdate", FIELD_DATE, 8},
    {"pubdate", FIELD_DATE, 8},
    {"datepublished", FIELD_DATE, 8},
    {"publisheddate", FIELD_DATE, 8},
    {"publishedat", FIELD_DATE, 8},
    {"publicationdate", FIELD_DATE, 8},
    {"published", FIELD_DATE, 7},
    {"posted", FIELD_DATE, 7},
    {"postdate", FIELD_DATE, 7},
    {"created", FIELD_DATE, 4},
    {"createdat", FIELD_DATE, 4},
    {"datecreated", FIELD_DATE, 4},
    {"creationdate", FIELD_DATE, 4},
    {"tags", FIELD_TAGS, 1},
    {"tag", FIELD_TAGS, 1},
    {"categories", FIELD_TAGS, 1},
    {"category", FIELD_TAGS, 1},
    {"keywords", FIELD_TAGS, 1},
    {"topics", FIELD_TAGS, 1},
    {"topic", FIELD_TAGS, 1},
    {"canonicalurl", FIELD_URL, 5},
    {"canonical", FIELD_URL, 5},
    {"url", FIELD_URL, 4},
    {"permalink", FIELD_URL, 4},
    {"originalurl", FIELD_URL, 3},
    {"sourceurl", FIELD_URL, 3},
    {"externalurl", FIELD_URL, 2},
    {"link", FIELD_URL, 2},
    {"author", FIELD_AUTHOR, 3},
    {"authors", FIELD_AUTHOR, 3},
    {"author.name", FIELD_AUTHOR, 3},
    {"authors.name", FIELD_AUTHOR, 3},
    {"byline", FIELD_AUTHOR, 2},
    {"creator", FIELD_AUTHOR, 2},
    {"publisher", FIELD_SOURCE, 3},
    {"publication", FIELD_SOURCE, 3},
    {"source", FIELD_SOURCE, 2},
    {"guid", FIELD_ID, 3},
    {"uuid", FIELD_ID, 3},
    {"id", FIELD_ID, 2},
    {"lang", FIELD_LANG, 3},
    {"language", FIELD_LANG, 2},
    {"locale", FIELD_LANG, 2},
    {"summary", FIELD_BODY, 3},
    {"excerpt", FIELD_BODY, 3},
    {"abstract", FIELD_BODY, 2},
    {"description", FIELD_BODY, 2},
    {"text", FIELD_BODY, 5},
    {"body", FIELD_BODY, 5},
    {"content", FIELD_BODY, 5},
    {"path", FIELD_NONE, 1},
    {"address", FIELD_NONE, 1},
};

/* A path below `params` and the like counts like one at the top level, but less. */
static sse_str at_top(sse_str path, bool *is_nested) {
  static const char *const tables[] = {"params.", "extra.", "taxonomies.", "taxonomy.", "meta.", "metadata."};
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
    if ((*is_nested = sse_str_begins(path, tables[i])))
      return sse_str_part(path, strlen(tables[i]), path.length);
  return path;
}

/* The owner of a path to a name: "tags" for "tags.name". None if the path is to something else. */
static sse_str owner_of(sse_str path) {
  static const char *const parts[] = {".name", ".label", ".title"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (sse_str_ends(path, parts[i])) return sse_str_part(path, 0, path.length - strlen(parts[i]));
  return (sse_str){0};
}

static field field_of(sse_str path, int *rank) {
  enum { CLEAR = 7 }; /* a rank: `data` or `updated` of site generators are not what they are in tables */
  *rank = 1;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (!fields_is_name(path, names[i].name, "_-")) continue;
    *rank = names[i].rank;
    return names[i].field;
  }
  struct field_rule rule = fields_rule(path);
  if (rule.rank >= CLEAR) return rule.field;
  sse_str owner = owner_of(path); /* a tag may be a table */
  return owner.length > 0 && field_of(owner, rank) == FIELD_TAGS ? FIELD_TAGS : FIELD_NONE;
}

/* Returns true for Eleventy's words for the date of the file. */
static bool is_day_of_file(sse_str value) {
  static const char *const words[] = {"created", "last modified", "git created", "git last modified", NULL};
  return sse_str_is_any(value, words);
}

/* Returns true for a web address, or a path on the site. Patterns of programs are neither. */
static bool is_address(sse_str value) {
  if (sse_url_is_web(value)) return true;
  return value.length > 1 && value.data[0] == '/' && !memchr(value.data, ':', value.length) &&
         !memchr(value.data, '{', value.length);
}

/* Takes a tag. Tags in one text are split later, when their separator is known. */
static void take_tag(struct setting_fields *taken, sse_str value, bool is_entry) {
  if (is_entry) {
    fields_add_tag(taken->fields, value);
  } else {
    sse_buffer_append_str(&taken->tags, value);
    sse_buffer_append_text(&taken->tags, "\n");
  }
}

/* Counts text that people wrote in a setting without a field. */
static void count_loss(const struct setting_fields *taken, sse_str path, sse_str value) {
  sse_date day;
  bool is_lost = fields_is_prose(value) && !sse_url_is_web(value) && !source_date_read(value, &day);
  if (is_lost) account_lose(taken->account, SOURCE_NOT_TAKEN, path, NULL);
}

static void take_summary(struct setting_fields *taken, int rank, sse_str path, sse_str value) {
  if (rank <= taken->ranks[FIELD_BODY]) {
    count_loss(taken, path, value);
    return;
  }
  count_loss(taken, sse_buffer_str(&taken->summary_path), sse_buffer_str(&taken->summary));
  taken->ranks[FIELD_BODY] = rank;
  sse_buffer_clear(&taken->summary);
  sse_buffer_clear(&taken->summary_path);
  sse_buffer_append_str(&taken->summary, value);
  sse_buffer_append_str(&taken->summary_path, path);
}

static void take_field(struct setting_fields *taken, field which, int rank, sse_str value) {
  sse_buffer *raw = &taken->fields->raw[which];
  sse_date day;
  bool is_path = which == FIELD_URL && !sse_url_is_web(value);
  if (which == FIELD_URL && !is_address(value)) return;
  if (which == FIELD_DATE && is_day_of_file(value)) return;
  if (which == FIELD_DATE && !taken->is_escaped && !source_date_read(value, &day)) rank = 1;
  if (is_path) rank = 1;
  if (rank <= taken->ranks[which]) return;
  taken->ranks[which] = rank;
  sse_buffer_clear(raw);
  sse_buffer_append_str(raw, value);
}

/* Returns true for lines with bullets, as authors have in reStructuredText: "- Ann Smith". */
static bool is_bullets(sse_str value) {
  return value.length > 2 && (value.data[0] == '-' || value.data[0] == '*') && sse_is_space(value.data[1]);
}

static void take_value(struct setting_fields *taken, sse_str path, sse_str value, bool is_entry) {
  bool is_nested;
  int rank;
  sse_str name = at_top(path, &is_nested);
  if (sse_str_is(name, "layout") && value.length > 0 && !memchr(value.data, '.', value.length))
    taken->splits_at_spaces = true;
  if (sse_str_is(name, "generator") && sse_str_is(value, "pandoc")) taken->is_escaped = true;
  if (value.length == 0 || drafts_take(taken->fields, name, value)) return;
  field which = field_of(name, &rank);
  if (which == FIELD_SOURCE && sse_url_is_web(value)) which = FIELD_URL;
  if (which == FIELD_TAGS) {
    take_tag(taken, value, is_entry);
  } else if (which == FIELD_AUTHOR) {
    authors_offer(taken->fields, &taken->ranks[FIELD_AUTHOR], 2 * rank + !is_nested, value, FIELD_IS_ANY);
  } else if (which == FIELD_BODY) {
    take_summary(taken, 2 * rank + !is_nested, path, value);
  } else if (which != FIELD_NONE && which != FIELD_PATH) {
    take_field(taken, which, 2 * rank + !is_nested, value);
  } else {
    count_loss(taken, path, value);
  }
}

static void take(void *context, sse_str path, sse_str value, bool is_entry) {
  sse_str line;
  int rank;
  bool is_nested;
  value = sse_str_trim(value);
  field which = is_bullets(value) ? field_of(at_top(path, &is_nested), &rank) : FIELD_NONE;
  if (which != FIELD_AUTHOR && which != FIELD_TAGS) {
    take_value(context, path, value, is_entry);
    return;
  }
  for (size_t position = 0; sse_str_next(value, '\n', &position, &line);) {
    line = sse_str_trim(line);
    if (is_bullets(line)) line = sse_str_trim(sse_str_part(line, 1, line.length));
    take_value(context, path, line, true);
  }
}

static void lose(void *context, sse_str path) {
  const struct setting_fields *taken = context;
  int rank;
  bool is_nested;
  if (field_of(at_top(path, &is_nested), &rank) != FIELD_NONE)
    account_lose(taken->account, SOURCE_DROPPED, path, "cannot be read completely");
}

settings_sink setting_fields_sink(struct setting_fields *taken) {
  return (settings_sink){taken, take, lose};
}

/* ---- After the last setting ---------------------------------------------------------------------- */

/* Splits tags in one text at commas or, if there are none, at spaces, as Jekyll does. */
static void split_tags(struct setting_fields *taken) {
  sse_str line, tag;
  for (size_t at = 0; sse_str_next(sse_buffer_str(&taken->tags), '\n', &at, &line);) {
    char separator = '\n';
    if (taken->splits_at_spaces) separator = ' ';
    if (memchr(line.data, ';', line.length)) separator = ';';
    if (memchr(line.data, ',', line.length)) separator = ',';
    for (size_t position = 0; sse_str_next(line, separator, &position, &tag);)
      fields_add_tag(taken->fields, tag);
  }
}

/* Removes the backslashes before punctuation. */
static void unescape(sse_buffer *text) {
  size_t length = 0;
  for (size_t i = 0; i < text->length; i++) {
    bool is_escape = text->data[i] == '\\' && i + 1 < text->length &&
                     strchr("\\`*_{}[]()#+-.!<>|~$^'\"@", text->data[i + 1]);
    if (is_escape) i++;
    text->data[length++] = text->data[i];
  }
  text->length = length;
  if (text->data) text->data[length] = '\0';
}

/* Removes the brackets that Org puts around a date. */
static void trim_brackets(sse_buffer *date) {
  size_t start = 0;
  while (start < date->length && strchr("<[ ", date->data[start]))
    start++;
  while (date->length > start && strchr(">] ", date->data[date->length - 1]))
    date->length--;
  date->length -= start;
  if (date->data) memmove(date->data, date->data + start, date->length);
  if (date->data) date->data[date->length] = '\0';
}

/* Titles in Jekyll and others may contain HTML; `Vec<T>` does not. */
static sse_status shown_title(sse_buffer *title, sse_error *err) {
  const char *data = title->data;
  sse_buffer shown = {0};
  bool has_tag = data && (strstr(data, "</") || strcasestr(data, "<br"));
  bool has_name = data && !strchr(data, '<') && strchr(data, '&') && strchr(data, ';');
  if (!has_tag && !has_name) return SSE_OK;
  sse_status status = html_text(sse_buffer_str(title), &shown, err);
  sse_buffer_clear(title);
  sse_buffer_append_str(title, sse_buffer_str(&shown));
  sse_buffer_reset(&shown);
  return status;
}

/* Makes the summary the body of an item without one; otherwise counts it if it says more than the body. */
static void take_summary_as_text(struct setting_fields *taken) {
  sse_buffer *text = &taken->fields->raw[FIELD_BODY];
  sse_str summary = sse_buffer_str(&taken->summary);
  if (sse_str_trim(sse_buffer_str(text)).length == 0) {
    sse_buffer_append_str(text, summary);
  } else if (summary.length > 0 && !memmem(text->data, text->length, summary.data, summary.length)) {
    count_loss(taken, sse_buffer_str(&taken->summary_path), summary);
  }
}

sse_status setting_fields_end(struct setting_fields *taken, sse_error *err) {
  sse_buffer *raw = taken->fields->raw;
  split_tags(taken);
  if (taken->is_escaped) {
    unescape(&raw[FIELD_TITLE]);
    unescape(&raw[FIELD_AUTHOR]);
    unescape(&raw[FIELD_DATE]);
    trim_brackets(&raw[FIELD_DATE]);
  }
  sse_status status = shown_title(&raw[FIELD_TITLE], err);
  if (!status) take_summary_as_text(taken);
  bool has_failed = taken->tags.failed || taken->summary.failed || taken->summary_path.failed;
  if (!status && has_failed) status = sse_fail_memory(err);
  sse_buffer_reset(&taken->tags);
  sse_buffer_reset(&taken->summary);
  sse_buffer_reset(&taken->summary_path);
  return status;
}
