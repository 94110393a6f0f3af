/* Where a list entry begins and ends: it is the largest element around its headline that contains no other
 * headline or, if headlines and their content are siblings, everything up to the next headline.
 * Dates may also come before the headlines. */
#include "source/page/entry_range.h"
#include "source/page/entry_date.h"
#include "text/text.h"

enum { LEVELS_MOST = 64 };

/* The largest element around a headline that does not contain its neighbours. */
static uint32_t find_top(const page_tree *tree, const list_entry *entries, size_t count, size_t number) {
  uint32_t top = entries[number].headline;
  for (int level = 0; level < LEVELS_MOST; level++) {
    uint32_t parent = tree->elements[top].parent;
    if (parent == TREE_NONE || parent == 0) break;
    const xmlNode *node = tree->elements[parent].node;
    if (html_is(node, "body") || html_is(node, "main") ||
        (number > 0 && tree_holds(tree, parent, entries[number - 1].headline)) ||
        (number + 1 < count && tree_holds(tree, parent, entries[number + 1].headline)))
      break;
    top = parent;
  }
  return top;
}

/* True if the top contains little more than the headline: the content follows it. */
static bool is_flat(const page_tree *tree, const list_entry *entry) {
  return tree->elements[entry->top].length < tree->elements[entry->headline].length + 10;
}

/* True if there is text between nearly all entries, whose dates are in the headlines' lines: it is their
 * content. */
static bool have_more_between(const page_tree *tree, const list_entry *entries, size_t count) {
  size_t gaps = 0;
  for (size_t i = 0; i + 1 < count; i++) {
    const xmlNode *node = entries[i].last->next;
    const xmlNode *next = entries[i + 1].first;
    if (node && node->parent != next->parent) return false;
    while (node && node->type != XML_ELEMENT_NODE)
      node = node->next;
    uint32_t number = tree_number(tree, node);
    gaps += number != TREE_NONE && node != next && tree->elements[number].runs > 0 && !tree_is_heading(node);
  }
  return count > 2 && gaps * 5 >= (count - 1) * 4;
}

/* How a list is laid out. */
struct layout {
  const page_tree *tree;
  const date_lines *lines;
  bool is_grouped; /* dates are in lines of their own before the entries */
};

/* True for a sibling that cannot belong to the entry before it. */
static bool is_foreign(const struct layout *layout, const xmlNode *node, const list_entry *next) {
  uint32_t number = tree_number(layout->tree, node);
  if (next && node == next->first) return true;
  if (number == TREE_NONE) return false;
  if (next && tree_holds(layout->tree, number, next->headline)) return true;
  bool is_date = date_lines_have(layout->tree, layout->lines, number);
  return layout->is_grouped ? is_date || tree_is_heading(node) : tree_is_heading(node) && !is_date;
}

/* Extends a flat entry by at most `most` siblings after it that belong to it; returns their number. */
static size_t extend(const struct layout *layout, list_entry *entry, const list_entry *next, size_t most) {
  size_t count = 0;
  for (const xmlNode *node = entry->last->next; node && count < most && !is_foreign(layout, node, next);
       node = node->next) {
    if (node->type == XML_ELEMENT_NODE) count++;
    entry->last = node;
  }
  return count;
}

/* True if the range of an entry, as far as it is known, contains a date. */
static bool has_date(const page_tree *tree, const list_entry *entry) {
  sse_buffer date = {0};
  bool found = entry_date_in(tree, entry->first, entry->last, NULL, &date);
  sse_buffer_reset(&date);
  return found;
}

/* ---- Lines of text without elements ---------------------------------------------------------- */

static bool is_blank(const xmlNode *node) {
  if (node->type == XML_TEXT_NODE && node->content)
    return sse_str_trim(sse_str_of((const char *)node->content)).length == 0;
  return node->type != XML_ELEMENT_NODE || html_is(node, "br");
}

static bool ends_line(const xmlNode *node) {
  return node->type == XML_ELEMENT_NODE && html_is_block(node) && !html_is(node, "time");
}

/* The first node of the line that ends with a node; NULL if the line begins with the previous entry. */
static const xmlNode *line_start(const xmlNode *node, const xmlNode *other) {
  for (; node->prev; node = node->prev) {
    if (node->prev == other) return NULL;
    if (ends_line(node->prev)) break;
  }
  return node;
}

/* The line before an entry: returns its first node, and sets its last; NULL if there is none. */
static const xmlNode *line_before(const list_entry *entry, const xmlNode *other, const xmlNode **last) {
  const xmlNode *node = entry->first->prev;
  while (node && is_blank(node))
    node = node->prev;
  if (!node || node == other) return NULL;
  *last = node;
  return ends_line(node) ? node : line_start(node, other);
}

/* The top of the previous entry. */
static const xmlNode *top_before(const page_tree *tree, const list_entry *entries, size_t number) {
  return number > 0 ? tree->elements[entries[number - 1].top].node : NULL;
}

/* ---- Dates before headlines ---------------------------------------------------------------------------- */

/* The line before an entry if it has a date, and little more; else NULL. */
static const xmlNode *date_before(const page_tree *tree, const list_entry *entries, size_t number) {
  enum { LONGEST = 60 };
  const xmlNode *last = NULL,
                *first = line_before(&entries[number], top_before(tree, entries, number), &last);
  sse_buffer text = {0}, date = {0};
  if (!first || tree_is_heading(first)) return NULL;
  for (const xmlNode *node = first; node; node = node->next) {
    html_node_text(node, &text);
    if (node == last) break;
  }
  bool is_short = text.length < 3L * LONGEST && text_length(sse_buffer_str(&text)) < LONGEST;
  bool found = is_short && entry_date_in(tree, first, last, NULL, &date);
  sse_buffer_reset(&text);
  sse_buffer_reset(&date);
  return found ? first : NULL;
}

/* True if dates come before their headlines, as in <dt>date</dt><dd>headline</dd>. */
static bool is_date_first(const page_tree *tree, const list_entry *entries, size_t count) {
  enum { LOOKED_AT = 3 };
  size_t looked = count < LOOKED_AT ? count : LOOKED_AT, before = 0;
  for (size_t i = 0; i < looked; i++)
    before += !has_date(tree, &entries[i]) && date_before(tree, entries, i);
  return looked > 0 && before == looked;
}

void entry_range_set(const page_tree *tree, const date_lines *lines, list_entry *entries, size_t count) {
  struct layout layout = {tree, lines, false};
  size_t longest = 0;
  for (size_t i = 0; i < count; i++)
    entries[i].top = find_top(tree, entries, count, i);
  for (size_t i = 0; i < count; i++) {
    const xmlNode *top = tree->elements[entries[i].top].node;
    const xmlNode *start = ends_line(top) ? top : line_start(top, top_before(tree, entries, i));
    entries[i].first = start ? start : top;
    entries[i].last = top;
  }
  layout.is_grouped = date_lines_set_above(tree, lines, entries, count);
  bool date_first = !layout.is_grouped && is_date_first(tree, entries, count);
  for (size_t i = 0; i < count && date_first; i++) {
    const xmlNode *before = date_before(tree, entries, i);
    if (before) entries[i].first = before;
  }
  bool has_more = !date_first && have_more_between(tree, entries, count);
  for (size_t i = 0; i < count; i++) {
    bool is_last = i + 1 == count;
    if (!has_more && !is_flat(tree, &entries[i])) continue;
    size_t taken =
        extend(&layout, &entries[i], is_last ? NULL : &entries[i + 1], is_last ? longest : SIZE_MAX);
    if (taken > longest) longest = taken;
  }
}
