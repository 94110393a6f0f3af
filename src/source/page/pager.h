/* Private to source/: the link of a list to its older items.
 * It is told by its relation, its class, its words or its number.
 * Whether it is followed is for the caller to say. */
#ifndef SSE_SOURCE_PAGE_PAGER_H
#define SSE_SOURCE_PAGE_PAGER_H

#include "source/page/tree.h"

/* Appends the address of the next page of a list; nothing where there is none. `base` is where links start.
 */
void pager_find_next(const page_tree *tree, sse_str base, sse_buffer *address);

#endif
