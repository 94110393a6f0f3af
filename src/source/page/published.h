/* Private to source/: when a page was published, from its elements, its text and its address.
 * Dates near the headline rank above those further below;
 * dates of comments and of other articles are ignored. */
#ifndef SSE_SOURCE_PAGE_PUBLISHED_H
#define SSE_SOURCE_PAGE_PUBLISHED_H

#include "source/page/main_text.h"
#include "source/page/metadata.h"

/* Offers the dates that elements and the text around the headline show, that of the page's address, and one
 * at the beginning of `body`, the article's text. If the date that the page says of itself may be one of two
 * days, the day that it shows decides. */
void published_offer(page_metadata *metadata, const page_tree *tree, const main_text *text, sse_str body);

/* Finds a date in a line of text that may contain more: "Published on 25 July 2023 | News", "Lyon, le 4 mars
 * 2026". Appends it as written; it has at least a day. Returns false if there is none, or if the line is a
 * sentence that only mentions one. */
bool published_in_line(sse_str line, bool is_short_enough, sse_buffer *date);

/* The same for a day of a calendar other than the common one; it is appended as YYYY-MM-DD. */
bool published_in_calendar(date_calendar calendar, sse_str line, sse_buffer *date);

/* The same for a day and a month whose year is in a heading above them. */
bool published_in_line_of_year(sse_str line, int year, sse_buffer *date);

#endif
