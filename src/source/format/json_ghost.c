/* Ghost's tables (ghost.org, "Import and export"): posts, tags, users, posts_tags and posts_authors; versions
 * before 2 have one author per post, by id. Tags whose visibility is internal are for the site's editors.
 * Pure functions, except for the buffers they append to. */
#include "source/format/json_ghost.h"
#include "source/format/json_text.h"

#include <stdlib.h>
#include <string.h>

bool json_ghost_detect(sse_str beginning) {
  static const char name[] = "\"db\"";
  beginning = sse_str_trim(beginning);
  if (beginning.length == 0 || beginning.data[0] != '{') return false;
  return sse_str_begins(sse_str_trim(sse_str_part(beginning, 1, beginning.length)), name) &&
         sse_str_find(beginning, "\"posts\"");
}

/* An id as a key: a number equals a string of the same digits. */
static const char *key_of(const json_t *id, char digits[32]) {
  if (json_is_string(id)) return json_string_value(id);
  if (!json_is_integer(id)) return NULL;
  (void)snprintf(digits, 32, "%lld", (long long)json_integer_value(id));
  return digits;
}

/* Returns a new object with the rows of a table by id; NULL if memory ran out. */
static json_t *by_ids(const json_t *table) {
  json_t *rows = json_object(), *row;
  char digits[32];
  size_t i;
  json_array_foreach(table, i, row) {
    const char *key = key_of(json_object_get(row, "id"), digits);
    if (key) (void)json_object_set(rows, key, row); /* if memory runs out, the row is missing */
  }
  return rows;
}

/* Adds {"name": ...} from a row to a list of the post. */
static void add_name(json_t *post, const char *list, const json_t *row) {
  const json_t *visibility = json_object_get(row, "visibility");
  json_t *name = json_object_get(row, "name"), *names = json_object_get(post, list);
  bool is_internal = json_is_string(visibility) && strcmp(json_string_value(visibility), "internal") == 0;
  if (!json_is_object(post) || !json_is_string(name) || is_internal) return;
  if (!json_is_array(names)) {
    (void)json_object_set_new(post, list, json_array());
    names = json_object_get(post, list);
  }
  (void)json_array_append_new(names, json_pack("{sO}", "name", name));
}

static int compare_places(const void *a, const void *b) {
  json_t *const *left = a, *const *right = b;
  json_int_t x = json_integer_value(json_object_get(*left, "sort_order"));
  json_int_t y = json_integer_value(json_object_get(*right, "sort_order"));
  return x < y ? -1 : x > y;
}

/* Adds the names that a table of pairs assigns to the posts, in order. */
static void join(json_t *posts, const json_t *pairs, const char *other, json_t *rows, const char *list) {
  size_t count = json_array_size(pairs);
  json_t **sorted = calloc(count + 1, sizeof(json_t *));
  char digits[32];
  for (size_t i = 0; sorted && i < count; i++)
    sorted[i] = json_array_get(pairs, i);
  if (sorted && count > 1) qsort((void *)sorted, count, sizeof(json_t *), compare_places);
  for (size_t i = 0; sorted && i < count; i++) {
    const char *post = key_of(json_object_get(sorted[i], "post_id"), digits);
    json_t *found = post ? json_object_get(posts, post) : NULL;
    const char *key = key_of(json_object_get(sorted[i], other), digits);
    if (found && key) add_name(found, list, json_object_get(rows, key));
  }
  free((void *)sorted);
}

/* Adds the author of each post, if there is no table of authors. */
static void add_single_authors(const json_t *posts, json_t *users) {
  json_t *post;
  char digits[32];
  size_t i;
  json_array_foreach(posts, i, post) {
    const char *key = key_of(json_object_get(post, "author_id"), digits);
    if (key && !json_object_get(post, "authors")) add_name(post, "authors", json_object_get(users, key));
  }
}

/* Appends the posts with their tags and authors. */
static bool append_posts(const json_t *data, sse_buffer *out) {
  json_t *posts = json_object_get(data, "posts");
  json_t *by_id = by_ids(posts), *tags = by_ids(json_object_get(data, "tags"));
  json_t *users = by_ids(json_object_get(data, "users"));
  join(by_id, json_object_get(data, "posts_tags"), "tag_id", tags, "tags");
  join(by_id, json_object_get(data, "posts_authors"), "author_id", users, "authors");
  add_single_authors(posts, users);
  char *text = json_dumps(posts, JSON_COMPACT);
  bool is_whole = by_id && tags && users && text;
  if (is_whole) sse_buffer_append_text(out, text);
  free(text);
  json_decref(by_id);
  json_decref(tags);
  json_decref(users);
  return is_whole;
}

sse_status json_ghost_join(sse_str text, sse_buffer *out, sse_error *err) {
  json_t *value = NULL;
  sse_error ignored;
  sse_status status = json_text_parse(text, &value, &ignored);
  const json_t *data = json_object_get(json_array_get(json_object_get(value, "db"), 0), "data");
  bool is_export = !status && json_is_array(json_object_get(data, "posts"));
  bool is_whole = !is_export || append_posts(data, out);
  if (!is_export) sse_buffer_append_str(out, text);
  json_decref(value);
  return status == SSE_NO_MEMORY || !is_whole || out->failed ? sse_fail_memory(err) : SSE_OK;
}
