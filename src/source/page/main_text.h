/* Private to source/: where the text of a page is, and that text without what surrounds it.
 * The measures of tree.h decide; the names of elements only reduce the weight of their content.
 * An element with much of the page's text is never left out because of its name. */
#ifndef SSE_SOURCE_MAIN_TEXT_H
#define SSE_SOURCE_MAIN_TEXT_H

#include "source/page/tree.h"

typedef struct main_text {
  uint32_t container;     /* the element with the text; TREE_NONE if the page has none */
  uint32_t core;          /* the element in it with most of the text */
  bool is_discussion;     /* most of it was written by readers */
  size_t others;          /* the number of other articles on the page (others.h) */
  unsigned char *skipped; /* by element number: 1 for elements in it that do not belong to the text */
} main_text;

/* Finds the text of an article, which has one of `titles`, separated by line breaks. The caller resets
 * `text`, whatever the result. Errors: SSE_NO_MEMORY. */
sse_status main_text_find(const page_tree *tree, sse_str titles, main_text *text, sse_error *err);
/* The number of the element with the first paragraph of the text; headings before it are above the text. If
 * the page has no text, TREE_NONE. */
uint32_t main_text_beginning(const page_tree *tree, const main_text *text);
/* Reduces the text of a thread to its first post, if it consists of posts next to each other, and returns the
 * number of the others. */
size_t main_text_take_first_post(const page_tree *tree, main_text *text);
void main_text_reset(main_text *text);

/* Appends the text, one paragraph a line, without link lists, captions, bylines and bars, and without a
 * heading that is `title`. Errors: SSE_NO_MEMORY. */
sse_status main_text_append(const page_tree *tree, const main_text *text, sse_str title, sse_buffer *out,
                            sse_error *err);

#endif
