/* Private to web/: a range of dates, as a filter says it and as the two fields of a form have it.
 * A filter has it as one text, 2023-06..2023-08; a form has two days.
 * Both ends are in it; an open one is not a date. */
#ifndef SSE_WEB_DATES_H
#define SSE_WEB_DATES_H

#include "base/date.h"

/* To the day. */
struct dates {
  sse_date first, last;
};

/* Reads 2023, 2023-07, 2023-07-25, 2023-06..2023-08, 2023.. and ..2023; false for anything else. */
bool dates_read(const char *text, struct dates *range);
/* True where all of a date is in a range. */
bool dates_have(const struct dates *range, sse_date date);

/* The shortest way to say the range from one date to another, each as sse_date_format writes it or "": 2023
 * for its first day to its last, "" for none. The caller's to free, NULL where memory is short. */
char *dates_between(const char *from, const char *to);

#endif
