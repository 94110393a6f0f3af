/* Days of a calendar that the text does not reveal: callers that know where it is from say which one.
 * read.c reads whole texts as dates of the common calendar; days of other calendars are found within a line.
 * Pure functions. */
#include "source/date/date.h"

bool date_of_calendar_in(date_calendar calendar, sse_str text, sse_date *date) {
  if (calendar == DATE_COMMON) return false;
  if (calendar == DATE_BUDDHIST_ERA) return date_buddhist_in(text, date);
  return calendar == DATE_REPUBLIC ? date_republic_in(text, date) : date_solar_in(text, date);
}
