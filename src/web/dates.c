/* Ranges of dates, read from and written as the text of a filter.
 * Whole years and months are written as such: 2023-01-01 to 2023-12-31 is 2023.
 * So a range has only one address. */
#include "web/dates.h"
#include "base/buffer.h"

#include <string.h>

enum { MONTHS = 12, DAYS = 31 };

static sse_date first_of(sse_date date) {
  if (date.month == 0) date.month = 1;
  if (date.day == 0) date.day = 1;
  return date;
}

static sse_date last_of(sse_date date) {
  if (date.month == 0) date.month = MONTHS;
  if (date.day == 0) date.day = DAYS;
  while (!sse_date_is_valid(date))
    date.day--;
  return date;
}

/* Reads a date, or no date from an empty text, which is an open end. */
static bool read_end(sse_str text, sse_date *date) {
  *date = (sse_date){0};
  return text.length == 0 || sse_date_parse(text, date);
}

bool dates_read(const char *text, struct dates *range) {
  sse_str whole = sse_str_of(text);
  const char *dots = strstr(text, "..");
  size_t at = dots ? (size_t)(dots - text) : whole.length;
  sse_date first, last;
  bool is_range = read_end(sse_str_part(whole, 0, at), &first) &&
                  read_end(dots ? sse_str_part(whole, at + 2, whole.length) : whole, &last) &&
                  (first.year > 0 || last.year > 0);
  if (!is_range) return false;
  range->first = first.year > 0 ? first_of(first) : first;
  range->last = last.year > 0 ? last_of(last) : last;
  return true;
}

/* A number to compare days by; no two days have the same one. */
static int order_of(sse_date date) {
  return (date.year * (MONTHS + 1) + date.month) * (DAYS + 1) + date.day;
}

bool dates_have(const struct dates *range, sse_date date) {
  return order_of(range->first) <= order_of(first_of(date)) &&
         (range->last.year == 0 || order_of(last_of(date)) <= order_of(range->last));
}

static bool is_same(sse_date a, sse_date b) {
  return order_of(a) == order_of(b);
}

/* Shortens both ends to years or to months, if these are whole. */
static void shorten(sse_date *first, sse_date *last) {
  const sse_date first_year = {.year = first->year}, last_year = {.year = last->year};
  const sse_date first_month = {first->year, first->month, 0}, last_month = {last->year, last->month, 0};
  bool opens = first->year == 0, closes = last->year == 0;
  if ((opens || is_same(*first, first_of(first_year))) && (closes || is_same(*last, last_of(last_year)))) {
    *first = first_year;
    *last = last_year;
  } else if ((opens || is_same(*first, first_of(first_month))) &&
             (closes || is_same(*last, last_of(last_month)))) {
    *first = first_month;
    *last = last_month;
  }
}

char *dates_between(const char *from, const char *to) {
  char first_text[SSE_DATE_SIZE], last_text[SSE_DATE_SIZE];
  sse_date first, last;
  sse_buffer range = {0};
  bool is_open = !read_end(sse_str_of(from), &first) || first.year == 0;
  bool is_endless = !read_end(sse_str_of(to), &last) || last.year == 0;
  if (!is_open) first = first_of(first);
  if (!is_endless) last = last_of(last);
  shorten(&first, &last);
  sse_date_format(first, first_text);
  sse_date_format(last, last_text);
  bool is_one = strcmp(first_text, last_text) == 0;
  sse_buffer_printf(&range, "%s%s%s", first_text, is_one ? "" : "..", is_one ? "" : last_text);
  if (!range.failed) return range.data;
  sse_buffer_reset(&range);
  return NULL;
}
