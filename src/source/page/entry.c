/* One entry of a list: its link, and the fields that it has.
 * The link is that of the headline, the one around it, or the first.
 * An entry must have a link or a date. */
#include "source/page/entry.h"
#include "base/url.h"
#include "source/page/entry_date.h"
#include "source/page/entry_title.h"
#include "source/page/scripted.h"

#include <string.h>

/* ---- Contents of an entry -------------------------------------------------------------------- */

static const xmlNode *link_in(const xmlNode *top) {
  for (const xmlNode *node = top; node; node = html_next(node, top, true))
    if (html_target(node)) return node;
  return NULL;
}

/* The link of a note, which may have others in its text: the link to the note itself, or the one around its
 * date. What it cites has links of its own. */
static const xmlNode *link_of_note(const xmlNode *top) {
  const xmlNode *dated = NULL;
  bool cites = false;
  for (const xmlNode *node = top; node; node = html_next(node, top, !cites)) {
    const char *classes = node->type == XML_ELEMENT_NODE ? html_attribute(node, "class") : NULL;
    cites = classes && strstr(classes, "h-cite");
    if (cites) continue;
    if (classes && html_target(node) && (strstr(classes, "u-url") || strstr(classes, "bookmark")))
      return node;
    const xmlNode *up = html_is(node, "time") && !dated ? node->parent : NULL;
    while (up && up != top && !html_target(up))
      up = up->parent;
    if (up && up != top) dated = up;
  }
  return dated ? dated : link_in(top);
}

/* True if an entry's headline, something inside it, or its parent is a link that a script opens. */
static bool is_scripted(const page_tree *tree, const list_entry *entry) {
  const xmlNode *headline = tree->elements[entry->headline].node;
  if (tree_link_density(&tree->elements[entry->headline]) < 0.5F || entry->is_note) return false;
  if (headline->parent && scripted_is_link(headline->parent)) return true;
  for (const xmlNode *node = headline; node; node = html_next(node, headline, true))
    if (scripted_is_link(node)) return true;
  return false;
}

/* The link of an entry: in its headline, around it, or elsewhere in it. */
static const xmlNode *find_link(const page_tree *tree, const list_entry *entry) {
  const xmlNode *headline = tree->elements[entry->headline].node;
  const xmlNode *link = entry->is_note ? link_of_note(headline) : link_in(headline);
  for (const xmlNode *node = headline->parent; !link && node && node->type == XML_ELEMENT_NODE;
       node = node->parent) {
    if (html_target(node)) link = node;
    if (node == tree->elements[entry->top].node) break;
  }
  for (const xmlNode *node = entry->first; node && !link && !entry->is_scripted; node = node->next) {
    if (node->type == XML_ELEMENT_NODE) link = link_in(node);
    if (node == entry->last) break;
  }
  return link;
}

/* True for a heading of which the link is only a small part: an edit link, or a permalink. */
static bool has_small_link(const page_tree *tree, const list_entry *entry) {
  const tree_element *headline = &tree->elements[entry->headline];
  return !entry->is_note && !html_is(headline->node, "a") && link_in(headline->node) &&
         tree_link_density(headline) < 0.4F;
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
  uint32_t link = tree_number(tree, entry->link);
  bool is_around = link != TREE_NONE && tree_holds(tree, link, entry->headline);
  return entry->link && (is_around || link_in(headline));
}

bool entry_measure(const page_tree *tree, list_entry *entry, sse_buffer *dates) {
  const xmlNode *headline = entry_text_headline(tree, entry);
  entry->is_scripted = is_scripted(tree, entry);
  entry->link = find_link(tree, entry);
  if (has_small_link(tree, entry)) return false;
  entry->date_at = dates->length;
  entry->has_date = entry_date_find(tree, entry, headline, dates);
  entry->is_date_in_headline = !entry->has_date && headline && entry_title_find_date(headline, dates);
  entry->has_date = entry->has_date || entry->is_date_in_headline;
  entry->date.length = dates->length - entry->date_at;
  entry->length = length_of(tree, entry);
  return entry->link || entry->has_date;
}

void entry_read(const page_tree *tree, const list_entry *entry, const entry_captions *captions, sse_str base,
                struct fields *fields) {
  const xmlNode *headline = entry_text_headline(tree, entry);
  bool loses_date = entry->is_date_in_headline && !entry->keeps_date;
  if (headline) entry_title_append(headline, loses_date, &fields->raw[FIELD_TITLE]);
  sse_buffer_append_str(&fields->raw[FIELD_DATE], entry->date);
  entry_text_append(tree, entry, captions, entry->date, &fields->raw[FIELD_BODY]);
  if (entry->link)
    sse_url_resolve(sse_str_of(html_attribute(entry->link, "href")), base, &fields->raw[FIELD_URL]);
  sse_buffer_append_str(&fields->raw[FIELD_ID], sse_buffer_str(&fields->raw[FIELD_URL]));
}
