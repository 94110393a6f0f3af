/* Private to source/: the date of an item of a list.
 * It is in one of its elements, in one of its lines, or in the line above it and others.
 * Dates are appended as they stand. */
#ifndef SSE_SOURCE_PAGE_ENTRY_DATE_H
#define SSE_SOURCE_PAGE_ENTRY_DATE_H

#include "source/page/list_entry.h"

/* Appends the date in a node and those after it up to `last`, without looking into `but`; false for none. */
bool entry_date_in(const page_tree *tree, const xmlNode *first, const xmlNode *last, const xmlNode *but,
                   sse_buffer *date);

/* The date in the text of a node, line by line, and in all of a short one together. */
bool entry_date_in_text(const page_tree *tree, const xmlNode *node, bool is_field, sse_buffer *date);

/* Appends the date of an entry, without looking at `headline`; false for none. */
bool entry_date_find(const page_tree *tree, const list_entry *entry, const xmlNode *headline,
                     sse_buffer *date);

#endif
