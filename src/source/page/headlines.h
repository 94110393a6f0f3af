/* Private to source/: whether the headlines of a list are informative, and where the real ones are if not.
 * "Read more", "report.pdf" and "4 March" are links of entries whose headline is elsewhere in them.
 * The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_HEADLINES_H
#define SSE_SOURCE_PAGE_HEADLINES_H

#include "source/page/list_entry.h"

/* True for a text that is not a headline: a number, a date, or the name of a file. */
bool headlines_is_idle(sse_str text);

/* True if most headlines are distinct, and are neither dates nor names of files. Also false if memory is
 * short. */
bool headlines_are_distinct(const page_tree *tree, const list_entry *entries, size_t count);

/* True if most entries have another heading that leads to the same place: "Read more: Ferry sold". */
bool headlines_are_repeated(const page_tree *tree, const list_entry *entries, size_t count);

/* Moves the headlines of entries with one link each to the first short line in them that is not a date and
 * differs between entries. Returns false, and moves nothing, if there is no such line. */
bool headlines_find(const page_tree *tree, list_entry *entries, size_t count);

/* Moves the headlines of links without words of their own to the first element inside them that has words, is
 * no date and differs between entries. Links that contain headings are left alone. */
void headlines_find_in_links(const page_tree *tree, list_entry *entries, size_t count);

/* Lets entries keep the dates in their headlines if these are all alike without them: minutes, monthly
 * reports. */
void headlines_keep_dates(const page_tree *tree, list_entry *entries, size_t count);

/* Makes an entry from an element marked as one (h-entry, hAtom): its headline is a heading or title in it; a
 * note has none. */
list_entry headlines_of_entry(const page_tree *tree, uint32_t element);

#endif
