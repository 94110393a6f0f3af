/* Whether the dates of a text have the day or the month first. Dates that are valid in only one order tell:
 * 3/14/2026, 14/3/2026. One publisher writes all dates in the same order.
 * Dates with dots always have the day first. */
#include "source/date/date.h"

static bool is_digit(sse_str text, size_t at) {
  return at < text.length && sse_is_digit(text.data[at]);
}

static bool is_separator(sse_str text, size_t at) {
  return at < text.length && (text.data[at] == '/' || text.data[at] == '-');
}

/* Reads three numbers at `at` as a date, and returns the first two; false if it is none. If the year has two
 * digits, only dates like 6/30/23 tell the order, since 30/6/23 may have the year first. */
static bool numbers_at(sse_str text, size_t at, int *first, int *second) {
  *first = date_number_at(text, &at, 2);
  if (*first < 1 || !is_separator(text, at)) return false;
  char separator = text.data[at++];
  *second = date_number_at(text, &at, 2);
  if (*second < 1 || at >= text.length || text.data[at++] != separator) return false;
  size_t start = at;
  int third = date_number_at(text, &at, 4);
  bool is_short = at - start == 2 && separator == '/' && *first <= 12 && *second > 12;
  return (third > 999 || (third >= 0 && is_short)) && !is_separator(text, at);
}

date_order date_order_of(sse_str text) {
  bool has_day_first = false, has_month_first = false;
  for (size_t at = 0; at < text.length; at++) {
    int first, second;
    bool is_start = is_digit(text, at) && !(at > 0 && (is_digit(text, at - 1) || is_separator(text, at - 1)));
    if (!is_start || !numbers_at(text, at, &first, &second) || first > 31 || second > 31) continue;
    has_day_first = has_day_first || (first > 12 && second <= 12);
    has_month_first = has_month_first || (first <= 12 && second > 12);
  }
  if (has_day_first == has_month_first) return DATE_ORDER_UNKNOWN;
  return has_month_first ? DATE_MONTH_FIRST : DATE_DAY_FIRST;
}
