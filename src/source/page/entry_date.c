/* The date of an item of a list. What a <time> says comes first, then what is alone in its element, or in a
 * line. A day and a month take their year from the heading above them. Nothing but the entry and that heading
 * is looked at. */
#include "source/page/entry_date.h"
#include "source/page/names.h"
#include "source/page/published.h"
#include "source/source.h"

static bool offer_line(sse_str line, bool is_field, sse_buffer *date) {
  enum { LONGEST = 80 };
  return line.length <= LONGEST && published_in_line(line, is_field, date);
}

/* The date in the text of a node, line by line, and in all of a short one together. */
bool entry_date_in_text(const xmlNode *node, bool is_field, sse_buffer *date) {
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
    if (entry_date_in_text(node, is_element && names_of(node) & NAME_BYLINE, date)) return true;
  }
  return false;
}

bool entry_date_in(const page_tree *tree, const xmlNode *first, const xmlNode *last, const xmlNode *but,
                   sse_buffer *date) {
  for (const xmlNode *node = first; node; node = node->next) {
    if (node != but && find_date_in(tree, node, but, date)) return true;
    if (node == last) break;
  }
  return false;
}

/* The year in the heading above an entry, as "July 2023"; 0 for none. */
int entry_date_year_above(const page_tree *tree, uint32_t top) {
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
bool entry_date_find(const page_tree *tree, const list_entry *entry, const xmlNode *headline,
                     sse_buffer *date) {
  return entry_date_in(tree, entry->first, entry->last, headline, date) ||
         (entry->year > 0 && find_day_of_year(entry, date));
}
