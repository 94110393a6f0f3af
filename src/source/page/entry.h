/* Private to source/: an item of a list of news on a page, whose range is known (entry_range.h).
 * It is measured, to see whether it is one, and read.
 * The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_ENTRY_H
#define SSE_SOURCE_PAGE_ENTRY_H

#include "source/fields.h"
#include "source/page/entry_text.h"

/* Finds link, date and length of an entry whose range is known; the date is appended to `dates`, in which the
 * entry has its place and length. False for what cannot be one: without link and date, or whose link is only
 * an edit link. */
bool entry_measure(const page_tree *tree, list_entry *entry, sse_buffer *dates);

/* True where the headline is a link, has one, or is in one. */
bool entry_is_linked(const page_tree *tree, const list_entry *entry);

/* Fills in title, date, text and address; `base` is where links start. */
void entry_read(const page_tree *tree, const list_entry *entry, const entry_captions *captions, sse_str base,
                struct fields *fields);

#endif
