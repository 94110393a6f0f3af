/* Calendar dates to the day, the month or the year, and their ISO 8601 form.
 * Dates as people write them ("25 juillet 2023") are read by source/, which knows the languages.
 * Years run from 1 to 9999, so that the ISO form has a fixed width and sorts as text. */
#include "base/date.h"

#include <time.h>

static bool is_leap_year(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

bool sse_date_is_valid(sse_date date) {
  if (date.year < 1 || date.year > 9999) return false;
  if (date.month == 0) return date.day == 0;
  if (date.month < 1 || date.month > 12) return false;
  return date.day >= 0 && date.day <= days_in_month(date.year, date.month);
}

void sse_date_format(sse_date date, char out[SSE_DATE_SIZE]) {
  out[0] = '\0';
  if (!sse_date_is_valid(date)) return;
  const int values[] = {date.year, date.month, date.day};
  const int widths[] = {4, 2, 2};
  char *end = out;
  for (int i = 0; i < 3 && values[i] > 0; i++) {
    if (i > 0) *end++ = '-';
    int value = values[i];
    for (int digit = widths[i] - 1; digit >= 0; digit--) {
      end[digit] = (char)('0' + value % 10);
      value /= 10;
    }
    end += widths[i];
  }
  *end = '\0';
}

/* Reads exactly `digits` ASCII digits at `text`; -1 if one is missing. */
static int read_digits(const char *text, int digits) {
  int value = 0;
  for (int i = 0; i < digits; i++) {
    if (!sse_is_digit(text[i])) return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

bool sse_date_parse(sse_str text, sse_date *date) {
  if (text.length != 4 && text.length != 7 && text.length != 10) return false;
  sse_date read = {.year = read_digits(text.data, 4)};
  if (text.length >= 7) {
    read.month = text.data[4] == '-' ? read_digits(text.data + 5, 2) : -1;
    if (read.month < 1) return false;
  }
  if (text.length == 10) {
    read.day = text.data[7] == '-' ? read_digits(text.data + 8, 2) : -1;
    if (read.day < 1) return false;
  }
  if (!sse_date_is_valid(read)) return false;
  *date = read;
  return true;
}

sse_date sse_date_today(void) {
  time_t now = time(NULL);
  struct tm parts;
  if (!gmtime_r(&now, &parts)) return (sse_date){0};
  return (sse_date){parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday};
}
