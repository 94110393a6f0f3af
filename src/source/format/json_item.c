/* The members of an object, one by one: texts, lists of them, and objects that stand for one text.
 * Which member of an object is its text depends on what it is for: of a tag the name, of a date its parts.
 * What no field is for and has text is added too, so that it is counted. */
#include "source/format/json_item.h"
#include "source/format/json_openalex.h"
#include "source/format/json_text.h"
#include "source/format/rich_text.h"

#include <stdlib.h>
#include <string.h>

enum { LISTS_MOST = 8, INNER_MOST = 3 /* in one another */ };

/* ---- Objects that are one text ------------------------------------------------------------------- */

/* The members that objects have their text in, the best first. */
static const char *const words[] = {"rendered", "value", "processed", "text", "#text", "_text",
                                    "$t",       "$",     "@value",    "main", "name",  "title",
                                    "html",     "plain", "content",   NULL};
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

/* The value in an object, or in objects in it, that is its text; NULL for none. */
static const json_t *inner_text(const json_t *value, field which, int depth) {
  const char *const *keys = keys_of(which);
  if (!json_is_object(value)) return has_text(value) ? value : NULL;
  const json_t *own = which == FIELD_TAGS ? json_object_get(value, "value") : NULL;
  if (json_is_string(own) && has_text(own)) return own; /* its name may be of its kind, as "persons" */
  for (size_t i = 0; keys[i] && depth < 3; i++) {
    const json_t *found = inner_text(json_object_get(value, keys[i]), which, depth + 1);
    if (found) return found;
  }
  return NULL;
}

/* A number of a date in parts: 0 where there is none, -1 where something else is there. Citeproc has them as
 * numbers or as text. */
static int part_of(const json_t *part) {
  if (!part || json_is_null(part)) return 0;
  long long number = json_integer_value(part);
  char *end = NULL;
  if (json_is_string(part)) number = strtoll(json_string_value(part), &end, 10);
  if (end && *end) return -1;
  return number >= 0 && number <= 9999 ? (int)number : -1;
}

/* The date that has its parts one by one: CSL's {"date-parts": [[2023, 7, 25]]}, {"year": 2023, "month": 7,
 * "day": 25}, or the list [2023, 7, 25] with a time or without. Of no year for anything else. */
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

/* The first of an object's members with one of those names that has a text, whatever its case. */
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

/* Adds a name that an object has in two parts, as libraries write it: CSL's {"family": "Smith", "given":
 * "Ann"}, Zotero's lastName, schema.org's familyName; or CSL's name of a body, {"literal": "Food and Farms"}.
 */
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

/* True for an editor or a translator among creators (Zotero). */
static bool is_other_creator(const json_t *value) {
  const char *kind = json_string_value(json_object_get(value, "creatorType"));
  return kind && strcasecmp(kind, "author") != 0;
}

/* ---- ActivityStreams ------------------------------------------------------------------------------ */

/* What stands among the tags of a note and is none, and what activities share that others wrote. */
static const char *const mentions[] = {"Mention", "Emoji", NULL};
static const char *const shares[] = {"Announce", "Like", "Follow", "Undo", "Add", "Remove", "Delete", NULL};

static bool is_of_type(const json_t *value, const char *const *types) {
  const char *type = json_string_value(json_object_get(value, "type"));
  for (size_t i = 0; type && types[i]; i++)
    if (strcmp(type, types[i]) == 0) return true;
  return false;
}

const char *json_item_other(const json_t *object) {
  static const char *const around[] = {"WebSite", "Organization", "NewsMediaOrganization", "Corporation",
                                       "Person",  "ImageObject",  "BreadcrumbList",        "SearchAction"};
  const char *type = json_string_value(json_object_get(object, "@type"));
  for (size_t i = 0; type && i < sizeof around / sizeof *around; i++)
    if (strcmp(type, around[i]) == 0) return around[i];
  return is_of_type(object, shares) && json_is_string(json_object_get(object, "object")) ? "share" : NULL;
}

/* ---- Members ------------------------------------------------------------------------------------- */

static void add_members(struct record *record, const struct reader *reader, const json_t *object, int depth);

/* The member of an exported item that says what its index knew of it. */
static const char provenance[] = "ssesearch";

void json_item_append_provenance(const json_t *object, sse_buffer *out) {
  const json_t *value = json_object_get(object, provenance);
  if (!json_is_object(value)) return;
  char *text = json_dumps(value, JSON_COMPACT);
  if (text) sse_buffer_append_text(out, text);
  if (!text) out->failed = true;
  free(text);
}

/* Adds an element of a list, or a value alone, as it is. */
static bool add_text(struct record *record, sse_str name, struct field_rule rule, const json_t *value) {
  if (rule.field == FIELD_DATE && add_date_parts(record, name, rule, value)) return true;
  if (rule.field == FIELD_TAGS && is_of_type(value, mentions)) return true;
  if (rule.field == FIELD_AUTHOR && is_other_creator(value)) rule.field = FIELD_NONE;
  if (rule.field == FIELD_AUTHOR && add_parts_of_name(record, name, rule, value)) return true;
  const json_t *text = inner_text(value, rule.field, 0);
  bool is_number = rule.field == FIELD_TAGS && json_is_number(text); /* the id of a tag */
  if (is_number) rule.field = FIELD_NONE;
  if (!text) return false;
  char digits[32];
  record_add(record, name, rule, json_text_of(text, digits));
  return true;
}

/* True for pieces of one running text, between which nothing belongs, as Telegram exports what has links in
 * it: texts and objects, and white space where one text meets another. Paragraphs have none there. */
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

/* Appends the texts of a list to one, a line each where they are not its pieces; those of lists in it too. */
static void append_list(const json_t *list, field which, int depth, sse_buffer *out) {
  size_t i;
  json_t *element;
  bool are_pieces = is_running(list);
  json_array_foreach((json_t *)list, i, element) {
    char digits[32];
    if (json_is_array(element) && depth < LISTS_MOST) append_list(element, which, depth + 1, out);
    const json_t *value = are_pieces && json_is_string(element) ? element : inner_text(element, which, 0);
    sse_str text = json_text_of(value, digits);
    if (text.length > 0 && out->length > 0 && !are_pieces) sse_buffer_append_text(out, "\n");
    sse_buffer_append_str(out, text);
  }
}

/* Adds the address of the item among its links, of which others lead to its comments, its feed or its sound
 * (feedparser, and Atom as JSON): the one that is an alternate, or says nothing. */
static bool add_link_of_list(struct record *record, sse_str name, const json_t *list) {
  const struct field_rule rule = fields_rule(sse_str_of("link"));
  size_t i;
  json_t *element;
  json_array_foreach((json_t *)list, i, element) {
    const char *rel = json_string_value(json_object_get(element, "rel"));
    bool is_one = json_is_object(element) && (!rel || strcmp(rel, "alternate") == 0);
    if (is_one && add_text(record, name, rule, element)) return true;
  }
  return false;
}

/* Adds a text that is a tree; false for what is none. */
static bool add_tree(struct record *record, sse_str name, struct field_rule rule, const json_t *value) {
  sse_buffer text = {0};
  bool is_text = rule.field == FIELD_BODY || rule.field == FIELD_TITLE;
  bool is_one = is_text && rich_text_append(value, &text);
  if (is_one) record_add(record, name, rule, sse_buffer_str(&text));
  record->failed = record->failed || text.failed;
  sse_buffer_reset(&text);
  return is_one;
}

/* Adds a list: of tags and authors each, of a text all in one, of others the first that says something. */
static bool add_list(struct record *record, sse_str name, struct field_rule rule, const json_t *list) {
  size_t i;
  json_t *element;
  sse_buffer all = {0};
  bool added = false;
  if (rule.field == FIELD_DATE && add_date_parts(record, name, rule, list)) return true;
  if (!is_running(list) && add_tree(record, name, rule, list)) return true;
  if (rule.field == FIELD_BODY || rule.field == FIELD_NONE) {
    append_list(list, rule.field, 0, &all);
    if (all.length > 0) record_add(record, name, rule, sse_buffer_str(&all));
    added = all.length > 0;
    record->failed = record->failed || all.failed;
    sse_buffer_reset(&all);
    return added;
  }
  bool adds_up = rule.field == FIELD_TAGS || rule.field == FIELD_AUTHOR;
  if (rule.field != FIELD_AUTHOR) rule.form = FIELD_IS_PLAIN; /* a tag with a comma is one */
  json_array_foreach((json_t *)list, i, element) {
    if (added && !adds_up) break;
    added = add_text(record, name, rule, element) || added;
  }
  return added;
}

/* True for the objects that programs put the fields of an item in. */
static bool is_inner(const char *key) {
  static const char *const inner[] = {"attributes", "fields",     "data",  "object", "_source", "node",
                                      "article",    "post",       "item",  "doc",    "record",  "story",
                                      "entry",      "properties", "tweet", "snippet"};
  for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
    if (strcasecmp(key, inner[i]) == 0) return true;
  return false;
}

/* Adds what JSON:API and Drupal have in objects of their own: links.self, path.alias. */
static bool add_link(struct record *record, sse_str name, const json_t *object, const char *key,
                     const char *meaning) {
  const json_t *value = json_object_get(object, key);
  return json_is_object(object) && value && add_text(record, name, fields_rule(sse_str_of(meaning)), value);
}

static void add_object(struct record *record, const struct reader *reader, const char *key,
                       struct field_rule rule, const json_t *object, int depth) {
  sse_str name = sse_str_of(key);
  if (is_inner(key) && depth < INNER_MOST) { /* _source is not a source, nor data a date */
    add_members(record, reader, object, depth + 1);
    return;
  }
  if (add_tree(record, name, rule, object)) return;
  if (rule.field != FIELD_NONE && rule.field != FIELD_PATH && add_text(record, name, rule, object)) return;
  if (strcmp(key, "path") == 0 && add_link(record, name, object, "alias", "pathalias")) return;
  if (strcmp(key, "links") == 0 && add_link(record, name, object, "self", "linksself")) return;
  if (json_object_size(object) > 0)
    record_add(record, name, (struct field_rule){.field = FIELD_NONE}, sse_str_of("{}"));
}

/* True where the person named a key inside of this one. */
static bool is_mapped(const struct reader *reader, const char *key) {
  const source_names *said = &reader->options->names;
  size_t length = strlen(key);
  for (size_t i = 0; i < SOURCE_NAME_COUNT; i++)
    if (said->of[i] && strncmp(said->of[i], key, length) == 0 && said->of[i][length] == '.') return true;
  return false;
}

static void add_member(struct record *record, const struct reader *reader, const char *key,
                       const json_t *value, int depth) {
  struct field_rule rule = record_rule(reader, sse_str_of(key));
  sse_str name = sse_str_of(key);
  bool added = true;
  if (json_is_object(value)) {
    add_object(record, reader, key, rule, value, depth);
  } else if (json_is_array(value)) {
    bool is_links = rule.field == FIELD_URL || strcmp(key, "links") == 0;
    added = (is_links && add_link_of_list(record, name, value)) || add_list(record, name, rule, value) ||
            json_array_size(value) == 0;
  } else {
    char digits[32];
    if (rule.field == FIELD_TAGS && json_is_number(value)) rule.field = FIELD_NONE;
    sse_str text = json_text_of(value, digits);
    if (json_is_boolean(value)) text = sse_str_of(json_is_true(value) ? "true" : "false");
    record_add(record, name, rule, text);
  }
  if (!added) record_add(record, name, (struct field_rule){.field = FIELD_NONE}, sse_str_of("[]"));
}

static void add_members(struct record *record, const struct reader *reader, const json_t *object, int depth) {
  const char *key;
  json_t *value;
  /* What our own lists have beside it says when a run changed the item, not when it was published. */
  const bool has_seen = json_object_get(object, "first_seen") != NULL;
  json_object_foreach((json_t *)object, key, value) {
    if (has_seen && strcmp(key, "changed") == 0) continue;
    bool is_read = strcmp(key, provenance) == 0 || is_mapped(reader, key) || json_openalex_reads(key, value);
    if (depth == 0 && is_read) continue;
    add_member(record, reader, key, value, depth);
  }
}

/* ---- What the person named ----------------------------------------------------------------------- */

/* The value at a path of keys with dots between; NULL for none. A number is an element of a list. */
static const json_t *value_at(const json_t *value, sse_str path) {
  sse_str key;
  for (size_t position = 0; value && sse_str_next(path, '.', &position, &key);) {
    char name[128];
    (void)snprintf(name, sizeof name, "%.*s", (int)(key.length < sizeof name ? key.length : sizeof name - 1),
                   key.data);
    value =
        json_is_array(value) ? json_array_get(value, strtoul(name, NULL, 10)) : json_object_get(value, name);
  }
  return value;
}

static void add_mapped(struct record *record, const struct reader *reader, const json_t *object) {
  const source_names *said = &reader->options->names;
  for (size_t i = 0; i < SOURCE_NAME_COUNT; i++) {
    sse_str name = sse_str_of(said->of[i]);
    if (name.length == 0 || !memchr(name.data, '.', name.length)) continue;
    const json_t *value = value_at(object, name);
    struct field_rule rule = record_rule(reader, name);
    if (json_is_array(value)) {
      (void)add_list(record, name, rule, value);
    } else if (value) {
      (void)add_text(record, name, rule, value);
    }
  }
}

/* True for a key of an object or of one that its fields are in. */
static bool has_key(const json_t *object, const char *wanted, int depth) {
  const char *key;
  json_t *value;
  if (json_object_get(object, wanted)) return true;
  json_object_foreach((json_t *)object, key, value) {
    if (depth < INNER_MOST && is_inner(key) && has_key(value, wanted, depth + 1)) return true;
  }
  return false;
}

void json_item_note_names(const struct reader *reader, const json_t *object, bool found[SOURCE_NAME_COUNT]) {
  for (size_t i = 0; i < SOURCE_NAME_COUNT; i++) {
    const char *wanted = reader->options->names.of[i];
    if (wanted && !found[i]) found[i] = has_key(object, wanted, 0) || value_at(object, sse_str_of(wanted));
  }
}

/* True for what --print and --export write: its texts are plain, whatever they look like. */
static bool is_own(const json_t *object) {
  static const char *const keys[] = {"id", "title", "text", "date", "url", "source", "lang", "tags", "path"};
  enum { KEYS = sizeof keys / sizeof *keys };
  static const char *const more[] = {"authors", "in_reply_to"};
  size_t count = KEYS;
  for (size_t i = 0; i < sizeof more / sizeof *more; i++)
    if (json_object_get(object, more[i])) count++;
  bool has_all = json_object_size(object) == count;
  for (size_t i = 0; i < KEYS; i++)
    has_all = has_all && json_object_get(object, keys[i]);
  return has_all || json_is_object(json_object_get(object, provenance));
}

/* True where a value names all the world as those it is for (ActivityPub, 5.6). */
static bool names_public(const json_t *value) {
  size_t count = json_is_array(value) ? json_array_size(value) : 1;
  for (size_t i = 0; i < count; i++) {
    const json_t *element = json_is_array(value) ? json_array_get(value, i) : value;
    sse_str name = sse_str_of(json_string_value(element));
    if (sse_str_ends(name, "#Public") || sse_str_is(name, "as:Public") || sse_str_is(name, "Public"))
      return true;
  }
  return false;
}

/* Notes an activity that is for some only: it is a letter and not news. */
static void add_audience(struct record *record, const json_t *object) {
  static const char *const kinds[] = {"Create", "Note", "Article", "Announce", NULL};
  const json_t *to = json_object_get(object, "to"), *cc = json_object_get(object, "cc");
  bool is_for_some = (to || cc) && !names_public(to) && !names_public(cc);
  if (is_for_some && is_of_type(object, kinds))
    record_add(record, sse_str_of("visibility"), (struct field_rule){.field = FIELD_NONE},
               sse_str_of("private"));
}

/* Notes what Strapi made and has not published, and what WordPress shows for a password only (REST API). */
static void add_state(struct record *record, const json_t *object) {
  static const char *const pairs[][2] = {{"publishedAt", "createdAt"}, {"published_at", "created_at"}};
  const struct field_rule none = {.field = FIELD_NONE};
  bool is_draft = false;
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    const json_t *published = json_object_get(object, pairs[i][0]);
    is_draft = is_draft || (json_is_null(published) && json_object_get(object, pairs[i][1]));
  }
  if (is_draft) record_add(record, sse_str_of("draft"), none, sse_str_of("true"));
  if (json_is_true(json_object_get(json_object_get(object, "content"), "protected")))
    record_add(record, sse_str_of("visibility"), none, sse_str_of("private"));
}

/* Adds the authors and tags of which the item itself has only the numbers (WordPress, REST API with _embed):
 * tags are in a list for each taxonomy. */
static void add_embedded(struct record *record, const json_t *object) {
  static const char name[] = "_embedded.author", terms_name[] = "_embedded.wp:term";
  const json_t *authors = value_at(object, sse_str_of(name));
  const json_t *lists = value_at(object, sse_str_of(terms_name)), *terms;
  const struct field_rule rule = {FIELD_AUTHOR, 5, FIELD_IS_ANY}, tag = {FIELD_TAGS, 1, FIELD_IS_PLAIN};
  size_t i;
  if (json_is_array(authors)) (void)add_list(record, sse_str_of(name), rule, authors);
  json_array_foreach(lists, i, terms) {
    if (json_is_array(terms)) (void)add_list(record, sse_str_of(terms_name), tag, terms);
  }
}

void json_item_add_author_of_feed(struct record *record, const json_t *head) {
  static const char *const keys[] = {"authors", "author"}; /* of version 1.1, and of 1 */
  const struct field_rule rule = {FIELD_AUTHOR, 1, FIELD_IS_ANY};
  const char *title = json_string_value(json_object_get(head, "title"));
  const json_t *author = NULL;
  for (size_t i = 0; i < sizeof keys / sizeof *keys && !author; i++) {
    author = json_object_get(head, keys[i]);
    if (json_is_array(author)) author = json_array_size(author) == 1 ? json_array_get(author, 0) : NULL;
  }
  const json_t *name = inner_text(author, FIELD_AUTHOR, 0);
  bool is_publisher = title && json_is_string(name) && strcasecmp(json_string_value(name), title) == 0;
  if (author && !is_publisher) (void)add_text(record, sse_str_of("author of the feed"), rule, author);
}

void json_item_add(struct record *record, const struct reader *reader, const json_t *object) {
  /* Drupal has the path of a page, and only its own address with the site */
  const json_t *self = inner_text(json_object_get(json_object_get(object, "links"), "self"), FIELD_URL, 0);
  record->is_plain = is_own(object);
  if (!record->base && json_is_string(self)) record->base = json_string_value(self);
  add_audience(record, object);
  add_state(record, object);
  add_mapped(record, reader, object);
  add_embedded(record, object);
  json_openalex_add(record, object);
  add_members(record, reader, object, 0);
}
