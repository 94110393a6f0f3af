/* Private to source/: the headline of a list entry, and the date that may be a part of it. "2026-03-04 Mill
 * sold", "Mill sold (March 2026)": one link or heading holds both, often in separate elements. The page is
 * borrowed. */
#ifndef SSE_SOURCE_PAGE_ENTRY_TITLE_H
#define SSE_SOURCE_PAGE_ENTRY_TITLE_H

#include "source/page/list_entry.h"

/* Appends the date that is set apart in a headline, as it is written: in an element or a line of its own, or
 * before or after the words with a separator between. Returns false if there is none; a day that the words
 * mention does not count. */
bool entry_title_find_date(const xmlNode *headline, sse_buffer *date);

/* Appends the headline, without that date if it has one. A file label at its end is removed. If the site
 * truncated the headline, it is taken from an attribute of the headline or its link that has all of it. */
void entry_title_append(const xmlNode *headline, bool has_date, sse_buffer *title);

/* True for a text that is a date, to the month at least, and hardly more; the date is appended as it is
 * written. */
bool entry_title_is_date(sse_str text, sse_buffer *date);

/* True for the name of a file, or a file label: "file-3.pdf", "PDF (120 KB)". */
bool entry_title_is_file(sse_str text);

/* True if an element has words of its own, outside the elements inside it. */
bool entry_title_has_words(const xmlNode *element);

#endif
