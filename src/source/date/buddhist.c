/* Dates in digits with years of the Buddhist calendar, as Thailand writes them: 04/05/2566, 4-5-2566,
 * 2566-05-04; days and months are those of the common calendar. Only a caller that knows the country can tell
 * them from others. read.c reads those with a month's name. Source: Unicode CLDR 47, buddhist calendar. */
#include "source/date/date.h"

enum { YEAR = 4 /* digits */, NUMBERS = 3 };

/* The value of the digits at a place; `*count` is their number. */
static int number_at(sse_str text, size_t at, size_t *count) {
  *count = 0;
  while (*count <= YEAR && date_digits(text, at + *count, 1) >= 0)
    ++*count;
  return date_digits(text, at, *count);
}

/* Reads three numbers with the same separator between them. */
static bool read_at(sse_str text, size_t at, int values[NUMBERS], size_t counts[NUMBERS]) {
  char separator = 0;
  for (int i = 0; i < NUMBERS; i++) {
    values[i] = number_at(text, at, &counts[i]);
    if (counts[i] == 0) return false;
    at += counts[i];
    if (i + 1 == NUMBERS) break;
    if (at >= text.length || (i > 0 && text.data[at] != separator)) return false;
    separator = text.data[at++];
    if (separator != '/' && separator != '-' && separator != '.') return false;
  }
  return true;
}

bool date_buddhist_in(sse_str text, sse_date *date) {
  for (size_t at = 0, count; at<text.length; at += count> 0 ? count : 1) {
    int values[NUMBERS];
    size_t counts[NUMBERS];
    (void)number_at(text, at, &count); /* only the count is used */
    if (count == 0 || !read_at(text, at, values, counts) || counts[1] > 2) continue;
    bool is_last = counts[0] <= 2 && counts[2] == YEAR, is_first = counts[0] == YEAR && counts[2] <= 2;
    int year = date_buddhist_year(is_last ? values[2] : is_first ? values[0] : 0);
    sse_date found = {year, values[1], is_last ? values[0] : values[2]};
    if (year == 0 || found.month == 0 || found.day == 0 || !sse_date_is_valid(found)) continue;
    *date = found;
    return true;
  }
  return false;
}
