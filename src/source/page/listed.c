/* The articles that a page lists in JSON-LD, anywhere in the graph: each object with an address and a date.
 * An entry is matched by the address of its link; both are resolved, and compared without fragment and final
 * slash. */
#include "source/page/listed.h"
#include "base/url.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { DEPTH_MOST = 8, LENGTH_MOST = 4 * 1024 * 1024 };

/* ---- Collecting -------------------------------------------------------------------------------------- */

/* The address of an object, or of the page whose main entity it is. */
static const char *address_of(const json_t *object) {
  static const char *const names[] = {"url", "mainEntityOfPage", "@id"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const json_t *value = json_object_get(object, names[i]);
    const char *text = json_string_value(json_is_object(value) ? json_object_get(value, "@id") : value);
    if (text && *text) return text;
  }
  return NULL;
}

static void add(const json_t *object, sse_buffer *listed) {
  const char *date = json_string_value(json_object_get(object, "datePublished")),
             *address = address_of(object);
  bool is_line = date && address && !strpbrk(date, "\t\n") && !strpbrk(address, "\t\n");
  if (!is_line || listed->length + strlen(date) + strlen(address) > LENGTH_MOST) return;
  sse_buffer_printf(listed, "%s\t%s\n", date, address);
}

static void collect(const json_t *value, int depth, sse_buffer *listed) {
  static const char *const inside[] = {"@graph", "mainEntity", "mainEntityOfPage", "itemListElement",
                                       "item",   "blogPost",   "blogPosts",        "hasPart"};
  if (depth == DEPTH_MOST) return;
  for (size_t i = 0; i < json_array_size(value); i++)
    collect(json_array_get(value, i), depth + 1, listed);
  if (!json_is_object(value)) return;
  add(value, listed);
  for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
    collect(json_object_get(value, inside[i]), depth + 1, listed);
}

void listed_collect(const json_t *value, sse_buffer *listed) {
  collect(value, 0, listed);
}

/* ---- Finding ----------------------------------------------------------------------------------------- */

/* The hash of an address, and its date. */
struct dated {
  uint64_t address;
  sse_str date;
};

static uint64_t hash_of(sse_str address, sse_str base, sse_buffer *whole) {
  sse_buffer_clear(whole);
  sse_url_resolve(address, base, whole);
  sse_str text = sse_buffer_str(whole);
  const char *fragment = text.length > 0 ? memchr(text.data, '#', text.length) : NULL;
  if (fragment) text.length = (size_t)(fragment - text.data);
  if (sse_str_ends(text, "/")) text.length--;
  return XXH3_64bits(text.data ? text.data : "", text.length);
}

static int compare(const void *left, const void *right) {
  const struct dated *a = left, *b = right;
  return a->address < b->address ? -1 : a->address > b->address;
}

static size_t read_lines(sse_str listed, sse_str base, struct dated *all, sse_buffer *whole) {
  sse_str line;
  size_t count = 0;
  for (size_t position = 0; sse_str_next(listed, '\n', &position, &line);) {
    const char *tab = line.length > 0 ? memchr(line.data, '\t', line.length) : NULL;
    if (!tab) continue;
    size_t length = (size_t)(tab - line.data);
    all[count++] = (struct dated){hash_of(sse_str_part(line, length + 1, line.length), base, whole),
                                  {line.data, length}};
  }
  qsort(all, count, sizeof *all, compare);
  return count;
}

void listed_date_entries(sse_str listed, sse_str base, page_list *list) {
  size_t most = 1;
  for (size_t i = 0; i < listed.length; i++)
    most += listed.data[i] == '\n';
  if (most == 1 || list->dated == list->count) return;
  struct dated *all = malloc(most * sizeof *all);
  sse_buffer whole = {0};
  size_t count = all ? read_lines(listed, base, all, &whole) : 0;
  for (size_t i = 0; i < list->count && count > 0; i++) {
    list_entry *entry = &list->entries[i];
    if (entry->has_date || !entry->link) continue;
    struct dated key = {hash_of(sse_str_of(html_attribute(entry->link, "href")), base, &whole), {0}};
    const struct dated *found = bsearch(&key, all, count, sizeof *all, compare);
    if (!found) continue;
    entry->date = found->date;
    entry->has_date = true;
    list->dated++;
  }
  sse_buffer_reset(&whole);
  free(all);
}
