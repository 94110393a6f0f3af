/* Private to source/: an entry of a page's list of news, whose range is known (entry_range.h).
 * It is measured, to see whether it is one, and then read.
 * The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_ENTRY_H
#define SSE_SOURCE_PAGE_ENTRY_H

#include "source/fields.h"
#include "source/page/entry_text.h"

/* Finds link, date and length of an entry whose range is known. The date is appended to `dates`; the entry
 * gets its position and length there. Returns false for what cannot be an entry: it has neither link nor
 * date, or the link in its headline is only a small one, for editing. */
bool entry_measure(const page_tree *tree, list_entry *entry, sse_buffer *dates);

/* True if the headline is a link, contains one, or is inside one. */
bool entry_is_linked(const page_tree *tree, const list_entry *entry);

/* Fills in title, date, text and address; `base` is the base of links. */
void entry_read(const page_tree *tree, const list_entry *entry, const entry_captions *captions, sse_str base,
                struct fields *fields);

#endif
