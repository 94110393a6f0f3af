/* Dates in fields meant for dates, as in feeds, mail, tables and file names: labels, digits, stamps, and what
 * is left undated rather than given a wrong date. Each row is a text and its date in ISO 8601. */
#include "dating.h"

#include "source/date/date.h"

static void labels_and_remarks_are_left_out(void **state) {
  static const struct row rows[] = {
      {"Published: 25 July 2023", "2023-07-25"},
      {"Publié le : 25/07/2023", "2023-07-25"},
      {"Publié le 25 juillet 2023", "2023-07-25"},
      {"Posted on July 25, 2023", "2023-07-25"},
      {"게시일 : 2023-07-25", "2023-07-25"},
      {"D:20230725100000+02'00'", "2023-07-25"},
      {"D:20230725100000-05'00'", "2023-07-25"},
      {"Tue, 25 (comment) Jul 2023 10:00:00 +0200", "2023-07-25"},
      {"Tue, 25 Jul 2023 10:00:00 +0200 (Central European Time)", "2023-07-25"},
      {"25 juillet 2023 (mis à jour le 26 juillet 2023)", "2023-07-25"},
      {"2026年(令和8年)3月4日(水)", "2026-03-04"},
      {"Tue, 25 Jul 2023 10:00:00 XYT", "2023-07-25"},
      {"Tue, 25 Jul 2023 10:00:00 K", "2023-07-25"},
      {"Tue, 25 Jul 2023 10:00:00 KT", ""},
      {"Tue, 25 Jul 2023 10:00:00 XYZABT", ""},
      {"Tue, 25 Jul 2023 10:00:00 XYZ", ""},
      {"XYT 25 Jul 2023", ""},
      {"25 July 2023 (東京)", "2023-07-25"},
      {"25 July 2023 (no. 3, $5!)", "2023-07-25"},
      {"25 July 2023 (a) (b", "2023-07-25"},
      {"Tue, 25 Jul 2023 10:00:00 H0500", "2023-07-25"},
      {"Wed: 03/04/2026", "2026-03-04"}, /* a weekday, not a label */
      {"/Date(1690243200000)/", "2023-07-25"},
      {"\\/Date(1690239600000+0900)\\/", "2023-07-25"},
      {"/Date(1690239600000-0500)/", "2023-07-24"},
      {"/Date(-86400000)/", "1969-12-31"},
      {"1690279200000000", "2023-07-25"}, /* microseconds */
      {"/Date(soon)/", ""},
      {"/Date(1690243200000", ""},
  };
  (void)state;
  CHECK(source_date_read, rows);
}

static void numeric_dates_have_the_day_first_unless_something_says_otherwise(void **state) {
  static const struct row rows[] = {
      {"03/04/2026", "2026-04-03"},
      {"03.04.2026", "2026-04-03"},
      {"3-4-2026", "2026-04-03"},
      {"03 04 2026", "2026-04-03"},
      {"3/4/2026 10:00 AM", "2026-04-03"}, /* AM is used in Canada and India, too */
      {"Wed, 03/04/2026", "2026-03-04"},
      {"Fri, 03/04/2026", "2026-04-03"},
      {"Sun, 03/04/2001", "2001-03-04"},
      {"Sat, 03/04/1900", "1900-04-03"},
      {"Sat, 02/03/2024", "2024-03-02"},
      {"Sat, 02/03/2001", "2001-02-03"},
      {"Mon, 03/04/2026", "2026-04-03"},
      {"mercredi 03/04/2026", "2026-03-04"},
      {"Sun, 7/1/1900", "1900-01-07"}, /* both days are Sundays */
      {"07/25/2023", "2023-07-25"},
      {"7/25/2023 4:20 pm PST", "2023-07-25"},
      {"Sat, 11 04 2020 08:51:49 +0100", "2020-04-11"},
      {"12/13/2023", "2023-12-13"},
      {"2026-W10", "2026-03-02"},
      {"2026W10", "2026-03-02"},
      {"2026-W10-3", "2026-03-04"},
      {"2026w107", "2026-03-08"},
      {"2020-W53", "2020-12-28"},
      {"2021-W01-1", "2021-01-04"},
      {"2025-W01", "2024-12-30"},
      {"2021-W53", ""},
      {"2026-W00", ""},
      {"2026-W10-8", ""},
      {"2026-W10-33", ""},
      {"2026-W103", ""},
      {"2026-03-04T", "2026-03-04"},
      {"1/1/1000", "1000-01-01"},
      {"10/30/23 21:55:58", "2023-10-30"},
      {"3/14/26", "2026-03-14"},
      {"25/07/23", "2023-07-25"},
      {"25/7/2023/", "2023-07-25"},
      {"125/07/2023", ""},
      {"25/107/2023", ""},
      {"2023/0007/25", ""},
      {"2023-07-025", ""},
      {"25/07-2023", ""},
      {"25 07/2023", ""},
      {"30.10.23", "2023-10-30"},
      {"30.10.99", "1999-10-30"},
      {"2023-012-31", "2023-12-31"},
      {"2023:07:25 10:00:00", "2023-07-25"},
  };
  (void)state;
  CHECK(source_date_read, rows);
}

static void two_digits_are_a_year_where_the_form_says_so(void **state) {
  static const struct row rows[] = {
      {"25-Jul-23", "2023-07-25"},
      {"Tue, 25 Jul 23 10:00 +0200", "2023-07-25"},
      {"25 Jul 49", "2049-07-25"},
      {"25 Jul 50", "1950-07-25"},
      {"25 Jul 00", "2000-07-25"},
      {"July 25, 23", "2023-07-25"},
      {"Jul '23", "2023-07"},
      {"mar., 25 juil. 23", "2023-07-25"},
      {"25–28 Jul 23", "2023-07-25"},
      {"'23년 7월", "2023-07"},
      {"23년 7월 25일", "2023-07-25"},
      {"-03-12", "2003-12"},
      {"-0312", "2003-12"},
      {"25-07-23", ""}, /* or 2025-07-23 */
      {"23.07.25(화)", "2023-07-25"},
      {"23. 7. 25. (화)", "2023-07-25"},
      {"23/07/25(火) 10:30", "2023-07-25"},
      {"25.07.23 (Di)", "2023-07-25"},
      {"Tue 07/25/23", "2023-07-25"},
      {"Tue 25-07-23", "2023-07-25"},
      {"Tue 23-07-25", "2023-07-25"},
      {"Mon 23-07-25", ""},
      {"99.12.31", "1999-12-31"},
      {"99-12-31", "1999-12-31"},
      {"12-25-23", "2023-12-25"},
      {"23.00.25", ""},
      {"R5.7.25", "2023-07-25"},
      {"R5.7.25(火)", "2023-07-25"},
      {"H30.1.2", "2018-01-02"},
      {"S60/12/1", "1985-12-01"},
      {"令和5.7.25", "2023-07-25"},
      {"令和5年7/25", "2023-07-25"},
      {"R5.13.25", ""},
      {"Q5.7.25", ""},
      {"03-12-31", ""},
      {"031231", ""},
      /* or year 23 of an era */
      {"23年7月25日", ""},
      {"Jul 23", ""},
      {"July 25 23", ""},
      {"99 Jul 23", ""},
      {"25 Jul 123", ""},
      {"12/34/56", ""},
      {"10 11 12", ""},
      {"2022/23", ""},
      {"2022-23", ""},
  };
  (void)state;
  CHECK(source_date_read, rows);
}

static void what_stands_first_is_told_unless_it_had_to_be_supposed(void **state) {
  static const struct {
    const char *text, *iso;
    source_first first;
    bool is_unsure;
  } rows[] = {
      {"23.07.25", "2025-07-23", SOURCE_DAY_FIRST, true},
      {"23.07.25", "2023-07-25", SOURCE_YEAR_FIRST, false},
      {"23.07.25 (Dienstag)", "2023-07-25", SOURCE_DAY_FIRST, false},
      {"23.07.23", "2023-07-23", SOURCE_DAY_FIRST, false},
      {"23-07-25", "2023-07-25", SOURCE_YEAR_FIRST, false},
      {"03/04/05", "2005-03-04", SOURCE_MONTH_FIRST, true},
      {"03/04/2026", "2026-04-03", SOURCE_YEAR_FIRST, true},
      {"03/04/2026", "2026-03-04", SOURCE_MONTH_FIRST, true},
      {"99.12.31", "1999-12-31", SOURCE_DAY_FIRST, false},
      {"2023.07.25", "2023-07-25", SOURCE_DAY_FIRST, false},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    sse_date date = {0};
    bool is_unsure = false;
    char iso[SSE_DATE_SIZE];
    assert_true(source_date_read_as(STR(rows[i].text), rows[i].first, &date, &is_unsure));
    sse_date_format(date, iso);
    if (strcmp(iso, rows[i].iso) != 0 || is_unsure != rows[i].is_unsure)
      fail_msg("%s: %s%s", rows[i].text, iso, is_unsure ? ", unsure" : "");
  }
}

static void dates_of_which_one_order_alone_is_one_tell_that_of_a_text(void **state) {
  static const struct {
    const char *text;
    date_order order;
  } rows[] = {
      {"13/12/2026", DATE_DAY_FIRST},
      {"12/13/2026", DATE_MONTH_FIRST},
      {"12/12/2026", DATE_ORDER_UNKNOWN},
      {"13/13/2026", DATE_ORDER_UNKNOWN},
      {"31/1/2026", DATE_DAY_FIRST},
      {"1/31/2026", DATE_MONTH_FIRST},
      {"32/1/2026", DATE_ORDER_UNKNOWN},
      {"1/32/2026", DATE_ORDER_UNKNOWN},
      {"0/13/2026", DATE_ORDER_UNKNOWN},
      {"13/0/2026", DATE_ORDER_UNKNOWN},
      {"of 13-1-2026.", DATE_DAY_FIRST},
      {"13-1/2026", DATE_ORDER_UNKNOWN},
      {"13.1.2026", DATE_ORDER_UNKNOWN},
      {"6/30/23", DATE_MONTH_FIRST},
      {"30/6/23", DATE_ORDER_UNKNOWN},
      {"6-30-23", DATE_ORDER_UNKNOWN},
      {"6/30/023", DATE_ORDER_UNKNOWN},
      {"6/30/1000", DATE_MONTH_FIRST},
      {"6/30/999", DATE_ORDER_UNKNOWN},
      {"6/30", DATE_ORDER_UNKNOWN},
      {"6/30/", DATE_ORDER_UNKNOWN},
      {"16/30/2026", DATE_ORDER_UNKNOWN},
      {"1/6/30/2026", DATE_ORDER_UNKNOWN}, /* this and the next are longer than a date */
      {"6/30/2026/1", DATE_ORDER_UNKNOWN},
      {"1/2/2026, 14/2/2026", DATE_DAY_FIRST},
      {"14/2/2026, 2/14/2026", DATE_ORDER_UNKNOWN},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    sse_str exact = copy_exactly(STR(rows[i].text));
    date_order order = date_order_of(exact);
    free((char *)exact.data);
    if (order != rows[i].order) fail_msg("%s: %d", rows[i].text, (int)order);
  }
}

static void numbers_alone_are_years_days_or_seconds(void **state) {
  static const struct row rows[] = {
      {"2023", "2023"},
      {"(2023)", "2023"},
      {"0476", "0476"},
      {"2022–2023", "2022"},
      {"07/2023", "2023-07"},
      {"2023.07", "2023-07"},
      {"2023-206", "2023-07-25"},
      {"2024-366", "2024-12-31"},
      {"2023-366", ""},
      {"2023-000", ""},
      {"20230725", "2023-07-25"},
      {"20230725T100000Z", "2023-07-25"},
      {"20230725T1000+0200", "2023-07-25"},
      {"20230725 103000", "2023-07-25"},
      {"202307251030", "2023-07-25"},
      {"20230725103000", "2023-07-25"},
      {"20230725103000Z", "2023-07-25"},
      {"20230101000000", "2023-01-01"},
      {"20230725T10300", ""},
      {"20230725T10300000", ""},
      {"20230725 10", ""},
      {"19000101000", ""},
      {"190001010000", "1900-01-01"},
      {"209912312359", "2099-12-31"},
      {"18991231235960", "1899-12-31"},
      {"20230725103061", ""},
      {"20230725106000", ""},
      {"20230725240000", ""},
      {"20230700103000", ""},
      {"20230025103000", ""},
      {"1690279200.25.5", ""},
      {"16902792000.5", ""},
      {"1690279200", "2023-07-25"},
      {"1690329599", "2023-07-25"},
      {"1690329600", "2023-07-26"},
      {"1690279200.25", "2023-07-25"},
      {"1690279200000", "2023-07-25"},
      {"100000000", "1973-03-03"},
      {"946684800000", "2000-01-01"},
      {"9999999999", "2286-11-20"},
      {"2023072510", ""}, /* seconds, or an hour of 2023 */
      {"25072023", ""},
      {"12345678", ""},
      /* or issue 1 of 2023 */
      {"1/2023", ""},
      {"202307", ""},
      {"12345", ""},
      {"123", ""},
      {"0", ""},
      {"20231325103000", ""},
      {"20230725253000", ""},
      {"16902792000000000", ""},
      {"2023-25", ""},
  };
  (void)state;
  CHECK(source_date_read, rows);
}

/* How MySQL stores dates that are known in part (its manual, "Date and Time Data Types"). */
static void zeros_stand_for_the_month_and_the_day_that_nobody_knows(void **state) {
  static const struct row rows[] = {
      {"2023-07-00", "2023-07"},
      {"2023-00-00", "2023"},
      {" 2023-07-00 00:00:00", "2023-07"},
      {"2023-00-00T00:00:00", "2023"},
      {"2023-00-10", ""},
      {"2023-13-00", ""},
      {"0000-07-00", ""},
      {"2023-07-00 10:30:00", ""},
      {"2023-07-001", ""},
      {"2023-07-0", ""},
  };
  (void)state;
  CHECK(source_date_read, rows);
}

static void what_is_no_date_is_none_in_a_field_either(void **state) {
  static const struct row rows[] = {
      {"", ""},
      {"yesterday", ""},
      {"soon", ""},
      {"10:30", ""},
      {"25 July", ""},
      {"Jul 25", ""},
      {"Room 2023", ""},
      {"v2.3.4", ""},
      {"2023-13-45", ""},
      {"32/13/2023", ""},
      {"13/13/2023", ""},
      {"30 Feb 2026 10:00:00 GMT", ""},
      {"1.2.3.2023", ""},
      {"1000/1/2023", ""},
      {"0000-00-00", ""},
      {"0001-01-01T00:00:00", ""},
      {"24/7", ""},
      {"25 July 2023 7:", ""},
      {"2023 10:30", ""},
      {"1/1/0001 12:00:00 AM", ""},
      {"Sun, 16 zzz 2012 11:47:32 GMT", ""},
      {"Sun, 16 Dec zz 11:47:32 GMT", ""},
      {"+33 1 42 68 53 00", ""},
      {"X 25 July 2023", ""},
      {"9999-12-31T23:59:59-99:99", ""},
      {"Sun, 16 Dec 2012 11:47:32 +zz:00", ""},
      {"(25 July 2023", ""},
      {"25 July 2023 and later", ""},
  };
  (void)state;
  CHECK(source_date_read, rows);
}

static void years_from_1_to_9999_are_kept(void **state) {
  (void)state;
  for (int year = 1; year <= 9999; year++) {
    char text[40], expected[SSE_DATE_SIZE], iso[SSE_DATE_SIZE];
    sse_date_format((sse_date){year, 7, 25}, expected);
    read_as(source_date_parse, expected, iso);
    assert_string_equal(iso, expected);
    (void)snprintf(text, sizeof text, "Tue, 25 Jul %04d 23:30:00 -1100", year);
    read_as(source_date_read, text, iso);
    assert_string_equal(iso, expected);
    (void)snprintf(text, sizeof text, "25.07.%04d", year);
    read_as(source_date_parse, text, iso);
    assert_string_equal(iso, expected);
  }
}

static void a_text_tells_the_last_day_too(void **state) {
  static const struct {
    const char *text, *first, *last;
  } rows[] = {
      {"Q3 2023", "2023-07", "2023-09"},
      {"25–28 July 2023", "2023-07-25", "2023-07-28"},
      {"December 28 – January 3, 2023", "2022-12-28", "2023-01-03"},
      {"July–August 2023", "2023-07", "2023-08"},
      {"2022–2023", "2022", "2023"},
      {"25 July 2023", "2023-07-25", "2023-07-25"},
      {"1690279200", "2023-07-25", "2023-07-25"},
      {"July 2023", "2023-07", "2023-07"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    sse_date first, last;
    char iso[SSE_DATE_SIZE];
    assert_true(source_date_span(STR(rows[i].text), &first, &last));
    sse_date_format(first, iso);
    assert_string_equal(iso, rows[i].first);
    sse_date_format(last, iso);
    assert_string_equal(iso, rows[i].last);
  }
  sse_date first = {1, 1, 1}, last = {1, 1, 1};
  assert_false(source_date_span(STR("soon"), &first, &last));
  assert_int_equal(first.year + last.year, 2);
}

static void of_two_months_the_first_is_meant_also_where_it_may_be_a_weekday(void **state) {
  static const char *const languages[][12] = {
      {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
      {"janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec"},
      {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "set", "oct", "nov", "dic"},
      {"gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"},
      {"sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paz", "lis", "gru"},
      {"янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"},
      {"oca", "sub", "mar", "nis", "may", "haz", "tem", "agu", "eyl", "eki", "kas", "ara"},
      {"ιαν", "φεβ", "μαρ", "απρ", "μαι", "ιουν", "ιουλ", "αυγ", "σεπ", "οκτ", "νοε", "δεκ"},
  };
  static const char *const signs[] = {"-", "/", "–", " - "};
  (void)state;
  for (size_t i = 0; i < sizeof languages / sizeof *languages * 11 * 4; i++) {
    const char *const *names = languages[i / 44];
    size_t month = i / 4 % 11;
    char before[64], after[64], wanted[SSE_DATE_SIZE];
    (void)snprintf(before, sizeof before, "%s%s%s 2022", names[month], signs[i % 4], names[month + 1]);
    (void)snprintf(after, sizeof after, "2022 %s%s%s", names[month], signs[i % 4], names[month + 1]);
    sse_date_format((sse_date){2022, (int)month + 1, 0}, wanted);
    const struct row rows[] = {{before, wanted}, {after, wanted}};
    CHECK(source_date_read, rows);
  }
  static const struct row others[] = {{"Mar 2022-Apr 2022", "2022-03"},
                                      {"2022 Mar-2022 Apr", "2022-03"},
                                      {"Nov-Mar 2023", "2022-11"},
                                      {"mar-25-jul-2023", "2023-07-25"},
                                      {"mar. 25 juil. 2023", "2023-07-25"}};
  CHECK(source_date_read, others);
}

/* Each text is cut at every place, and each of its bytes replaced by others. */
static void any_bytes_are_read_within_their_memory(void **state) {
  static const char *const texts[] = {"Tue, 25 Jul 2023 10:00:00.5 +0200 (CEST)",
                                      "2023년 7월 25일(화) 오전 10시 30분",
                                      "25–28 كانون الثاني 2023",
                                      "令和5年七月二十五日 10:30 Europe/Paris",
                                      "Q3 2023 p. m. 3e trimestre",
                                      "20230725T103000Z '23 3 PM"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    size_t length = strlen(texts[i]);
    for (size_t at = 0; at < length; at++) {
      char changed[100], iso[SSE_DATE_SIZE];
      (void)snprintf(changed, sizeof changed, "%.*s", (int)at, texts[i]);
      read_as(source_date_read, changed, iso);
      (void)snprintf(changed, sizeof changed, "%s", texts[i]);
      for (const char *byte = "0a-/.:('\xFF\xE2\x80 "; *byte; byte++) {
        changed[at] = *byte;
        read_as(source_date_read, changed, iso);
        read_as(source_date_parse, changed, iso);
      }
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(labels_and_remarks_are_left_out),
      cmocka_unit_test(numeric_dates_have_the_day_first_unless_something_says_otherwise),
      cmocka_unit_test(two_digits_are_a_year_where_the_form_says_so),
      cmocka_unit_test(what_stands_first_is_told_unless_it_had_to_be_supposed),
      cmocka_unit_test(dates_of_which_one_order_alone_is_one_tell_that_of_a_text),
      cmocka_unit_test(numbers_alone_are_years_days_or_seconds),
      cmocka_unit_test(zeros_stand_for_the_month_and_the_day_that_nobody_knows),
      cmocka_unit_test(what_is_no_date_is_none_in_a_field_either),
      cmocka_unit_test(years_from_1_to_9999_are_kept),
      cmocka_unit_test(a_text_tells_the_last_day_too),
      cmocka_unit_test(of_two_months_the_first_is_meant_also_where_it_may_be_a_weekday),
      cmocka_unit_test(any_bytes_are_read_within_their_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
