/* Calendar dates to the day, the month or the year, and their ISO 8601 form.
 * Dates as people write them are read by source/, which knows the languages.
 * Nothing here depends on the locale or the time zone. */
#ifndef SSE_BASE_DATE_H
#define SSE_BASE_DATE_H

#include "base/str.h"

#include <stdbool.h>

/* A date in the proleptic Gregorian calendar, to the day, the month or the year. Year 0 is "no date"; month 0
 * means that only the year is known, day 0 that only the year and month are. */
typedef struct sse_date {
  int year;  /* 1 to 9999, or 0 */
  int month; /* 1 to 12, or 0 */
  int day;   /* 1 to 31, or 0 */
} sse_date;

enum { SSE_DATE_SIZE = 11 }; /* bytes for "2023-07-25" and its NUL */

/* True if the date exists, at its precision (2023-02-29 does not); false for "no date". */
bool sse_date_is_valid(sse_date date);
/* Writes ISO 8601: "2023-07-25", "2023-07", "2023"; "" for an invalid date. Sorted as text, these are in date
 * order. */
void sse_date_format(sse_date date, char out[SSE_DATE_SIZE]);
/* Reads exactly what sse_date_format writes; for anything else returns false and leaves `*date` unchanged. */
bool sse_date_parse(sse_str text, sse_date *date);
/* Today's date in UTC; no date if the clock is beyond the calendar. */
sse_date sse_date_today(void);

#endif
