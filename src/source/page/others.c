/* Other articles of a page, told by their markup: <article>, schema.org's types, microformats.org's hentry.
 * A part of an article may have an h1, too, but is no article; a teaser is one, but has little text.
 * The page's own text comes first: an h1 with a site's name above an article is not the headline of one. */
#include "source/page/others.h"
#include "source/page/names.h"

#include <string.h>

enum { TEXT_LEAST = 400 /* of an article with text of its own, in the tree's measure */ };

static bool is_article(const tree_element *element) {
  const char *type = html_attribute(element->node, "itemtype");
  sse_str name = sse_str_of(type);
  if (element->names & NAME_COMMENT) return false;
  return html_is(element->node, "article") || sse_str_ends(name, "Article") ||
         sse_str_ends(name, "BlogPosting") || html_has_word(element->node, "class", "hentry") ||
         html_has_word(element->node, "class", "h-entry");
}

/* True if the text of an h1 is in the page's titles. */
static bool is_own(const xmlNode *heading, sse_str titles) {
  sse_buffer text = {0};
  html_node_text(heading, &text);
  sse_str headline = sse_str_trim(sse_buffer_str(&text));
  bool is_in = headline.length > 0 && headline.length <= titles.length &&
               memmem(titles.data, titles.length, headline.data, headline.length);
  sse_buffer_reset(&text);
  return is_in;
}

/* The first h1 in an element; TREE_NONE if there is none. */
static uint32_t find_heading(const page_tree *tree, uint32_t number) {
  for (uint32_t i = number; i < tree->elements[number].end; i++)
    if (html_is(tree->elements[i].node, "h1")) return i;
  return TREE_NONE;
}

size_t others_find(const page_tree *tree, sse_str titles, unsigned char *others) {
  const float enough = 4; /* points of the page's own text: a paragraph or two */
  size_t count = 0;
  bool is_below = false; /* the page's own headline */
  float points = 0;      /* of the text below it */
  for (uint32_t i = 1; i < tree->count;) {
    const tree_element *element = &tree->elements[i];
    bool may_be_other = is_below && points >= enough && is_article(element) && element->length >= TEXT_LEAST;
    uint32_t heading = may_be_other ? find_heading(tree, i) : TREE_NONE;
    bool is_other = heading != TREE_NONE && !is_own(tree->elements[heading].node, titles);
    if (is_other) memset(others + i, 1, element->end - i);
    count += is_other;
    is_below = is_below || (html_is(element->node, "h1") && is_own(element->node, titles));
    if (is_below) points += element->points;
    i = is_other ? element->end : i + 1;
  }
  return count;
}
