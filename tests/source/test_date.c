/* Dates as people write them. */
#include "testing.h"

#include "source/source.h"

static void assert_date(const char *text, const char *expected) {
  sse_date date = {0};
  char iso[SSE_DATE_SIZE];
  sse_str exact = copy_exactly(STR(text));
  if (!source_date_parse(exact, &date)) fail_msg("'%s' was not read as a date", text);
  free((char *)exact.data);
  sse_date_format(date, iso);
  assert_string_equal(iso, expected);
}

static void days_are_read_in_every_language_of_the_archive(void **state) {
  (void)state;
  assert_date("01 August 2023", "2023-08-01");
  assert_date("July 11, 2023", "2023-07-11");
  assert_date("Tuesday, July 11th, 2023", "2023-07-11");
  assert_date("the 2nd of May 2023", "2023-05-02");
  assert_date("1er août 2023", "2023-08-01");
  assert_date("mardi 25 juillet 2023", "2023-07-25");
  assert_date("AOU\xCC\x82T 3 2023", "2023-08-03"); /* decomposed */
  assert_date("11 de julio de 2023", "2023-07-11");
  assert_date("miércoles 5 de marzo de 2025", "2025-03-05");
  assert_date("1º de março de 2024", "2024-03-01");
  assert_date("3. Dezember 2021", "2021-12-03");
  assert_date("2023년 7월 25일", "2023-07-25");
  assert_date("2023년 7월 25일 화요일", "2023-07-25");
  assert_date("2023-07-25", "2023-07-25");
}

static void months_and_years_keep_their_precision(void **state) {
  (void)state;
  assert_date("August 2023", "2023-08");
  assert_date("Juillet 2023", "2023-07");
  assert_date("Julio de 2023", "2023-07");
  assert_date("2023년 7월", "2023-07");
  assert_date("2023-07", "2023-07");
  assert_date("2023", "2023");
}

static void what_is_not_a_date_alone_is_none(void **state) {
  (void)state;
  const char *const texts[] = {
      "",
      "May",
      "12",
      "meeting of 25 July 2023",
      "30 February 2023",
      "31 June 2023",
      "July 2023 August",
      "1-2 July 2023",
      "25 July 23",
      "2023-13-01",
      "99999 July 2023",
      "1844 cooperatives",
      "7월",
      "64 Sundays in March 2023 and more words than any date has, which go on and on and on"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    sse_date date = {1, 1, 1};
    if (source_date_parse(STR(texts[i]), &date)) fail_msg("'%s' was read as a date", texts[i]);
    assert_int_equal(date.year, 1);
  }
}

static void assert_field(const char *text, const char *expected) {
  sse_date date = {0};
  char iso[SSE_DATE_SIZE];
  sse_str exact = copy_exactly(STR(text));
  if (!source_date_read(exact, &date)) fail_msg("'%s' was not read as a date", text);
  free((char *)exact.data);
  sse_date_format(date, iso);
  assert_string_equal(iso, expected);
}

static void fields_that_are_dates_may_have_a_time_or_be_in_figures(void **state) {
  static const char *const none[] = {
      "",         "soon",      "10:30",           "32/13/2023",       "1.2.3.2023", "123456789",
      "T10",      "99 Jul 23", "25 July 2023 7:", "25 July 2023 :30", ":30",        "0/7/2023",
      "7/0/2023", "1/1/999",   "1000/1/2023",     "1/2023",           "13/13/2023"};
  sse_date date;
  (void)state;
  assert_field("Tue, 25 Jul 2023 10:00:00 GMT", "2023-07-25");
  assert_field("Tue, 25 Jul 23 10:00 +0200", "2023-07-25");
  assert_field("25 Jul 99", "1999-07-25");
  assert_field("2023-07-25T10:00:00Z", "2023-07-25");
  assert_field("2023-07-25 10:00", "2023-07-25");
  assert_field("20230725", "2023-07-25");
  assert_field("20230725T100000Z", "2023-07-25");
  assert_field("25/07/2023", "2023-07-25");
  assert_field("07/25/2023", "2023-07-25");
  assert_field("5.7.2023", "2023-07-05");
  assert_field("2023/07/25", "2023-07-25");
  assert_field(" July 11, 2023 at 10:30 am", "2023-07-11");
  assert_field("11 de julio de 2023, 18:00", "2023-07-11");
  assert_field("2023-07", "2023-07");
  assert_field("1/1/1000", "1000-01-01");
  assert_field("12/13/2023", "2023-12-13");
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
    sse_str exact = copy_exactly(STR(none[i]));
    if (source_date_read(exact, &date)) fail_msg("'%s' was read as a date", none[i]);
    free((char *)exact.data);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(days_are_read_in_every_language_of_the_archive),
      cmocka_unit_test(months_and_years_keep_their_precision),
      cmocka_unit_test(what_is_not_a_date_alone_is_none),
      cmocka_unit_test(fields_that_are_dates_may_have_a_time_or_be_in_figures),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
