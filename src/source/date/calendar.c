/* Days of a calendar that nothing in them tells: who knows where a text is from says which.
 * Dates of the common calendar are read by read.c, those of others are found in a line.
 * Pure functions. */
#include "source/date/date.h"

bool date_of_calendar_in(date_calendar calendar, sse_str text, sse_date *date) {
  if (calendar == DATE_COMMON) return false;
  if (calendar == DATE_BUDDHIST_ERA) return date_buddhist_in(text, date);
  return calendar == DATE_REPUBLIC ? date_republic_in(text, date) : date_solar_in(text, date);
}
