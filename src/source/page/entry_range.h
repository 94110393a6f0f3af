/* Private to source/: where a list entry begins and ends.
 * Its neighbours decide, since publishers mark entries in a hundred ways.
 * The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_ENTRY_RANGE_H
#define SSE_SOURCE_PAGE_ENTRY_RANGE_H

#include "source/page/date_lines.h"

/* Finds where entries begin and end, and the date above them. Their headlines must be known, and be in page
 * order. */
void entry_range_set(const page_tree *tree, const date_lines *lines, list_entry *entries, size_t count);

#endif
