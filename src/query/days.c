/* Dates of filters: those of source/date/, and names of days relative to today.
 * Weeks begin on Monday (ISO 8601).
 * A month back is thirty days, a year 365: people who ask for "the last six months" do not count days. */
#include "query/days.h"
#include "query/query.h"
#include "source/source.h"

#include <string.h>

enum { WEEK = 7, MONTH = 30, YEAR = 365, NUMBER_LONGEST = 5 /* digits */ };

static bool read_number(sse_str text, int *number) {
  *number = 0;
  for (size_t i = 0; i < text.length; i++) {
    if (!sse_is_digit(text.data[i]) || i >= NUMBER_LONGEST) return false;
    *number = *number * 10 + (text.data[i] - '0');
  }
  return text.length > 0;
}

/* "-30d" */
static bool day_before(sse_str text, uint32_t today, uint32_t *day) {
  static const struct {
    char unit;
    int days;
  } units[] = {{'d', 1}, {'w', WEEK}, {'m', MONTH}, {'y', YEAR}};
  int number;
  if (text.length < 3 || text.data[0] != '-' || !read_number(sse_str_part(text, 1, text.length - 1), &number))
    return false;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    if (text.data[text.length - 1] != units[i].unit) continue;
    int64_t days = (int64_t)today - (int64_t)number * units[i].days;
    *day = days > 1 ? (uint32_t)days : 1;
    return true;
  }
  return false;
}

/* The last day of a date, which may be a day, a month or a year. */
static uint32_t last_day(sse_date date) {
  sse_date next = {date.year, date.month + 1, 1};
  if (date.day > 0) return index_day_of(date);
  if (date.month == 0 || date.month == 12) next = (sse_date){date.year + 1, 1, 1};
  return next.year > 9999 ? INDEX_DAY_LAST : index_day_of(next) - 1;
}

static void set_span(sse_date date, uint32_t *first, uint32_t *last) {
  *first = index_day_of(date);
  *last = last_day(date);
}

static void set_week(uint32_t day, uint32_t *first, uint32_t *last) {
  *first = day - (day - 1) % WEEK; /* day 1 is a Monday */
  *last = *first + WEEK - 1;
}

static sse_date month_before(sse_date date, int months) {
  date.day = 0;
  date.month -= months;
  if (date.month < 1) date = (sse_date){date.year - 1, date.month + 12, 0};
  return date;
}

/* Names of dates: each is this number of units before today's. */
static const struct {
  const char *name;
  char unit;
  int before;
} names[] = {{"today", 'd', 0},     {"yesterday", 'd', 1},   {"tomorrow", 'd', -1},  {"this week", 'w', 0},
             {"last week", 'w', 1}, {"this month", 'm', 0},  {"last month", 'm', 1}, {"this year", 'y', 0},
             {"last year", 'y', 1}, {"aujourd'hui", 'd', 0}, {"hier", 'd', 1},       {"hoy", 'd', 0},
             {"ayer", 'd', 1},      {"오늘", 'd', 0},        {"어제", 'd', 1}};

static bool named_days(sse_str text, sse_date today, uint32_t *first, uint32_t *last) {
  const uint32_t day = index_day_of(today);
  size_t at = 0, count = sizeof names / sizeof *names;
  while (at < count && !sse_str_is(text, names[at].name))
    at++;
  if (at == count || day <= YEAR) return false;
  switch (names[at].unit) {
  case 'd':
    *first = *last = (uint32_t)((int)day - names[at].before);
    break;
  case 'w':
    set_week(day - (uint32_t)(names[at].before * WEEK), first, last);
    break;
  case 'm':
    set_span(month_before(today, names[at].before), first, last);
    break;
  default:
    set_span((sse_date){.year = today.year - names[at].before}, first, last);
  }
  return true;
}

bool days_of(sse_str text, sse_date today, uint32_t *first, uint32_t *last) {
  sse_date begin, end;
  if (day_before(text, index_day_of(today), first)) {
    *last = *first;
    return true;
  }
  if (named_days(text, today, first, last)) return true;
  if (!source_date_span(text, &begin, &end)) return false;
  *first = index_day_of(begin);
  *last = last_day(end);
  return true;
}

bool days_of_range(sse_str text, sse_date today, uint32_t *first, uint32_t *last) {
  uint32_t ignored;
  const char *dots = text.length > 2 ? sse_str_find(text, "..") : NULL;
  if (!dots) return days_of(text, today, first, last);
  size_t at = (size_t)(dots - text.data);
  sse_str from = sse_str_trim(sse_str_part(text, 0, at)),
          to = sse_str_trim(sse_str_part(text, at + 2, text.length));
  *first = 1;
  *last = INDEX_DAY_LAST;
  return (from.length == 0 || days_of(from, today, first, &ignored)) &&
         (to.length == 0 || days_of(to, today, &ignored, last));
}

bool query_is_date(const char *text) {
  uint32_t first, last;
  return days_of(sse_str_of(text), (sse_date){2000, 1, 1}, &first, &last);
}

bool query_is_range(const char *text) {
  uint32_t first, last;
  return days_of_range(sse_str_of(text), (sse_date){2000, 1, 1}, &first, &last);
}
