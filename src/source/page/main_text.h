/* Private to source/: where on a page its text is, and the text without what stands around it.
 * Everything is told by the measures of tree.h; names of elements only lower what they hold.
 * What holds much of the page's text is never left out by its name. */
#ifndef SSE_SOURCE_MAIN_TEXT_H
#define SSE_SOURCE_MAIN_TEXT_H

#include "source/page/tree.h"

typedef struct main_text {
  uint32_t container;     /* the element with the text; TREE_NONE for a page without paragraphs */
  uint32_t core;          /* the element in it with most of it */
  bool is_discussion;     /* most of it was said by readers */
  unsigned char *skipped; /* by number of element: 1 for what in it stands beside the text */
} main_text;

/* Finds the text of an article. `text` is the caller's to reset, whatever the result. Errors: SSE_NO_MEMORY.
 */
sse_status main_text_find(const page_tree *tree, main_text *text, sse_error *err);
/* The number of the element with the first paragraph of the text, at which headings above it end; the number
 * of elements for a page without text. */
uint32_t main_text_beginning(const page_tree *tree, const main_text *text);
/* Narrows the text of a thread to that of its first post, where posts stand beside one another in it, and
 * returns how many others there are. */
size_t main_text_take_first_post(const page_tree *tree, main_text *text);
void main_text_reset(main_text *text);

/* Appends that text, a line a paragraph, without link lists, captions, bylines and bars, and without a
 * heading that is `title`. Errors: SSE_NO_MEMORY. */
sse_status main_text_append(const page_tree *tree, const main_text *text, sse_str title, sse_buffer *out,
                            sse_error *err);

#endif
