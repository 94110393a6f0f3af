/* JSON values as values of a record: texts, lists of them, and objects that stand for one text.
 * Which member of an object is its text depends on the field: the name of a tag, the parts of a date.
 * A text may be a tree, and a list may consist of pieces of one text. */
#include "source/format/json_value.h"
#include "source/format/json_text.h"
#include "source/format/rich_text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LISTS_MOST = 8 /* levels of nesting */ };

/* ---- Objects that are one text ------------------------------------------------------------------- */

/* The members in which objects have their text, the best first. */
static const char *const words[] = {"rendered", "value", "processed", "text", "#text", "_text",
                                    "$t",       "$",     "@value",    "main", "name",  "title",
                                    "html",     "plain", "content",   "data", NULL};
static const char *const names[] = {"name", "webTitle", "label", "title", "tag",  "value",        "term",
                                    "text", "#text",    "slug",  "@id",   "code", "display_name", NULL};
static const char *const dates[] = {"date",        "$date",    "raw",    "literal", "value",   "iso",
                                    "$numberLong", "datetime", "time",   "sec",     "seconds", "_seconds",
                                    "$t",          "#text",    "@value", NULL};
static const char *const addresses[] = {"href", "url", "@id", "id", "value", "uri", "canonical", NULL};
static const char *const ids[] = {"$oid",     "$numberLong", "value", "id", "@value",
                                  "rendered", "#text",       "$t",    NULL};

static const char *const people[] = {"name",      "literal",  "display_name", "displayName", "fullName",
                                     "full_name", "original", "label",        "value",       "@value",
                                     "text",      "#text",    "rendered",     "$t",          NULL};

static const char *const *keys_of(field which) {
  switch (which) {
  case FIELD_AUTHOR:
    return people;
  case FIELD_DATE:
    return dates;
  case FIELD_URL:
    return addresses;
  case FIELD_ID:
    return ids;
  case FIELD_TITLE:
  case FIELD_BODY:
    return words;
  default:
    return names;
  }
}

static bool has_text(const json_t *value) {
  char digits[32];
  return sse_str_trim(json_text_of(value, digits)).length > 0;
}

/* The value in an object, or in objects within it, that is its text; NULL for none. */
static const json_t *inner_text(const json_t *value, field which, int depth) {
  const char *const *keys = keys_of(which);
  if (!json_is_object(value)) return has_text(value) ? value : NULL;
  const json_t *own = which == FIELD_TAGS ? json_object_get(value, "value") : NULL;
  if (json_is_string(own) && has_text(own)) return own; /* its name may be its kind, as "persons" */
  for (size_t i = 0; keys[i] && depth < 3; i++) {
    const json_t *found = inner_text(json_object_get(value, keys[i]), which, depth + 1);
    if (found) return found;
  }
  return NULL;
}

const json_t *json_value_related(const json_t *value) {
  enum { WRAPPERS_MOST = 4 };
  for (int i = 0; i < WRAPPERS_MOST && json_is_object(value); i++) {
    static const char *const wrappers[] = {"attributes", "node", "nodes", "edges", NULL};
    const json_t *inner = NULL;
    for (size_t at = 0; !inner && wrappers[at]; at++)
      inner = json_object_get(value, wrappers[at]);
    if (!inner && json_object_size(value) == 1) inner = json_object_get(value, "data");
    if (!json_is_object(inner) && !json_is_array(inner)) break;
    value = inner;
  }
  return value;
}

const json_t *json_value_text(const json_t *value, field which) {
  return inner_text(json_value_related(value), which, 0);
}

/* A numeric part of a date: 0 for none, -1 for something else. Citeproc has numbers or strings. */
static int part_of(const json_t *part) {
  if (!part || json_is_null(part)) return 0;
  long long number = json_integer_value(part);
  char *end = NULL;
  if (json_is_string(part)) number = strtoll(json_string_value(part), &end, 10);
  if (end && *end) return -1;
  return number >= 0 && number <= 9999 ? (int)number : -1;
}

/* A date in separate parts: CSL's {"date-parts": [[2023, 7, 25]]}, {"year": 2023, "month": 7, "day": 25}, or
 * the list [2023, 7, 25], with a time or without. The year is 0 for anything else. */
static sse_date parts_of_date(const json_t *value) {
  const json_t *list = json_array_get(json_object_get(value, "date-parts"), 0);
  if (json_is_array(value) && json_integer_value(json_array_get(value, 0)) > 999) list = value;
  if (list)
    return (sse_date){part_of(json_array_get(list, 0)), part_of(json_array_get(list, 1)),
                      part_of(json_array_get(list, 2))};
  return (sse_date){part_of(json_object_get(value, "year")), part_of(json_object_get(value, "month")),
                    part_of(json_object_get(value, "day"))};
}

static bool add_date_parts(struct record *record, sse_str name, struct field_rule rule, const json_t *value) {
  char written[SSE_DATE_SIZE];
  sse_date date = parts_of_date(value);
  if (!sse_date_is_valid(date)) return false;
  sse_date_format(date, written);
  record_add(record, name, rule, sse_str_of(written));
  return true;
}

/* ---- People ---------------------------------------------------------------------------------------- */

/* The text of the first of an object's members with one of these names, ignoring case. */
static sse_str member_of(const json_t *object, const char *const *keys) {
  const char *key;
  json_t *value;
  for (size_t i = 0; keys[i]; i++) {
    json_object_foreach((json_t *)object, key, value) {
      if (json_is_string(value) && json_string_length(value) > 0 && strcasecmp(key, keys[i]) == 0)
        return sse_str_of(json_string_value(value));
    }
  }
  return (sse_str){0};
}

/* Adds a name in two parts, as libraries write it: CSL's {"family": "Smith", "given": "Ann"}, Zotero's
 * lastName, schema.org's familyName; or CSL's name of an organisation, {"literal": "Food and Farms"}. */
static bool add_parts_of_name(struct record *record, sse_str name, struct field_rule rule,
                              const json_t *person) {
  static const char *const families[] = {"family", "lastName", "familyName", "last_name", NULL};
  static const char *const givens[] = {"given", "firstName", "givenName", "first_name", NULL};
  static const char *const particles[] = {"non-dropping-particle", NULL};
  static const char *const literals[] = {"literal", NULL};
  sse_str family = member_of(person, families), given = member_of(person, givens);
  sse_str particle = member_of(person, particles);
  sse_buffer whole = {0};
  if (family.length == 0) {
    family = member_of(person, literals);
    given = particle = (sse_str){0};
  }
  if (family.length == 0) return false;
  sse_buffer_append_str(&whole, particle);
  if (particle.length > 0) sse_buffer_append_text(&whole, " ");
  sse_buffer_append_str(&whole, family);
  if (given.length > 0) sse_buffer_append_text(&whole, ", ");
  sse_buffer_append_str(&whole, given);
  rule.form = FIELD_IS_PLAIN;
  record_add(record, name, rule, sse_buffer_str(&whole));
  record->failed = record->failed || whole.failed;
  sse_buffer_reset(&whole);
  return true;
}

/* Returns true for an editor or a translator among creators (Zotero). */
static bool is_other_creator(const json_t *value) {
  const char *kind = json_string_value(json_object_get(value, "creatorType"));
  return kind && strcasecmp(kind, "author") != 0;
}

/* ---- Values -------------------------------------------------------------------------------------- */

bool json_value_is_of_type(const json_t *value, const char *const *types) {
  const char *type = json_string_value(json_object_get(value, "type"));
  for (size_t i = 0; type && types[i]; i++)
    if (strcmp(type, types[i]) == 0) return true;
  return false;
}

/* Types of objects in the tags of a note that are not tags (ActivityStreams). */
static const char *const mentions[] = {"Mention", "Emoji", NULL};

bool json_value_add(struct record *record, sse_str name, struct field_rule rule, const json_t *value) {
  if (rule.field == FIELD_DATE && add_date_parts(record, name, rule, value)) return true;
  if (rule.field == FIELD_TAGS && json_value_is_of_type(value, mentions)) return true;
  if (rule.field == FIELD_AUTHOR && is_other_creator(value)) rule.field = FIELD_NONE;
  if (rule.field == FIELD_AUTHOR && add_parts_of_name(record, name, rule, value)) return true;
  const json_t *text = json_value_text(value, rule.field);
  bool is_number = rule.field == FIELD_TAGS && json_is_number(text); /* the id of a tag */
  if (is_number) rule.field = FIELD_NONE;
  if (!text) return false;
  char digits[32];
  record_add(record, name, rule, json_text_of(text, digits));
  return true;
}

/* Returns true for pieces of one running text, which are joined directly, as Telegram exports texts with
 * links: objects, and strings that begin or end in white space. Paragraphs do not. */
static bool is_running(const json_t *list) {
  size_t i;
  json_t *element;
  bool has_space = false, has_object = false;
  json_array_foreach((json_t *)list, i, element) {
    char digits[32];
    sse_str text = json_is_string(element) ? json_text_of(element, digits) : (sse_str){0};
    has_object = has_object || json_is_object(element);
    has_space = has_space ||
                (text.length > 0 && (sse_is_space(text.data[0]) || sse_is_space(text.data[text.length - 1])));
  }
  return has_space && has_object;
}

/* Appends the texts of a list, and of nested lists, one per line unless they are pieces of one text. */
static void append_list(const json_t *list, field which, int depth, sse_buffer *out) {
  size_t i;
  json_t *element;
  bool are_pieces = is_running(list);
  json_array_foreach((json_t *)list, i, element) {
    char digits[32];
    if (json_is_array(element) && depth < LISTS_MOST) append_list(element, which, depth + 1, out);
    const json_t *value = are_pieces && json_is_string(element) ? element : json_value_text(element, which);
    sse_str text = json_text_of(value, digits);
    if (text.length > 0 && out->length > 0 && !are_pieces) sse_buffer_append_text(out, "\n");
    sse_buffer_append_str(out, text);
  }
}

bool json_value_add_link(struct record *record, sse_str name, const json_t *list) {
  const struct field_rule rule = fields_rule(sse_str_of("link"));
  size_t i;
  json_t *element;
  json_array_foreach((json_t *)list, i, element) {
    const char *rel = json_string_value(json_object_get(element, "rel"));
    bool is_one = json_is_object(element) && (!rel || strcmp(rel, "alternate") == 0);
    if (is_one && json_value_add(record, name, rule, element)) return true;
  }
  return false;
}

bool json_value_add_tree(struct record *record, sse_str name, struct field_rule rule, const json_t *value) {
  sse_buffer text = {0};
  bool is_text = rule.field == FIELD_BODY || rule.field == FIELD_TITLE;
  bool is_one = is_text && rich_text_append(value, &text);
  if (is_one) record_add(record, name, rule, sse_buffer_str(&text));
  record->failed = record->failed || text.failed;
  sse_buffer_reset(&text);
  return is_one;
}

bool json_value_add_list(struct record *record, sse_str name, struct field_rule rule, const json_t *list) {
  size_t i;
  json_t *element;
  sse_buffer all = {0};
  bool added = false;
  if (rule.field == FIELD_DATE && add_date_parts(record, name, rule, list)) return true;
  if (!is_running(list) && json_value_add_tree(record, name, rule, list)) return true;
  if (rule.field == FIELD_BODY || rule.field == FIELD_NONE) {
    append_list(list, rule.field, 0, &all);
    if (all.length > 0) record_add(record, name, rule, sse_buffer_str(&all));
    added = all.length > 0;
    record->failed = record->failed || all.failed;
    sse_buffer_reset(&all);
    return added;
  }
  bool adds_up = rule.field == FIELD_TAGS || rule.field == FIELD_AUTHOR;
  if (rule.field != FIELD_AUTHOR) rule.form = FIELD_IS_PLAIN; /* a comma does not split a tag */
  json_array_foreach((json_t *)list, i, element) {
    if (added && !adds_up) break;
    added = json_value_add(record, name, rule, element) || added;
  }
  return added;
}
