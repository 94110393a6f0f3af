/* Private to source/: the date of a list entry.
 * It is in one of its elements or lines, or in the line above the entry and others.
 * Dates are appended as they are written. */
#ifndef SSE_SOURCE_PAGE_ENTRY_DATE_H
#define SSE_SOURCE_PAGE_ENTRY_DATE_H

#include "source/page/list_entry.h"

/* Appends the date in the siblings from `first` to `last`, without searching `but`; returns false if there is
 * none. */
bool entry_date_in(const page_tree *tree, const xmlNode *first, const xmlNode *last, const xmlNode *but,
                   sse_buffer *date);

/* Appends the date in the text of a node, line by line; a short text is also tried as a whole. */
bool entry_date_in_text(const page_tree *tree, const xmlNode *node, bool is_field, sse_buffer *date);

/* Appends the date of an entry, without searching `headline`; returns false if there is none. */
bool entry_date_find(const page_tree *tree, const list_entry *entry, const xmlNode *headline,
                     sse_buffer *date);

#endif
