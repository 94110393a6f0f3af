/* Calendar dates to the day, the month or the year, and their ISO 8601 form.
 * Dates as people write them are read by source/, which knows the languages.
 * Nothing here asks the locale or the time zone. */
#ifndef SSE_BASE_DATE_H
#define SSE_BASE_DATE_H

#include "base/str.h"

#include <stdbool.h>

/* A date in the proleptic Gregorian calendar, to the day, the month or the year.
 * Year 0 is "no date"; month 0 means only the year is known, day 0 only year and month. */
typedef struct sse_date {
  int year;  /* 1 to 9999, or 0 */
  int month; /* 1 to 12, or 0 */
  int day;   /* 1 to 31, or 0 */
} sse_date;

enum { SSE_DATE_SIZE = 11 }; /* bytes for "2023-07-25" and its NUL */

/* True for a date there is, to the precision it has (2023-02-29 is none); false for "no date". */
bool sse_date_is_valid(sse_date date);
/* Writes ISO 8601: "2023-07-25", "2023-07", "2023"; "" for an invalid date. These sort as text by date. */
void sse_date_format(sse_date date, char out[SSE_DATE_SIZE]);
/* Reads what sse_date_format writes, nothing around it; false, and `*date` untouched, for anything else. */
bool sse_date_parse(sse_str text, sse_date *date);
/* The day it is, by UTC; no date where the clock is out of all calendars. */
sse_date sse_date_today(void);

#endif
