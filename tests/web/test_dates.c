/* Ranges of dates: two fields are written as the shortest filter, which is read back as the same range. */
#include "testing.h"

#include "web/dates.h"

static void a_range_is_said_in_the_shortest_way(void **state) {
  static const struct {
    const char *from, *to, *range;
  } rows[] = {
      {"", "", ""},
      {"2023-01-01", "2023-12-31", "2023"},
      {"2023", "2023", "2023"},
      {"2021-01-01", "2023-12-31", "2021..2023"},
      {"2023-07-01", "2023-07-31", "2023-07"},
      {"2024-02-01", "2024-02-29", "2024-02"},
      {"2023-02-01", "2023-02-28", "2023-02"},
      {"2024-02-01", "2024-02-28", "2024-02-01..2024-02-28"},
      {"2023-01-01", "2023-03-31", "2023-01..2023-03"},
      {"2023-07-25", "2023-07-25", "2023-07-25"},
      {"2023-07-25", "2023-12-31", "2023-07-25..2023-12-31"},
      {"2023-01-01", "", "2023.."},
      {"2023-02-01", "", "2023-02.."},
      {"2023-02-02", "", "2023-02-02.."},
      {"", "2023-12-31", "..2023"},
      {"", "2023-06-30", "..2023-06"},
      {"", "2023-06-29", "..2023-06-29"},
      {"2024-01-01", "2023-12-31", "2024..2023"}, /* an empty range stays as typed */
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char *range = dates_between(rows[i].from, rows[i].to);
    assert_string_equal(range, rows[i].range);
    free(range);
  }
}

static void what_a_filter_says_is_read_to_the_day(void **state) {
  static const struct {
    const char *text, *first, *last;
  } rows[] = {
      {"2023", "2023-01-01", "2023-12-31"},
      {"2024-02", "2024-02-01", "2024-02-29"},
      {"2023-07-25", "2023-07-25", "2023-07-25"},
      {"2023-06..2023-08", "2023-06-01", "2023-08-31"},
      {"2022..2023-04-30", "2022-01-01", "2023-04-30"},
      {"2023..", "2023-01-01", ""},
      {"..2023", "", "2023-12-31"},
  };
  static const char *const others[] = {"",        "..",      "-30d",    "x",
                                       "2023-13", "2023..x", "x..2023", "2022..2023..2024"};
  struct dates range;
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char first[SSE_DATE_SIZE], last[SSE_DATE_SIZE];
    assert_true(dates_read(rows[i].text, &range));
    sse_date_format(range.first, first);
    sse_date_format(range.last, last);
    assert_string_equal(first, rows[i].first);
    assert_string_equal(last, rows[i].last);
  }
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (dates_read(others[i], &range)) fail_msg("%s is a range", others[i]);
}

static void a_date_is_in_a_range_with_all_of_it(void **state) {
  static const struct {
    const char *range, *date;
    bool is_in;
  } rows[] = {
      {"2023", "2023", true},       {"2023", "2023-07", true},        {"2023-07", "2023", false},
      {"2022..2023", "2023", true}, {"2022..2023-11", "2023", false}, {"2023-02..", "2023", false},
      {"2023..", "2024", true},     {"..2023", "2022-02", true},      {"..2023", "2024", false},
      {"2023", "2022", false},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct dates range = {{0}, {0}};
    sse_date date = {0};
    assert_true(dates_read(rows[i].range, &range) && sse_date_parse(sse_str_of(rows[i].date), &date));
    assert_true(dates_have(&range, date) == rows[i].is_in);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_range_is_said_in_the_shortest_way),
      cmocka_unit_test(what_a_filter_says_is_read_to_the_day),
      cmocka_unit_test(a_date_is_in_a_range_with_all_of_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
