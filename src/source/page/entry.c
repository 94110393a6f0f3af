/* One item of a list: from its headline to all that belongs to it.
 * It is the largest element around the headline that holds no other headline or, where headlines and what
 * belongs to them are siblings, what stands up to the next one. Dates may also stand before the headlines. */
#include "source/page/entry.h"
#include "base/url.h"
#include "source/page/names.h"
#include "source/page/published.h"
#include "source/source.h"

#include <string.h>

enum { LEVELS_MOST = 64 };

/* ---- Where an entry begins and ends ---------------------------------------------------------------- */

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

/* Appends the date in a node and those after it up to `last`; false for none. */
static bool find_date(const page_tree *tree, const xmlNode *first, const xmlNode *last, const xmlNode *but,
                      sse_buffer *date);

/* True where a date stands in a node. */
static bool has_date(const page_tree *tree, const xmlNode *node) {
  sse_buffer date = {0};
  bool found = find_date(tree, node, node, NULL, &date);
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

void entry_set_ranges(const page_tree *tree, list_entry *entries, size_t count) {
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

/* ---- What an entry has ----------------------------------------------------------------------------- */

static const xmlNode *link_in(const xmlNode *top) {
  for (const xmlNode *node = top; node; node = html_next(node, top, true))
    if (html_target(node)) return node;
  return NULL;
}

/* The link of an entry: in its headline, around it, or elsewhere in it. */
static const xmlNode *find_link(const page_tree *tree, const list_entry *entry) {
  const xmlNode *headline = tree->elements[entry->headline].node, *link = link_in(headline);
  for (const xmlNode *node = headline->parent; !link && node && node->type == XML_ELEMENT_NODE;
       node = node->parent) {
    if (html_target(node)) link = node;
    if (node == tree->elements[entry->top].node) break;
  }
  for (const xmlNode *node = entry->first; node && !link; node = node->next) {
    if (node->type == XML_ELEMENT_NODE) link = link_in(node);
    if (node == entry->last) break;
  }
  return link;
}

/* True for a heading whose link is only a small part of it: an edit link, or a permalink. */
static bool has_small_link(const page_tree *tree, const list_entry *entry) {
  const tree_element *headline = &tree->elements[entry->headline];
  return !html_is(headline->node, "a") && link_in(headline->node) && tree_link_density(headline) < 0.4F;
}

static bool offer_line(sse_str line, bool is_field, sse_buffer *date) {
  enum { LONGEST = 80 };
  return line.length <= LONGEST && published_in_line(line, is_field, date);
}

/* The date in the text of a node, line by line, and in all of a short one together. */
static bool find_date_text(const xmlNode *node, bool is_field, sse_buffer *date) {
  sse_buffer text = {0};
  sse_str line;
  bool found = false;
  html_node_text(node, &text);
  for (size_t position = 0; !found && sse_str_next(sse_buffer_str(&text), '\n', &position, &line);)
    found = offer_line(line, is_field, date);
  for (size_t i = 0; i < text.length; i++)
    if (text.data[i] == '\n') text.data[i] = ' ';
  if (!found) found = offer_line(sse_str_trim(sse_buffer_str(&text)), is_field, date);
  sse_buffer_reset(&text);
  return found;
}

/* True for an element that may be a line: so that nesting costs no more than breadth. */
static bool is_small(const tree_element *element, uint32_t number) {
  enum { ELEMENTS_MOST = 40, LONGEST = 400 };
  return element->end - number <= ELEMENTS_MOST && element->length <= LONGEST;
}

static bool find_date_in(const page_tree *tree, const xmlNode *top, const xmlNode *but, sse_buffer *date) {
  for (const xmlNode *node = top; node; node = html_next(node, top, node != but)) {
    const char *datetime = html_is(node, "time") ? html_attribute(node, "datetime") : NULL;
    if (!datetime && (html_is(node, "abbr") || html_is(node, "time")))
      datetime = html_attribute(node, "title");
    if (datetime && published_in_line(sse_str_of(datetime), true, date)) return true;
  }
  for (const xmlNode *node = top; node; node = html_next(node, top, node != but)) {
    bool is_element = node->type == XML_ELEMENT_NODE && node != but;
    uint32_t number = is_element ? tree_number(tree, node) : TREE_NONE;
    if (number == TREE_NONE && node->type != XML_TEXT_NODE) continue;
    if (number != TREE_NONE && !is_small(&tree->elements[number], number)) continue;
    if (node == but || (but && is_element && node == but->parent)) continue;
    if (find_date_text(node, is_element && names_of(node) & NAME_BYLINE, date)) return true;
  }
  return false;
}

static bool find_date(const page_tree *tree, const xmlNode *first, const xmlNode *last, const xmlNode *but,
                      sse_buffer *date) {
  for (const xmlNode *node = first; node; node = node->next) {
    if (node != but && find_date_in(tree, node, but, date)) return true;
    if (node == last) break;
  }
  return false;
}

/* The year in the heading above an entry, as "July 2023"; 0 for none. */
static int year_above(const page_tree *tree, uint32_t top) {
  enum { LOOKED_AT = 500, LONGEST = 40 };
  sse_buffer text = {0};
  sse_date date = {0};
  for (uint32_t i = top, looked = 0; i > 0 && looked < LOOKED_AT && date.year == 0; i--, looked++) {
    const tree_element *element = &tree->elements[i];
    if (!tree_is_heading(element->node) || element->length > LONGEST) continue;
    html_node_text(element->node, &text);
    (void)source_date_read(sse_str_trim(sse_buffer_str(&text)), &date);
    break;
  }
  sse_buffer_reset(&text);
  return date.day == 0 ? date.year : 0;
}

static bool find_day_of_year(const list_entry *entry, sse_buffer *date) {
  sse_buffer text = {0};
  sse_str line;
  bool found = false;
  for (const xmlNode *node = entry->first; node; node = node->next) {
    html_node_text(node, &text);
    if (node == entry->last) break;
  }
  for (size_t position = 0; !found && sse_str_next(sse_buffer_str(&text), '\n', &position, &line);)
    found = published_in_line_of_year(line, entry->year, date);
  sse_buffer_reset(&text);
  return found;
}

/* Appends the date of an entry, without looking at `headline`; false for none. */
static bool find_entry_date(const page_tree *tree, const list_entry *entry, const xmlNode *headline,
                            sse_buffer *date) {
  return find_date(tree, entry->first, entry->last, headline, date) ||
         (entry->year > 0 && find_day_of_year(entry, date));
}

static uint32_t length_of(const page_tree *tree, const list_entry *entry) {
  uint32_t length = 0;
  for (const xmlNode *node = entry->first; node; node = node->next) {
    uint32_t number = tree_number(tree, node);
    if (number != TREE_NONE) length += tree->elements[number].length;
    if (number == TREE_NONE && node->type == XML_TEXT_NODE && node->content)
      length += (uint32_t)strlen((const char *)node->content);
    if (node == entry->last) break;
  }
  return length;
}

bool entry_is_linked(const page_tree *tree, const list_entry *entry) {
  const xmlNode *headline = tree->elements[entry->headline].node;
  return entry->link && (html_is(headline, "a") || link_in(headline));
}

bool entry_measure(const page_tree *tree, list_entry *entry, bool looks_up) {
  const tree_element *headline = &tree->elements[entry->headline];
  bool is_card = html_is(headline->node, "a") && headline->blocks > 0;
  sse_buffer date = {0};
  entry->link = find_link(tree, entry);
  if (has_small_link(tree, entry)) return false;
  entry->year = looks_up ? year_above(tree, entry->top) : 0;
  entry->has_date = find_entry_date(tree, entry, is_card ? NULL : headline->node, &date);
  entry->length = length_of(tree, entry);
  sse_buffer_reset(&date);
  return entry->link || entry->has_date;
}

/* ---- Reading an entry -------------------------------------------------------------------------------- */

struct leaving {
  const page_tree *tree;
  const xmlNode *headline;
};

/* Leaves out the headline, and lines that are only a link, as "Read more". */
static bool skips(const void *context, const xmlNode *node) {
  enum { LINK_LONGEST = 40 };
  const struct leaving *leaving = context;
  uint32_t number = tree_number(leaving->tree, node);
  if (node == leaving->headline || number == TREE_NONE) return true;
  const tree_element *element = &leaving->tree->elements[number];
  if (html_is(node, "time") || (element->names & NAME_SHARE && element->length < 80)) return true;
  return element->length > 0 && element->linked == element->length && element->length < LINK_LONGEST;
}

/* True for a line that is a day and a month, of a year that stands above it. */
static bool is_day_of_year(sse_str line, int year) {
  enum { LONGEST = 30 };
  sse_buffer ignored = {0};
  bool is_one = year > 0 && line.length <= LONGEST && published_in_line_of_year(line, year, &ignored);
  sse_buffer_reset(&ignored);
  return is_one;
}

/* Appends the lines of an entry but that with the date. */
static void append_text(const page_tree *tree, const list_entry *entry, const xmlNode *headline, sse_str date,
                        sse_buffer *out) {
  const struct leaving leaving = {tree, headline};
  const html_filter filter = {&leaving, skips};
  sse_buffer text = {0};
  sse_str line;
  for (const xmlNode *node = entry->first; node; node = node->next) {
    if (node != headline && !(node->type == XML_ELEMENT_NODE && skips(&leaving, node)))
      html_node_text_but(node, &filter, &text);
    if (node == entry->last) break;
  }
  for (size_t position = 0; sse_str_next(sse_buffer_str(&text), '\n', &position, &line);) {
    line = sse_str_trim(line);
    bool is_date = date.length > 0 && line.length < date.length + 40 &&
                   memmem(line.data, line.length, date.data, date.length);
    if (line.length == 0 || is_date || is_day_of_year(line, entry->year)) continue;
    sse_buffer_append_str(out, line);
    sse_buffer_append_text(out, "\n");
  }
  if (text.failed) out->failed = true;
  sse_buffer_reset(&text);
}

/* The element of a card's headline: a heading, or the first line that is no date. */
static const xmlNode *headline_of_card(const page_tree *tree, uint32_t card) {
  const xmlNode *top = tree->elements[card].node;
  sse_buffer date = {0};
  const xmlNode *found = NULL;
  for (uint32_t i = card + 1; i < tree->elements[card].end && !found; i++)
    if (tree_is_heading(tree->elements[i].node)) found = tree->elements[i].node;
  for (uint32_t i = card + 1; i < tree->elements[card].end && !found; i++) {
    const tree_element *element = &tree->elements[i];
    if (element->blocks > 0 || element->length < 10) continue;
    sse_buffer_clear(&date);
    if (!find_date_text(element->node, true, &date)) found = element->node;
  }
  sse_buffer_reset(&date);
  return found ? found : top;
}

void entry_read(const page_tree *tree, const list_entry *entry, sse_str base, struct fields *fields) {
  const tree_element *element = &tree->elements[entry->headline];
  bool is_card = html_is(element->node, "a") && (element->blocks > 0 || element->length > 150);
  const xmlNode *headline = is_card ? headline_of_card(tree, entry->headline) : element->node;
  sse_buffer *date = &fields->raw[FIELD_DATE];
  html_node_text(headline, &fields->raw[FIELD_TITLE]);
  (void)find_entry_date(tree, entry, headline, date);
  append_text(tree, entry, headline, sse_buffer_str(date), &fields->raw[FIELD_BODY]);
  if (entry->link)
    sse_url_resolve(sse_str_of(html_attribute(entry->link, "href")), base, &fields->raw[FIELD_URL]);
  sse_buffer_append_str(&fields->raw[FIELD_ID], sse_buffer_str(&fields->raw[FIELD_URL]));
}
