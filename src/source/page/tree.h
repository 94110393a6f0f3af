/* Private to source/: a page's elements in page order, each with measures of the text in it.
 * One traversal of the document makes them; what readers of the page do not see is left out.
 * Lengths are in code points; Chinese, Japanese and Korean ones count twice, since they say more. */
#ifndef SSE_SOURCE_TREE_H
#define SSE_SOURCE_TREE_H

#include "source/date/date.h"
#include "source/page/html.h"

#include <stdint.h>

#define TREE_NONE UINT32_MAX

typedef struct tree_element {
  const xmlNode *node;
  uint32_t parent;     /* the number of the element around it; TREE_NONE for the root */
  uint32_t around;     /* the number of the block element around it */
  uint32_t end;        /* the number after its last descendant */
  uint32_t length;     /* of its text */
  uint32_t linked;     /* of the part of its text in links */
  uint32_t runs;       /* its own paragraphs: sufficiently long runs of text between blocks */
  uint32_t blocks;     /* block elements directly in it */
  uint32_t paragraphs; /* paragraphs in it and below */
  uint32_t headlines;  /* linked headings in it and below */
  uint32_t link_lines; /* runs in it and below that are links */
  uint32_t cards;      /* children that look like teasers: a linked line, and little more */
  float points;        /* of its own paragraphs */
  uint16_t names;      /* NAME_ flags of its class and id (names.h) */
  bool is_block;
  bool is_undated; /* its text was searched (entry_date.h), and there is no date in it */
} tree_element;

typedef struct page_tree {
  tree_element *elements;
  size_t count;
  date_calendar calendar; /* of its country of origin; nothing here sets it */
} page_tree;

/* Measures a document, which is borrowed as long as the tree is used: the `_private` fields of its nodes are
 * set. The caller resets the tree, whatever the result. Errors: SSE_NO_MEMORY, SSE_TOO_LARGE. */
sse_status tree_build(htmlDocPtr document, page_tree *tree, sse_error *err);
void tree_reset(page_tree *tree);

/* The number of an element's node; TREE_NONE if it is not seen. */
uint32_t tree_number(const page_tree *tree, const xmlNode *node);
/* The share of its text that is in links, 0 to 1; 0 if it has no text. */
float tree_link_density(const tree_element *element);
/* True if the element `inner` is `outer` or inside it. */
bool tree_holds(const page_tree *tree, uint32_t outer, uint32_t inner);
/* True for h1 to h6. */
static inline bool tree_is_heading(const xmlNode *node) {
  const char *name = (const char *)node->name;
  return name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2];
}

#endif
