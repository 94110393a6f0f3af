/* One item of a list: its link, and its fields as far as it has them.
 * The text is what is left without headline, date, and links as "Read more".
 * What an entry cannot be read without is a link or a date. */
#include "source/page/entry.h"
#include "base/url.h"
#include "source/page/entry_date.h"
#include "source/page/names.h"
#include "source/page/published.h"

#include <string.h>

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

bool entry_measure(const page_tree *tree, list_entry *entry) {
  const tree_element *headline = &tree->elements[entry->headline];
  bool is_card = html_is(headline->node, "a") && headline->blocks > 0;
  sse_buffer date = {0};
  entry->link = find_link(tree, entry);
  if (has_small_link(tree, entry)) return false;
  entry->has_date = entry_date_find(tree, entry, is_card ? NULL : headline->node, &date);
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
    if (line.length == 0 || is_date || is_day_of_year(line, entry->above.year)) continue;
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
    if (!entry_date_in_text(element->node, true, &date)) found = element->node;
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
  (void)entry_date_find(tree, entry, headline, date);
  append_text(tree, entry, headline, sse_buffer_str(date), &fields->raw[FIELD_BODY]);
  if (entry->link)
    sse_url_resolve(sse_str_of(html_attribute(entry->link, "href")), base, &fields->raw[FIELD_URL]);
  sse_buffer_append_str(&fields->raw[FIELD_ID], sse_buffer_str(&fields->raw[FIELD_URL]));
}
