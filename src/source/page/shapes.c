/* Groups of elements in similar positions of a page. A path is a hash of the names of the element and of
 * those around it, with their classes unless these are numbered or alternating: in "post-17 odd", no class is
 * common to all. Menus, boxes and comments hold no news. */
#include "source/page/shapes.h"
#include "source/page/names.h"
#include "source/page/rows.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <xxhash.h>

enum { LEVELS = 4, SHORTEST_TITLE = 4, COLUMNS_MOST = 20 };

/* Adds the first class of an element that has no digits. */
static uint64_t add_class(uint64_t hash, const xmlNode *node) {
  static const char *const others[] = {"odd", "even", "first", "last", "active", "sticky", "clearfix"};
  const char *classes = html_attribute(node, "class");
  while (classes && *classes) {
    classes += strspn(classes, " \t\r\n\f");
    size_t length = strcspn(classes, " \t\r\n\f");
    bool is_common = length > 0 && strcspn(classes, "0123456789") >= length;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
      if (strlen(others[i]) == length && strncasecmp(others[i], classes, length) == 0) is_common = false;
    if (is_common) return XXH3_64bits_withSeed(classes, length, hash);
    classes += length;
  }
  return hash;
}

static uint64_t path_of(const page_tree *tree, uint32_t element, shape_kind kind) {
  uint64_t hash = (uint64_t)kind;
  uint32_t at = element;
  for (int level = 0; level < LEVELS && at != TREE_NONE; at = tree->elements[at].parent) {
    const xmlNode *node = tree->elements[at].node;
    if (kind == SHAPE_HEADING && html_is(node, "a")) continue; /* a heading may be inside its link */
    hash = XXH3_64bits_withSeed((const char *)node->name, strlen((const char *)node->name), hash);
    if (level < 2 && kind != SHAPE_HEADING) hash = add_class(hash, node);
    if (html_is(node, "td")) hash += rows_column(node, COLUMNS_MOST);
    level++;
  }
  return hash;
}

/* The path of a row is its table. */
static uint64_t path_of_row(const page_tree *tree, uint32_t row) {
  uint32_t table = row;
  while (table > 0 && !html_is(tree->elements[table].node, "table"))
    table = tree->elements[table].parent;
  return XXH3_64bits_withSeed(&table, sizeof table, SHAPE_ROW);
}

static bool is_title(const xmlNode *node) {
  const char *classes = html_attribute(node, "class");
  return classes &&
         (strcasestr(classes, "title") || strcasestr(classes, "headline") || strcasestr(classes, "p-name"));
}

/* True for the first block in a link that is a whole card, with more after it. */
static bool is_title_of_card(const xmlNode *node) {
  const xmlNode *before = node->prev, *after = node->next;
  if (!node->parent || !html_is(node->parent, "a") || !html_is_block(node)) return false;
  while (before && before->type != XML_ELEMENT_NODE)
    before = before->prev;
  while (after && after->type != XML_ELEMENT_NODE)
    after = after->next;
  return !before && after;
}

/* Sets the kind of headline that an element may be; false if it is none. `in_heading`: it is inside a
 * heading. */
static bool kind_of(const tree_element *element, bool in_heading, shape_kind *kind) {
  enum { LONGEST = 400, CARD_LONGEST = 1500 };
  const xmlNode *node = element->node;
  if (element->length == 0 || in_heading) return false;
  bool is_cell = html_is(node, "a") && node->parent && html_is(node->parent, "td"); /* PDF, 65-21 */
  if (element->length < SHORTEST_TITLE && !tree_is_heading(node) && !is_cell) return false;
  if (html_is(node, "a") && element->length <= CARD_LONGEST) {
    *kind = SHAPE_LINK;
    return html_attribute(node, "href") != NULL;
  }
  if (element->length > LONGEST) return false;
  if (tree_is_heading(node)) {
    *kind = SHAPE_HEADING;
    return true;
  }
  *kind = SHAPE_TITLE;
  return element->blocks == 0 && (is_title(node) || is_title_of_card(node));
}

/* True for what is marked as an entry, in old or new microformats. */
static bool is_entry(const tree_element *element) {
  const char *classes = html_attribute(element->node, "class");
  return classes && element->length > 0 && (strstr(classes, "h-entry") || strstr(classes, "hentry"));
}

/* True for a part of the page that has no news, whatever its classes. */
static bool is_menu(const page_tree *tree, const tree_element *element) {
  bool is_one =
      html_is(element->node, "nav") || html_is(element->node, "footer") || html_is(element->node, "form");
  return is_one && (float)element->length < 0.4F * (float)tree->elements[0].length;
}

static bool is_named_boilerplate(const page_tree *tree, const tree_element *element) {
  const uint16_t boilerplate = NAME_CHROME | NAME_COMMENT | NAME_SHARE | NAME_OTHER | NAME_CONSENT;
  return element->names & boilerplate && (float)element->length < 0.4F * (float)tree->elements[0].length;
}

static int compare(const void *left, const void *right) {
  const shape *a = left, *b = right;
  if (a->path != b->path) return a->path < b->path ? -1 : 1;
  return a->element < b->element ? -1 : a->element > b->element;
}

static sse_status add_shape(page_shapes *shapes, shape added, sse_error *err) {
  void *grown = shapes->shapes;
  if (!sse_array_reserve(&grown, &shapes->capacity, shapes->count + 1, sizeof *shapes->shapes))
    return sse_fail_memory(err);
  shapes->shapes = grown;
  shapes->shapes[shapes->count++] = added;
  return SSE_OK;
}

/* The ends of the parts that the traversal is in. */
struct ends {
  uint32_t heading, boilerplate, entry;
};

/* Adds the shapes of an element: an entry, a row, a headline, several of these or none. */
static sse_status take(const page_tree *tree, uint32_t number, struct ends *ends, page_shapes *shapes,
                       sse_error *err) {
  const tree_element *element = &tree->elements[number];
  shape_kind kind;
  sse_status status = SSE_OK;
  if (number >= ends->boilerplate && is_named_boilerplate(tree, element)) ends->boilerplate = element->end;
  bool is_boilerplate = number < ends->boilerplate;
  if (number >= ends->entry && is_entry(element)) {
    ends->entry = element->end;
    status = add_shape(shapes, (shape){SHAPE_ENTRY, number, SHAPE_ENTRY, is_boilerplate}, err);
  }
  if (!status && rows_are_entries(tree, number))
    status = add_shape(shapes, (shape){path_of_row(tree, number), number, SHAPE_ROW, is_boilerplate}, err);
  if (status || !kind_of(element, number < ends->heading, &kind)) return status;
  if (kind == SHAPE_HEADING && element->end > ends->heading) ends->heading = element->end;
  return add_shape(shapes, (shape){path_of(tree, number, kind), number, kind, is_boilerplate}, err);
}

sse_status shapes_collect(const page_tree *tree, page_shapes *shapes, sse_error *err) {
  struct ends ends = {0};
  sse_status status = SSE_OK;
  for (uint32_t i = 1; i < tree->count && !status;) {
    const tree_element *element = &tree->elements[i];
    bool is_left_out = is_menu(tree, element);
    if (!is_left_out) status = take(tree, i, &ends, shapes, err);
    i = is_left_out ? element->end : i + 1;
  }
  if (shapes->count > 0) qsort(shapes->shapes, shapes->count, sizeof *shapes->shapes, compare);
  return status;
}

void shapes_reset(page_shapes *shapes) {
  free(shapes->shapes);
  *shapes = (page_shapes){0};
}
