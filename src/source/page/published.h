/* Private to source/: when a page was published, by its elements, its text and its address.
 * What is near the headline counts for more than what stands below; dates of comments and of other articles
 * count for nothing. */
#ifndef SSE_SOURCE_PAGE_PUBLISHED_H
#define SSE_SOURCE_PAGE_PUBLISHED_H

#include "source/page/facts.h"
#include "source/page/main_text.h"

/* Offers the dates that elements and the text around the headline show, that of the page's address, and one
 * at the beginning of `body`, the article's text. Where what the page says of itself may be two days, the one
 * it shows is taken. */
void published_offer(page_facts *facts, const page_tree *tree, const main_text *text, sse_str body);

/* Finds a date in a line of text that may say more than that: "Published on 25 July 2023 | News", "Lyon, le 4
 * mars 2026". Appends it as it stands, to the day at least; false where there is none, or the line is a
 * sentence that only mentions one. */
bool published_in_line(sse_str line, bool is_short_enough, sse_buffer *date);

/* The same for a day of another calendar than the common one, which is appended as YYYY-MM-DD. */
bool published_in_calendar(date_calendar calendar, sse_str line, sse_buffer *date);

/* The same for a day and a month that a heading above them has the year of. */
bool published_in_line_of_year(sse_str line, int year, sse_buffer *date);

/* Appends the day that an address has in its path, /2023/07/25/ or /2023-07-25; false for none. */
bool published_in_address(sse_str address, sse_buffer *date);

#endif
