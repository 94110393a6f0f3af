/* Private to web/: ranges of dates, as a filter writes them and as the two date fields of a form have them.
 * A filter is one text, such as 2023-06..2023-08; a form has two days.
 * Both ends are included; an open end is no date. */
#ifndef SSE_WEB_DATES_H
#define SSE_WEB_DATES_H

#include "base/date.h"

/* Both ends are days, or no date. */
struct dates {
  sse_date first, last;
};

/* Reads 2023, 2023-07, 2023-07-25, 2023-06..2023-08, 2023.. and ..2023; returns false for anything else. */
bool dates_read(const char *text, struct dates *range);
/* Returns true if all of a date, which may be a year or a month, is in a range. */
bool dates_have(const struct dates *range, sse_date date);

/* The shortest form of the range between two dates, each as sse_date_format writes it or "": 2023 for the
 * first to the last day of 2023, "" for none. The caller frees it; NULL if memory is short. */
char *dates_between(const char *from, const char *to);

#endif
