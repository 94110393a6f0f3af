/* Finds the items in a JSON file: objects with a headline or a text, in an array or by name. Usual names of
 * lists are tried first, so that the comments of an article do not count. Nothing is parsed: keys and first
 * bytes of values suffice, and the text may be truncated anywhere. */
#include "source/format/json_shape.h"
#include "source/fields.h"
#include "source/format/json_text.h"

#include <string.h>

enum { LOOKED_AT = 8 /* elements or members that are examined to judge the rest */ };

/* Returns true for names of a list of items, or of an object that has one. */
static bool is_list_name(sse_str name) {
  static const char *const names[] = {
      "articles",  "items",        "entries", "posts",   "results",  "stories",      "news",   "docs",
      "documents", "records",      "hits",    "data",    "response", "result",       "list",   "rows",
      "nodes",     "edges",        "feed",    "channel", "item",     "orderedItems", "@graph", "pages",
      "headlines", "publications", "entry",   "objects", NULL};
  return sse_str_is_any(name, names);
}

/* Returns true for names of the object that holds an item's fields. */
static bool is_inner_name(sse_str name) {
  static const char *const names[] = {"attributes", "fields", "data",  "object",  "_source", "node",
                                      "article",    "post",   "item",  "doc",     "record",  "story",
                                      "properties", "entry",  "tweet", "snippet", NULL};
  return sse_str_is_any(name, names);
}

/* ---- Members ------------------------------------------------------------------------------------- */

/* A member of an object, or an element of an array, which has no name. */
struct member {
  sse_str name; /* without quotes, otherwise as written */
  sse_str value;
  bool is_whole;
};

static size_t skip(sse_str text, size_t at) {
  while (at < text.length && (sse_is_space(text.data[at]) || text.data[at] == ','))
    at++;
  return at;
}

/* Reads the next member of the object or array `text`; `*at` is 1 for the first. Returns false at its end. */
static bool next_member(sse_str text, size_t *at, struct member *member) {
  bool is_whole = true, has_names = text.data[0] == '{';
  size_t start = skip(text, *at);
  *member = (struct member){0};
  if (start >= text.length || strchr("]}", text.data[start])) return false;
  if (has_names) {
    size_t end = json_text_value_end(text, start, &is_whole);
    if (text.data[start] != '"' || !is_whole || end < start + 2) return false;
    member->name = sse_str_part(text, start + 1, end - 1);
    for (start = end; start < text.length && (sse_is_space(text.data[start]) || text.data[start] == ':');)
      start++;
    if (start >= text.length) return false;
  }
  *at = json_text_value_end(text, start, &member->is_whole);
  member->value = sse_str_part(text, start, *at);
  return *at > start;
}

static char first_of(const struct member *member) {
  return member->value.data[0];
}

static bool is_container(const struct member *member) {
  return first_of(member) == '{' || first_of(member) == '[';
}

/* What a key stands for; ASCII-only keys have other letters as \uXXXX. */
static struct field_rule rule_of(sse_str name) {
  struct field_rule rule = {.field = FIELD_NONE};
  json_t *value = NULL;
  sse_error ignored;
  if (!memchr(name.data, '\\', name.length)) return fields_rule(name);
  sse_buffer quoted = {0};
  sse_buffer_append_text(&quoted, "[\"");
  sse_buffer_append_str(&quoted, name);
  sse_buffer_append_text(&quoted, "\"]");
  if (!quoted.failed && json_text_parse(sse_buffer_str(&quoted), &value, &ignored) == SSE_OK)
    rule = fields_rule(sse_str_of(json_string_value(json_array_get(value, 0))));
  json_decref(value);
  sse_buffer_reset(&quoted);
  return rule;
}

/* Returns true for a value with contents: a string, or an object such as {"rendered": "text"}. */
static bool says_something(const struct member *member) {
  sse_str value = member->value;
  return (value.data[0] == '"' && value.length > 2) || (value.data[0] == '{' && value.length > 2) ||
         (value.data[0] == '[' && value.length > 2);
}

enum { HAS_TITLE = 1, HAS_BODY = 2, HAS_DATE = 4, HAS_URL = 8, HAS_NAME = 16, WEAK = 2 /* rank of "name" */ };

/* The parts of an item that an object, or an inner one with its fields, has: a headline and others. */
static unsigned parts_of(sse_str object, int depth) {
  struct member member;
  unsigned parts = 0;
  if (object.length == 0 || object.data[0] != '{') return 0;
  for (size_t at = 1; next_member(object, &at, &member);) {
    struct field_rule rule = rule_of(member.name);
    bool is_item_field = rule.rank > WEAK && says_something(&member);
    if (rule.field == FIELD_TITLE && is_item_field) parts |= HAS_TITLE;
    if (rule.field == FIELD_TITLE && !is_item_field) parts |= HAS_NAME;
    if (rule.field == FIELD_BODY && is_item_field) parts |= HAS_BODY;
    if (rule.field == FIELD_DATE) parts |= HAS_DATE;
    if (rule.field == FIELD_URL) parts |= HAS_URL;
    if (depth < 2 && first_of(&member) == '{' && is_inner_name(member.name))
      parts |= parts_of(member.value, depth + 1);
  }
  return parts;
}

/* The first object in an array, else the first array. */
static sse_str first_container(sse_str array) {
  struct member element;
  sse_str first = {0};
  size_t at = 1;
  for (int i = 0; i < LOOKED_AT && next_member(array, &at, &element); i++) {
    if (first_of(&element) == '{') return element.value;
    if (first_of(&element) == '[' && first.length == 0) first = element.value;
  }
  return first;
}

/* Returns true for a list of objects with titles, or an object with one: it is not text, whatever its
 * name. */
static bool holds_titles(sse_str value) {
  struct member member;
  if (value.data[0] == '[') return (parts_of(first_container(value), 0) & HAS_TITLE) != 0;
  if (value.data[0] != '{') return false;
  for (size_t at = 1; next_member(value, &at, &member);)
    if (first_of(&member) == '[' && holds_titles(member.value)) return true;
  return false;
}

/* Returns true for a member that is named like a body but holds articles. */
static bool is_body_of_articles(const struct member *member) {
  if (first_of(member) != '[' || rule_of(member->name).field != FIELD_BODY) return false;
  unsigned parts = parts_of(first_container(member->value), 0);
  return (parts & HAS_TITLE) && (parts & (HAS_DATE | HAS_URL));
}

/* Returns true if a name is the configured one, or the first key of its path. */
static bool is_option(const char *option, sse_str name) {
  size_t length = option ? strcspn(option, ".") : 0;
  return length > 0 && (sse_str_is(name, option) || sse_str_equal(name, (sse_str){option, length}));
}

/* Returns true for an object with a headline or a text, directly or in an inner object with its fields. */
static bool is_item(const source_names *names, sse_str text, int depth) {
  struct member member;
  bool found = false;
  if (text.length == 0 || text.data[0] != '{') return false;
  for (size_t at = 1; !found && next_member(text, &at, &member);) {
    struct field_rule rule = rule_of(member.name);
    bool is_words = rule.field == FIELD_TITLE || rule.field == FIELD_BODY;
    bool is_item_field = is_words && rule.rank > WEAK && says_something(&member);
    if (is_item_field && (rule.field == FIELD_TITLE || !holds_titles(member.value))) found = true;
    if (is_option(names->of[SOURCE_NAME_TITLE], member.name)) found = true;
    if (is_option(names->of[SOURCE_NAME_TEXT], member.name)) found = true;
    if (!found && depth < 2 && first_of(&member) == '{' && is_inner_name(member.name))
      found = is_item(names, member.value, depth + 1);
  }
  return found;
}

/* ---- The path to the list ------------------------------------------------------------------------ */

static bool push(struct json_shape *shape, json_step_kind kind, sse_str name) {
  if (shape->count == JSON_SHAPE_STEPS_MOST || name.length >= JSON_SHAPE_NAME_SIZE) return false;
  struct json_step *step = &shape->steps[shape->count++];
  *step = (struct json_step){.kind = kind};
  if (name.length > 0) memcpy(step->name, name.data, name.length);
  return true;
}

static bool is_empty_array(const struct member *member) {
  struct member none;
  size_t at = 1;
  return first_of(member) == '[' && member->is_whole && !next_member(member->value, &at, &none);
}

/* What the first members of an object or array show. */
struct look {
  size_t members, items, item_arrays; /* arrays whose first object is an item */
};

static struct look look_at(const source_names *names, sse_str text) {
  struct look look = {0};
  struct member member;
  size_t at = 1;
  while (look.members < LOOKED_AT && next_member(text, &at, &member)) {
    look.members++;
    look.items += is_item(names, member.value, 0);
    look.item_arrays += first_of(&member) == '[' && is_item(names, first_container(member.value), 0);
  }
  return look;
}

static bool find(const source_names *names, sse_str text, struct json_shape *shape, bool may_be_one);

/* Descends into the members of an object that are lists or have one: with `named` only those with a usual
 * name for a list, else all others. */
static bool find_in_members(const source_names *names, sse_str text, struct json_shape *shape, bool named) {
  struct member member;
  size_t before = shape->count;
  for (size_t at = 1; next_member(text, &at, &member);) {
    bool is_named = is_list_name(member.name) || is_body_of_articles(&member);
    if (!is_container(&member) || is_named != named) continue;
    if (!push(shape, JSON_STEP_MEMBER, member.name)) return false;
    if (find(names, member.value, shape, named)) return true;
    shape->count = before;
  }
  return false;
}

static bool has_steps(const struct json_shape *shape, size_t start, const struct json_shape *other) {
  for (size_t i = start; i < shape->count; i++)
    if (shape->steps[i].kind != other->steps[i].kind ||
        strcmp(shape->steps[i].name, other->steps[i].name) != 0)
      return false;
  return shape->count == other->count;
}

/* Descends into all members of an object, if several have a list in the same place and none elsewhere. */
static bool find_in_alike(const source_names *names, sse_str text, struct json_shape *shape) {
  struct member member;
  struct json_shape first = {0};
  size_t before = shape->count, alike = 0;
  bool is_same = push(shape, JSON_STEP_MEMBERS, (sse_str){0});
  for (size_t at = 1; is_same && next_member(text, &at, &member); shape->count = before + 1) {
    if (first_of(&member) != '{' || !find(names, member.value, shape, false)) continue;
    if (alike == 0) first = *shape;
    is_same = json_shape_may_list(member.name) && has_steps(shape, before, &first);
    alike++;
  }
  shape->count = before;
  if (!is_same || alike < 2) return false;
  *shape = first;
  return true;
}

/* Finds a member that is named like a list but is a single item, or an empty list. */
static bool find_single(const source_names *names, sse_str text, struct json_shape *shape) {
  struct member member;
  for (size_t at = 1; next_member(text, &at, &member);) {
    if (!is_list_name(member.name)) continue;
    if (is_empty_array(&member))
      return push(shape, JSON_STEP_MEMBER, member.name) && push(shape, JSON_STEP_ELEMENTS, (sse_str){0});
    if (is_item(names, member.value, 0)) return push(shape, JSON_STEP_MEMBER, member.name);
  }
  return false;
}

/* `may_be_one`: an object of items by id may have only one. */
static bool find_in_object(const source_names *names, sse_str text, struct json_shape *shape,
                           bool may_be_one) {
  if (find_in_members(names, text, shape, true)) return true;
  if (is_item(names, text, 0)) return false;
  struct look look = look_at(names, text);
  if (find_single(names, text, shape)) return true;
  if (look.members > (may_be_one ? 0 : 1) && look.items == look.members)
    return push(shape, JSON_STEP_MEMBERS, (sse_str){0});
  if (look.members > 1 && look.item_arrays == look.members)
    return push(shape, JSON_STEP_MEMBERS, (sse_str){0}) && push(shape, JSON_STEP_ELEMENTS, (sse_str){0});
  return find_in_alike(names, text, shape) || find_in_members(names, text, shape, false);
}

/* Descends into an object in an array that has a member named like a list, after others without one: exports
 * begin with a description of themselves. */
static bool find_in_later(const source_names *names, sse_str text, struct json_shape *shape) {
  struct member element;
  size_t at = 1;
  for (int i = 0; i < LOOKED_AT && next_member(text, &at, &element); i++)
    if (i > 0 && first_of(&element) == '{' && find_in_members(names, element.value, shape, true)) return true;
  return false;
}

/* Appends the steps to the list in a value. Returns false, and appends nothing, if there is none. Recursion
 * is as deep as there are steps. */
static bool find(const source_names *names, sse_str text, struct json_shape *shape, bool may_be_one) {
  size_t before = shape->count;
  bool found = false;
  if (text.length == 0 || shape->count == JSON_SHAPE_STEPS_MOST) return false;
  if (text.data[0] == '{') {
    found = find_in_object(names, text, shape, may_be_one);
  } else if (text.data[0] == '[') {
    sse_str element = first_container(text);
    found = element.length > 0 && element.data[0] == '[' && push(shape, JSON_STEP_ELEMENTS, (sse_str){0}) &&
            find(names, element, shape, false); /* pages of items, one after the other */
    found = found ||
            (element.length > 0 && element.data[0] == '{' && push(shape, JSON_STEP_ELEMENTS, (sse_str){0}) &&
             (is_item(names, element, 0) || find_in_object(names, element, shape, false) ||
              look_at(names, text).items > 0 || /* a graph begins with objects other than the article */
              find_in_later(names, text, shape)));
  }
  if (!found) shape->count = before;
  return found;
}

/* ---- Metadata of the list ------------------------------------------------------------------------ */

static void append_text(const struct member *member, sse_buffer *head) {
  sse_buffer_append_text(head, head->length > 1 ? ",\"" : "\"");
  sse_buffer_append_str(head, member->name);
  sse_buffer_append_text(head, "\":");
  sse_buffer_append_str(head, member->value);
}

/* Appends the object next to a list of entries that describes their feed (feedparser). */
static void append_feed(const struct member *feed, sse_buffer *head) {
  static const char *const names[] = {"title", "language", NULL};
  struct member member;
  bool is_one = sse_str_is(feed->name, "feed") && first_of(feed) == '{';
  for (size_t at = 1; is_one && next_member(feed->value, &at, &member);)
    if (sse_str_is_any(member.name, names) && first_of(&member) == '"' && member.is_whole)
      append_text(&member, head);
}

static void append_head(sse_str text, const struct json_shape *shape, size_t step, sse_buffer *head) {
  struct member member, next = {0};
  if (step == shape->count || text.length == 0 || !strchr("{[", text.data[0])) return;
  bool is_member = shape->steps[step].kind == JSON_STEP_MEMBER;
  for (size_t at = 1; next_member(text, &at, &member);) {
    bool is_next = is_member ? sse_str_equal(member.name, sse_str_of(shape->steps[step].name)) : true;
    if (is_next && next.value.length == 0) next = member;
    if (!is_member) break;
    bool is_author = sse_str_is(member.name, "authors") || sse_str_is(member.name, "author");
    if (!is_next) append_feed(&member, head);
    if ((first_of(&member) == '"' || is_author) && member.is_whole) append_text(&member, head);
  }
  if (next.value.length > 0) append_head(next.value, shape, step + 1, head);
}

void json_shape_find(sse_str beginning, const source_names *names, struct json_shape *shape,
                     sse_buffer *head) {
  size_t at = skip(beginning, 0);
  sse_str text = sse_str_part(beginning, at, beginning.length);
  *shape = (struct json_shape){0};
  sse_buffer_append_text(head, "{");
  if (!find(names, text, shape, true) && text.length > 0 && text.data[0] == '[')
    (void)push(shape, JSON_STEP_ELEMENTS, (sse_str){0});
  append_head(text, shape, 0, head);
  sse_buffer_append_text(head, "}");
}

bool json_shape_may_list(sse_str name) {
  static const char *const others[] = {
      "comments",         "replies", "included", "includes",    "related", "relatedArticles",
      "related_articles", "images",  "media",    "attachments", NULL};
  if (sse_str_is_any(name, others)) return false;
  struct field_rule rule = rule_of(name);
  return rule.field == FIELD_NONE || rule.field == FIELD_BODY || rule.field == FIELD_TITLE;
}

json_shape_kind json_shape_kind_of(sse_str object) {
  unsigned parts = parts_of(object, 0);
  if ((parts & HAS_TITLE) && (parts & (HAS_BODY | HAS_DATE))) return JSON_SHAPE_ARTICLE;
  return (parts & (HAS_TITLE | HAS_NAME)) ? JSON_SHAPE_NAMED : JSON_SHAPE_OTHER;
}
