/* Private to source/: whether the headlines of a list tell what they lead to, and where they are if not.
 * "Read more", "report.pdf" and "4 March" are links of entries whose headline stands elsewhere in them.
 * The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_HEADLINES_H
#define SSE_SOURCE_PAGE_HEADLINES_H

#include "source/page/list_entry.h"

/* True for a text that is not a headline: a number, a date, or the name of a file. */
bool headlines_is_idle(sse_str text);

/* True where most headlines are different, and are neither dates nor names of files. False also where memory
 * is short. */
bool headlines_tell(const page_tree *tree, const list_entry *entries, size_t count);

/* True where most entries have a heading besides that leads to the same place: "Read more: Ferry sold". */
bool headlines_are_repeated(const page_tree *tree, const list_entry *entries, size_t count);

/* Moves the headlines of entries that have one link each to the first short line in them that is not a date
 * and differs from entry to entry. False, and nothing moved, where there is no such line. */
bool headlines_find(const page_tree *tree, list_entry *entries, size_t count);

/* Moves the headlines of links that have no words of their own to the first element in them that has, is no
 * date and differs from entry to entry; links with headings stay. */
void headlines_find_in_links(const page_tree *tree, list_entry *entries, size_t count);

/* Has entries keep the dates in their headlines where these are alike without: minutes, monthly reports. */
void headlines_keep_dates(const page_tree *tree, list_entry *entries, size_t count);

/* Makes an entry of an element that is called one (h-entry, hAtom): its headline is a heading or title in it;
 * a note has none. */
list_entry headlines_of_entry(const page_tree *tree, uint32_t element);

#endif
