/* Private to source/: where an item of a list begins and ends.
 * That is told by its neighbours, since publishers mark it in a hundred ways.
 * The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_ENTRY_RANGE_H
#define SSE_SOURCE_PAGE_ENTRY_RANGE_H

#include "source/page/date_lines.h"

/* Finds where entries begin and end, of which the headlines are known, in the order of the page, and what
 * stands above them. */
void entry_range_set(const page_tree *tree, const date_lines *lines, list_entry *entries, size_t count);

#endif
