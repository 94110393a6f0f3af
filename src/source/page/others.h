/* Private to source/: articles of a page other than its own.
 * Sites add the next article below the one that a reader came for, and a browser saves all of them.
 * The headline that the page gives itself tells which one is its own. */
#ifndef SSE_SOURCE_OTHERS_H
#define SSE_SOURCE_OTHERS_H

#include "source/page/tree.h"

/* Sets `others[number]` for all elements of articles that have an h1 of their own and follow the page's own
 * one, whose h1 is in one of `titles`, separated by line breaks. Returns the number of these articles; 0 if
 * no h1 is the page's own, as on a page of several posts. `others` has room for all elements. */
size_t others_find(const page_tree *tree, sse_str titles, unsigned char *others);

#endif
