/* Private to source/: the link from a list to its older items.
 * It is recognised by its relation, its class, its words or its number.
 * The caller decides whether to follow it. */
#ifndef SSE_SOURCE_PAGE_PAGER_H
#define SSE_SOURCE_PAGE_PAGER_H

#include "source/page/tree.h"

/* Appends the address of the next page of a list; nothing if there is none. `base` is the base of links. */
void pager_find_next(const page_tree *tree, sse_str base, sse_buffer *address);

#endif
