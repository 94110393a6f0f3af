/* Private to source/: the lines of a page that are only a date, and its headings.
 * They may group the entries of a list: what is below "March 2026" is from that month.
 * The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_DATE_LINES_H
#define SSE_SOURCE_PAGE_DATE_LINES_H

#include "source/page/list_entry.h"

typedef struct date_line {
  uint32_t element;
  int level;     /* of a heading, 1 to 6; else 0 */
  sse_date date; /* a day, a month or a year; a heading may have none */
} date_line;

typedef struct date_lines {
  date_line *lines; /* in the order of the page */
  size_t count, capacity;
} date_lines;

/* Collects the lines. The caller resets them, whatever the result. Errors: SSE_NO_MEMORY. */
sse_status date_lines_collect(const page_tree *tree, date_lines *lines, sse_error *err);
void date_lines_reset(date_lines *lines);

/* True for an element that contains only such a date. */
bool date_lines_have(const page_tree *tree, const date_lines *lines, uint32_t element);

/* Sets the date above each entry; the entries must be in page order and have their tops set. Returns true if
 * the lines come before the entries that they date, false if there are none or they come after their
 * entries. */
bool date_lines_set_above(const page_tree *tree, const date_lines *lines, list_entry *entries, size_t count);

#endif
