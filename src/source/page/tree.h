/* Private to source/: a page's elements in the order of the page, each with measures of the text in it.
 * One walk over the document makes them; what a reader of the page does not see is left out of it.
 * Lengths are in code points, those of Chinese, Japanese and Korean counted twice: they say more. */
#ifndef SSE_SOURCE_TREE_H
#define SSE_SOURCE_TREE_H

#include "source/date/date.h"
#include "source/page/html.h"

#include <stdint.h>

#define TREE_NONE UINT32_MAX

typedef struct tree_element {
  const xmlNode *node;
  uint32_t parent; /* the number of the element it is in; TREE_NONE for the root */
  uint32_t around; /* the number of the block element it is in */
  uint32_t end;    /* the number after its last descendant */
  uint32_t length; /* of the text in it */
  uint32_t linked; /* and of what of it is in links */
  uint32_t runs;   /* paragraphs of its own: runs of text between blocks, as far as they are long enough */
  uint32_t blocks; /* block elements right in it */
  uint32_t paragraphs; /* runs in it and below */
  uint32_t headlines;  /* headings in it and below that are links */
  uint32_t link_lines; /* runs in it and below that are links */
  uint32_t
      cards; /* children that look like a teaser of something else: a line that is a link, and little more */
  float points;   /* of its own paragraphs */
  uint16_t names; /* NAME_ flags of its class and id (names.h) */
  bool is_block;
  bool is_undated; /* its text was looked at (entry_date.h), and there is no date in it */
} tree_element;

typedef struct page_tree {
  tree_element *elements;
  size_t count;
  date_calendar calendar; /* of the country it is from; nothing here sets it */
} page_tree;

/* Measures a document, which is borrowed as long as the tree is used: its nodes' `_private` are set. The tree
 * is the caller's to reset, whatever the result. Errors: SSE_NO_MEMORY, SSE_TOO_LARGE. */
sse_status tree_build(htmlDocPtr document, page_tree *tree, sse_error *err);
void tree_reset(page_tree *tree);

/* The number of an element's node; TREE_NONE for what is not seen. */
uint32_t tree_number(const page_tree *tree, const xmlNode *node);
/* The share of the text that is in links, 0 to 1; 0 without text. */
float tree_link_density(const tree_element *element);
/* True where the element `inner` is `outer` or in it. */
bool tree_holds(const page_tree *tree, uint32_t outer, uint32_t inner);
/* True for h1 to h6. */
static inline bool tree_is_heading(const xmlNode *node) {
  const char *name = (const char *)node->name;
  return name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2];
}

#endif
