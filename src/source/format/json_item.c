/* Adds the members of an object, and of the objects in it that hold the fields of an item. Configured names
 * are looked up in it, as is the audience of an activity. Text that belongs to no field is added as well, so
 * that it is counted. */
#include "source/format/json_item.h"
#include "source/format/json_openalex.h"
#include "source/format/json_text.h"
#include "source/format/json_value.h"

#include <stdlib.h>
#include <string.h>

enum { INNER_MOST = 3 /* levels of nesting */ };

/* ---- ActivityStreams ------------------------------------------------------------------------------ */

/* Activities that share what others wrote. */
static const char *const shares[] = {"Announce", "Like", "Follow", "Undo", "Add", "Remove", "Delete", NULL};

const char *json_item_other(const json_t *object) {
  static const char *const around[] = {"WebSite", "Organization", "NewsMediaOrganization", "Corporation",
                                       "Person",  "ImageObject",  "BreadcrumbList",        "SearchAction"};
  const char *type = json_string_value(json_object_get(object, "@type"));
  for (size_t i = 0; type && i < sizeof around / sizeof *around; i++)
    if (strcmp(type, around[i]) == 0) return around[i];
  return json_value_is_of_type(object, shares) && json_is_string(json_object_get(object, "object")) ? "share"
                                                                                                    : NULL;
}

/* ---- Members ------------------------------------------------------------------------------------- */

static void add_members(struct record *record, const struct reader *reader, const json_t *object, int depth);

/* The member of an exported item that holds its provenance. */
static const char provenance[] = "ssesearch";

void json_item_append_provenance(const json_t *object, sse_buffer *out) {
  const json_t *value = json_object_get(object, provenance);
  if (!json_is_object(value)) return;
  char *text = json_dumps(value, JSON_COMPACT);
  if (text) sse_buffer_append_text(out, text);
  if (!text) out->failed = true;
  free(text);
}

/* Returns true for the names of objects in which programs put the fields of an item. */
static bool is_inner(const char *key) {
  static const char *const inner[] = {"attributes", "fields",     "data",  "object", "_source", "node",
                                      "article",    "post",       "item",  "doc",    "record",  "story",
                                      "entry",      "properties", "tweet", "snippet"};
  for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
    if (strcasecmp(key, inner[i]) == 0) return true;
  return false;
}

/* Adds what JSON:API and Drupal have in separate objects: links.self, path.alias. */
static bool add_link(struct record *record, sse_str name, const json_t *object, const char *key,
                     const char *meaning) {
  const json_t *value = json_object_get(object, key);
  return json_is_object(object) && value &&
         json_value_add(record, name, fields_rule(sse_str_of(meaning)), value);
}

static void add_object(struct record *record, const struct reader *reader, const char *key,
                       struct field_rule rule, const json_t *object, int depth) {
  sse_str name = sse_str_of(key);
  if (is_inner(key) && depth < INNER_MOST) { /* _source is not a source, and data is not a date */
    add_members(record, reader, object, depth + 1);
    return;
  }
  if (json_value_add_tree(record, name, rule, object)) return;
  if (rule.field != FIELD_NONE && rule.field != FIELD_PATH && json_value_add(record, name, rule, object))
    return;
  if (strcmp(key, "path") == 0 && add_link(record, name, object, "alias", "pathalias")) return;
  if (strcmp(key, "links") == 0 && add_link(record, name, object, "self", "linksself")) return;
  if (json_object_size(object) > 0)
    record_add(record, name, (struct field_rule){.field = FIELD_NONE}, sse_str_of("{}"));
}

/* Returns true if the user configured a key within this one. */
static bool is_mapped(const struct reader *reader, const char *key) {
  const source_names *said = &reader->options->names;
  size_t length = strlen(key);
  for (size_t i = 0; i < SOURCE_NAME_COUNT; i++)
    if (said->of[i] && strncmp(said->of[i], key, length) == 0 && said->of[i][length] == '.') return true;
  return false;
}

/* Members without a field may say whether an item is public, and may be wrapped like Drupal's fields:
 * [{"value": false}]. */
static const json_t *unwrapped(const json_t *value) {
  const json_t *one = json_array_size(value) == 1 ? json_array_get(value, 0) : value;
  const json_t *inner = json_object_get(one, "value");
  return inner && !json_is_object(inner) && !json_is_array(inner) ? inner : value;
}

static void add_member(struct record *record, const struct reader *reader, const char *key,
                       const json_t *value, int depth) {
  struct field_rule rule = record_rule(reader, sse_str_of(key));
  sse_str name = sse_str_of(key);
  bool added = true;
  if (rule.field == FIELD_NONE) value = unwrapped(value);
  if (rule.field == FIELD_TAGS || rule.field == FIELD_AUTHOR) value = json_value_related(value);
  if (json_is_object(value)) {
    add_object(record, reader, key, rule, value, depth);
  } else if (json_is_array(value)) {
    bool is_links = rule.field == FIELD_URL || strcmp(key, "links") == 0;
    added = (is_links && json_value_add_link(record, name, value)) ||
            json_value_add_list(record, name, rule, value) || json_array_size(value) == 0;
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
  /* `changed` next to first_seen is in our own lists: it says when a run changed the item, not when it was
   * published. */
  const bool has_seen = json_object_get(object, "first_seen") != NULL;
  json_object_foreach((json_t *)object, key, value) {
    if (has_seen && strcmp(key, "changed") == 0) continue;
    bool is_read = strcmp(key, provenance) == 0 || is_mapped(reader, key) || json_openalex_reads(key, value);
    if (depth == 0 && is_read) continue;
    add_member(record, reader, key, value, depth);
  }
}

/* ---- Configured names ---------------------------------------------------------------------------- */

/* The value at a path of keys separated by dots; NULL for none. A number is the index of a list element. */
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
      (void)json_value_add_list(record, name, rule, value);
    } else if (value) {
      (void)json_value_add(record, name, rule, value);
    }
  }
}

/* Returns true if an object, or an inner one that holds its fields, has the key. */
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

/* Returns true for items written by --print and --export, whose texts are plain, whatever they look like. */
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

/* Returns true if a value addresses the public (ActivityPub, 5.6). */
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

/* Marks an activity with a limited audience as private: it is a letter and not news. */
static void add_audience(struct record *record, const json_t *object) {
  static const char *const kinds[] = {"Create", "Note", "Article", "Announce", NULL};
  const json_t *to = json_object_get(object, "to"), *cc = json_object_get(object, "cc");
  bool is_for_some = (to || cc) && !names_public(to) && !names_public(cc);
  if (is_for_some && json_value_is_of_type(object, kinds))
    record_add(record, sse_str_of("visibility"), (struct field_rule){.field = FIELD_NONE},
               sse_str_of("private"));
}

/* Marks what Strapi and Sanity have not published yet, and what WordPress shows only with a password (REST
 * API). */
static void add_state(struct record *record, const json_t *object) {
  static const char *const pairs[][2] = {{"publishedAt", "createdAt"}, {"published_at", "created_at"}};
  const struct field_rule none = {.field = FIELD_NONE};
  const char *id = json_string_value(json_object_get(object, "_id"));
  bool is_draft = id && strncmp(id, "drafts.", strlen("drafts.")) == 0; /* Sanity */
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    const json_t *published = json_object_get(object, pairs[i][0]);
    is_draft = is_draft || (json_is_null(published) && json_object_get(object, pairs[i][1]));
  }
  if (is_draft) record_add(record, sse_str_of("draft"), none, sse_str_of("true"));
  if (json_is_true(json_object_get(json_object_get(object, "content"), "protected")))
    record_add(record, sse_str_of("visibility"), none, sse_str_of("private"));
}

/* Adds the authors and tags for which the item itself has only ids (WordPress, REST API with _embed); there
 * is one list of tags per taxonomy. */
static void add_embedded(struct record *record, const json_t *object) {
  static const char name[] = "_embedded.author", terms_name[] = "_embedded.wp:term";
  const json_t *authors = value_at(object, sse_str_of(name));
  const json_t *lists = value_at(object, sse_str_of(terms_name)), *terms;
  const struct field_rule rule = {FIELD_AUTHOR, 5, FIELD_IS_ANY}, tag = {FIELD_TAGS, 1, FIELD_IS_PLAIN};
  const struct field_rule co_author = {FIELD_AUTHOR, 9, FIELD_IS_PLAIN}; /* Co-Authors Plus has them all */
  size_t i;
  if (json_is_array(authors)) (void)json_value_add_list(record, sse_str_of(name), rule, authors);
  json_array_foreach(lists, i, terms) {
    const json_t *kind = json_object_get(json_array_get(terms, 0), "taxonomy");
    bool is_author = json_is_string(kind) && strcmp(json_string_value(kind), "author") == 0;
    if (json_is_array(terms))
      (void)json_value_add_list(record, sse_str_of(terms_name), is_author ? co_author : tag, terms);
  }
}

void json_item_add_author_of_feed(struct record *record, const json_t *head) {
  static const char *const keys[] = {"authors", "author"}; /* of versions 1.1 and 1 */
  const struct field_rule rule = {FIELD_AUTHOR, 1, FIELD_IS_ANY};
  const char *title = json_string_value(json_object_get(head, "title"));
  const json_t *author = NULL;
  for (size_t i = 0; i < sizeof keys / sizeof *keys && !author; i++) {
    author = json_object_get(head, keys[i]);
    if (json_is_array(author)) author = json_array_size(author) == 1 ? json_array_get(author, 0) : NULL;
  }
  const json_t *name = json_value_text(author, FIELD_AUTHOR);
  bool is_publisher = title && json_is_string(name) && strcasecmp(json_string_value(name), title) == 0;
  if (author && !is_publisher) (void)json_value_add(record, sse_str_of("author of the feed"), rule, author);
}

void json_item_add(struct record *record, const struct reader *reader, const json_t *object) {
  /* Drupal gives only the path of a page; the site is in the address of the resource itself */
  const json_t *self = json_value_text(json_object_get(json_object_get(object, "links"), "self"), FIELD_URL);
  record->is_plain = is_own(object);
  if (!record->base && json_is_string(self)) record->base = json_string_value(self);
  add_audience(record, object);
  add_state(record, object);
  add_mapped(record, reader, object);
  add_embedded(record, object);
  json_openalex_add(record, object);
  add_members(record, reader, object, 0);
}
