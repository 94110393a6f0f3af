/* Private to source/: the headline of an item of a list, and the date that may be a part of it.
 * "2026-03-04 Mill sold", "Mill sold (March 2026)": a link or heading holds both, often each in an element.
 * The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_ENTRY_TITLE_H
#define SSE_SOURCE_PAGE_ENTRY_TITLE_H

#include "source/page/list_entry.h"

/* Appends the date that stands apart in a headline, as it is written: in an element or a line of its own, or
 * before or after the words with a sign between them. False for none: a day that the words mention is none.
 */
bool entry_title_find_date(const xmlNode *headline, sse_buffer *date);

/* Appends the headline; without that date where it has one. The label of a file at its end goes, and where
 * the site cut it off, an attribute of it or its link that has the whole is taken. */
void entry_title_append(const xmlNode *headline, bool has_date, sse_buffer *title);

/* True for a text that is a date, to the month at least, and hardly more; it is appended as it is written. */
bool entry_title_is_date(sse_str text, sse_buffer *date);

/* True for the name of a file, or a label of one: "file-3.pdf", "PDF (120 KB)". */
bool entry_title_is_file(sse_str text);

/* True where words stand right in an element, and not only in elements inside it. */
bool entry_title_has_words(const xmlNode *element);

#endif
