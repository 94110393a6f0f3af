/* Dates in filters: the first and the last day that each way to write one stands for. */
#include "testing.h"

#include "index/ranking.h"
#include "query/days.h"
#include "query/query.h"

static void show_day(uint32_t day, char shown[16]) {
  sse_date date = index_date_of(day);
  (void)snprintf(shown, 16, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static void assert_days(const char *text, sse_date today, const char *first, const char *last) {
  uint32_t from = 0, to = 0;
  char begin[16], end[16];
  if (!days_of_range(STR(text), today, &from, &to)) {
    if (first) fail_msg("%s is not read", text);
    return;
  }
  show_day(from, begin);
  show_day(to, end);
  if (!first || strcmp(begin, first) != 0 || strcmp(end, last) != 0)
    fail_msg("%s: %s to %s, not %s to %s", text, begin, end, first ? first : "none", last ? last : "none");
}

static void a_date_stands_for_its_days(void **state) {
  (void)state;
  static const struct {
    const char *text, *first, *last; /* NULL: it is not a date */
  } rows[] = {
      {"2023", "2023-01-01", "2023-12-31"},
      {"2023-07", "2023-07-01", "2023-07-31"},
      {"2024-02", "2024-02-01", "2024-02-29"},
      {"2023-12", "2023-12-01", "2023-12-31"},
      {"2023-07-25", "2023-07-25", "2023-07-25"},
      {"9999", "9999-01-01", "9999-12-31"},
      {"9999-12", "9999-12-01", "9999-12-31"},
      {"March 2023", "2023-03-01", "2023-03-31"},
      {"20230320", "2023-03-20", "2023-03-20"},
      {"-0d", "2024-03-13", "2024-03-13"},
      {"-1d", "2024-03-12", "2024-03-12"},
      {"-2w", "2024-02-28", "2024-02-28"},
      {"-1m", "2024-02-12", "2024-02-12"},
      {"-1y", "2023-03-14", "2023-03-14"},
      {"-99999d", "1750-05-30", "1750-05-30"},
      {"-99999y", "0001-01-01", "0001-01-01"},
      {"-100000d", NULL, NULL},
      {"-d", NULL, NULL},
      {"-1x", NULL, NULL},
      {"-1", NULL, NULL},
      {"-1.5d", NULL, NULL},
      {"30d", NULL, NULL},
      {"today", "2024-03-13", "2024-03-13"},
      {"Yesterday", "2024-03-12", "2024-03-12"},
      {"tomorrow", "2024-03-14", "2024-03-14"},
      {"this week", "2024-03-11", "2024-03-17"},
      {"last week", "2024-03-04", "2024-03-10"},
      {"this month", "2024-03-01", "2024-03-31"},
      {"last month", "2024-02-01", "2024-02-29"},
      {"this year", "2024-01-01", "2024-12-31"},
      {"last year", "2023-01-01", "2023-12-31"},
      {"aujourd'hui", "2024-03-13", "2024-03-13"},
      {"hier", "2024-03-12", "2024-03-12"},
      {"hoy", "2024-03-13", "2024-03-13"},
      {"ayer", "2024-03-12", "2024-03-12"},
      {"\uc624\ub298", "2024-03-13", "2024-03-13"},
      {"\uc5b4\uc81c", "2024-03-12", "2024-03-12"},
      {"tomorow", NULL, NULL},
      {"2023-13", NULL, NULL},
      {"", NULL, NULL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_days(rows[i].text, (sse_date){2024, 3, 13}, rows[i].first, rows[i].last); /* a Wednesday */
}

static void weeks_begin_on_monday_and_months_before_january_are_of_last_year(void **state) {
  (void)state;
  assert_days("this week", (sse_date){2024, 3, 11}, "2024-03-11", "2024-03-17");
  assert_days("this week", (sse_date){2024, 3, 17}, "2024-03-11", "2024-03-17");
  assert_days("last month", (sse_date){2024, 1, 31}, "2023-12-01", "2023-12-31");
  assert_days("last month", (sse_date){2024, 2, 29}, "2024-01-01", "2024-01-31");
  assert_days("this month", (sse_date){2024, 12, 1}, "2024-12-01", "2024-12-31");
}

static void either_end_of_a_range_may_be_missing(void **state) {
  (void)state;
  static const struct {
    const char *text, *first, *last;
  } rows[] = {
      {"2023-06..2023-08", "2023-06-01", "2023-08-31"},
      {" 2023 .. 2024-02 ", "2023-01-01", "2024-02-29"},
      {"2023..", "2023-01-01", "9999-12-31"},
      {"..2023", "0001-01-01", "2023-12-31"},
      {"-1w..today", "2024-03-06", "2024-03-13"},
      {"..", NULL, NULL},
      {"2023..soon", NULL, NULL},
      {"soon..2023", NULL, NULL},
      {"soon..", NULL, NULL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_days(rows[i].text, (sse_date){2024, 3, 13}, rows[i].first, rows[i].last);
  assert_true(query_is_range("2023..2024"));
  assert_false(query_is_date("2023..2024"));
  assert_true(query_is_date("-30d") && query_is_range("-30d"));
  assert_false(query_is_date("soon") || query_is_range("soon"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_date_stands_for_its_days),
      cmocka_unit_test(weeks_begin_on_monday_and_months_before_january_are_of_last_year),
      cmocka_unit_test(either_end_of_a_range_may_be_missing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
