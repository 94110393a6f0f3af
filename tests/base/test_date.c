/* Calendar dates and their ISO 8601 form. */
#include "testing.h"

static void dates_there_are_none_of_are_invalid(void **state) {
  (void)state;
  assert_true(sse_date_is_valid((sse_date){2024, 2, 29}));
  assert_true(sse_date_is_valid((sse_date){2000, 2, 29}));
  assert_false(sse_date_is_valid((sse_date){2023, 2, 29}));
  assert_false(sse_date_is_valid((sse_date){1900, 2, 29}));
  assert_false(sse_date_is_valid((sse_date){2023, 4, 31}));
  assert_false(sse_date_is_valid((sse_date){2023, 13, 1}));
  assert_false(sse_date_is_valid((sse_date){2023, 0, 1}));
  assert_false(sse_date_is_valid((sse_date){2023, -1, 0}));
  assert_false(sse_date_is_valid((sse_date){0, 0, 0}));
  assert_false(sse_date_is_valid((sse_date){10000, 1, 1}));
}

static void a_date_is_written_to_the_precision_it_has_and_read_back(void **state) {
  (void)state;
  const sse_date dates[] = {{2023, 7, 25}, {2023, 7, 0}, {2023, 0, 0}, {7, 1, 2}};
  const char *const texts[] = {"2023-07-25", "2023-07", "2023", "0007-01-02"};
  for (size_t i = 0; i < 4; i++) {
    char text[SSE_DATE_SIZE];
    sse_date read;
    sse_date_format(dates[i], text);
    assert_string_equal(text, texts[i]);
    assert_true(sse_date_parse(STR(text), &read));
    assert_memory_equal(&read, &dates[i], sizeof read);
  }
}

static void an_invalid_date_is_written_as_nothing(void **state) {
  (void)state;
  char text[SSE_DATE_SIZE];
  sse_date_format((sse_date){2023, 2, 30}, text);
  assert_string_equal(text, "");
}

static void what_is_not_iso_is_not_read(void **state) {
  (void)state;
  const char *const texts[] = {"",           "23-07-25", "2023-7-25",   "2023-07-32", "2023-00", "2023/07/25",
                               "2023-07-2x", "202307",   "2023-07-25 ", "abcd",       "0000"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    sse_date date = {1, 2, 3};
    assert_false(sse_date_parse(STR(texts[i]), &date));
    assert_int_equal(date.year, 1);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dates_there_are_none_of_are_invalid),
      cmocka_unit_test(a_date_is_written_to_the_precision_it_has_and_read_back),
      cmocka_unit_test(an_invalid_date_is_written_as_nothing),
      cmocka_unit_test(what_is_not_iso_is_not_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
