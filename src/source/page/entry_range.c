/* Where an item of a list begins and ends: it is the largest element around its headline that holds no other
 * headline or, where headlines and what belongs to them are siblings, what stands up to the next one. Dates
 * may also stand before the headlines. */
#include "source/page/entry_range.h"
#include "source/page/entry_date.h"

enum { LEVELS_MOST = 64 };

/* The largest element around a headline that its neighbours are not in. */
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

/* True where nothing much is in the top but the headline: what belongs to it follows. */
static bool is_flat(const page_tree *tree, const list_entry *entry) {
  return tree->elements[entry->top].length < tree->elements[entry->headline].length + 10;
}

/* True where something stands between nearly all entries, that have their date in the line of the headline:
 * it is what they say. */
static bool have_more_between(const page_tree *tree, const list_entry *entries, size_t count) {
  size_t gaps = 0;
  for (size_t i = 0; i + 1 < count; i++) {
    const xmlNode *node = entries[i].last->next;
    const xmlNode *next = tree->elements[entries[i + 1].top].node;
    if (node && node->parent != next->parent) return false;
    while (node && node->type != XML_ELEMENT_NODE)
      node = node->next;
    uint32_t number = tree_number(tree, node);
    gaps += number != TREE_NONE && node != next && tree->elements[number].runs > 0 && !tree_is_heading(node);
  }
  return count > 2 && gaps * 5 >= (count - 1) * 4;
}

/* True for a sibling that cannot be of the entry before it. */
static bool is_foreign(const page_tree *tree, const xmlNode *node, uint32_t next) {
  uint32_t number = tree_number(tree, node);
  return number != TREE_NONE && (tree_holds(tree, number, next) || tree_is_heading(node));
}

/* The siblings after a flat entry that belong to it, at most `most`. */
static size_t extend(const page_tree *tree, list_entry *entry, uint32_t next, size_t most) {
  size_t count = 0;
  for (const xmlNode *node = entry->last->next; node && count < most && !is_foreign(tree, node, next);
       node = node->next) {
    if (node->type == XML_ELEMENT_NODE) count++;
    entry->last = node;
  }
  return count;
}

/* True where a date stands in a node. */
static bool has_date(const page_tree *tree, const xmlNode *node) {
  sse_buffer date = {0};
  bool found = entry_date_in(tree, node, node, NULL, &date);
  sse_buffer_reset(&date);
  return found;
}

static const xmlNode *previous_element(const xmlNode *node) {
  do {
    node = node->prev;
  } while (node && node->type != XML_ELEMENT_NODE);
  return node;
}

/* True where dates stand before the headlines they belong to, as in <dt>date</dt><dd>headline</dd>. */
static bool is_date_first(const page_tree *tree, const list_entry *entries, size_t count) {
  enum { LOOKED_AT = 3, LONGEST = 60 };
  size_t looked = count < LOOKED_AT ? count : LOOKED_AT, before = 0;
  for (size_t i = 0; i < looked; i++) {
    const xmlNode *top = tree->elements[entries[i].top].node, *node = previous_element(top);
    uint32_t number = tree_number(tree, node);
    bool is_line = number != TREE_NONE && tree->elements[number].length < LONGEST && !tree_is_heading(node);
    before += is_line && !has_date(tree, top) && has_date(tree, node);
  }
  return looked > 0 && before == looked;
}

/* Moves the element with the date before each entry from the entry before to it. */
static void take_dates_before(list_entry *entries, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const xmlNode *before = previous_element(entries[i].first);
    if (!before) continue;
    list_entry *other = i > 0 ? &entries[i - 1] : NULL;
    bool is_others = other && (other->last == before || other->last->prev == before);
    if (is_others) other->last = before->prev ? before->prev : other->first;
    entries[i].first = before;
  }
}

void entry_range_set(const page_tree *tree, list_entry *entries, size_t count) {
  size_t longest = 0;
  for (size_t i = 0; i < count; i++) {
    entries[i].top = find_top(tree, entries, count, i);
    entries[i].first = entries[i].last = tree->elements[entries[i].top].node;
  }
  bool date_first = is_date_first(tree, entries, count);
  bool has_more = !date_first && have_more_between(tree, entries, count);
  for (size_t i = 0; i < count; i++) {
    bool is_last = i + 1 == count;
    if (!has_more && !is_flat(tree, &entries[i])) continue;
    uint32_t next = is_last ? TREE_NONE : entries[i + 1].headline;
    size_t taken = extend(tree, &entries[i], next, is_last ? longest : SIZE_MAX);
    if (taken > longest) longest = taken;
  }
  if (date_first) take_dates_before(entries, count);
}
