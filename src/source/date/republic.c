/* Dates with years of the Republic of China, as Taiwan's authorities write them: 115-08-06, 115.8.6,
 * 115年8月6日; the first year is 1912. Only a caller that knows where a text is from can tell them from
 * others, since nothing in them does. read.c reads those with the era's name (民國115年). Source:
 * 公文程式條例 (the act on forms of official documents), article 4. */
#include "source/date/date.h"

#include <string.h>

enum { BEFORE_FIRST = 1911, FIGURES_OF_YEAR = 3 };

static bool is_digit(sse_str text, size_t at) {
  return date_digits(text, at, 1) >= 0;
}

/* The length of the separator between two parts; 0 if there is none. */
static size_t gap_at(sse_str text, size_t at) {
  static const char *const gaps[] = {"-", "/", ".", "年", "月"};
  for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++)
    if (sse_str_begins(sse_str_part(text, at, text.length), gaps[i])) return strlen(gaps[i]);
  return 0;
}

bool date_republic_in(sse_str text, sse_date *date) {
  for (size_t start = 0; start + FIGURES_OF_YEAR < text.length; start++) {
    size_t at = start + FIGURES_OF_YEAR, gap = gap_at(text, at);
    int year = date_digits(text, start, FIGURES_OF_YEAR);
    if ((start > 0 && is_digit(text, start - 1)) || year < 100 || gap == 0) continue;
    at += gap;
    int month = date_number_at(text, &at, 2);
    gap = gap_at(text, at);
    at += gap;
    int day = gap > 0 ? date_number_at(text, &at, 2) : -1;
    sse_date found = {year + BEFORE_FIRST, month, day};
    if (month < 1 || day < 1 || !sse_date_is_valid(found)) continue;
    *date = found;
    return true;
  }
  return false;
}
