/* The listing layout: months, numbered headlines, dates, summaries. */
#include "collecting.h"

static void items_have_headline_date_address_and_summary(void **state) {
  assert_items(
      state, "page.txt",
      "News page\n\nAugust 2023\n\n  1. First “headline”\n\n    01 August 2023\n\n"
      "    https://example.org/1\n\n    A summary.\n\nJuly 2023\n\n  1. Second\n\n    25 July 2023\n\n"
      "    Another.\n",
      "2023-08-01|First “headline”|A summary.|https://example.org/1|News page|en\n"
      "2023-07-25|Second|Another.||News page|\n");
}

static void a_month_heading_dates_items_that_have_no_date(void **state) {
  assert_items(
      state, "page.txt",
      "August 2023\n 1. Dated\n\n   05 August 2023\n\n 2. Undated\n\n   Summary.\n\n"
      "juillet 2023\n 1. Sans date\n\n2022\n 1. Of a year\n",
      "2023-08-05|Dated||||\n2023-08|Undated|Summary.|||\n2023-07|Sans date||||fr\n2022|Of a year||||en\n");
}

static void wrapped_lines_are_joined_and_paragraphs_kept_apart(void **state) {
  assert_items(
      state, "page.txt",
      "May 2024\n\n  1. A headline that\n     goes on\n\n     02 May 2024\n\n     One\n     sentence.\n\n"
      "     A second paragraph.\n",
      "2024-05-02|A headline that goes on|One sentence.\nA second paragraph.|||en\n");
}

static void numbered_lines_and_dates_inside_a_summary_belong_to_it(void **state) {
  assert_items(state, "page.txt",
               "May 2024\n\n  1. Plan\n\n    Three steps:\n\n    1. Meet\n\n    2. Vote\n\n    June 2024\n\n "
               " 2. Next\n",
               "2024-05|Plan|Three steps:\n1. Meet\n2. Vote\nJune 2024|||\n2024-05|Next||||\n");
}

static void a_file_without_indentation_is_read_too(void **state) {
  assert_items(state, "page.txt", "May 2024\n1. One\n03 May 2024\nText.\n2. Two\nApril 2024\n1) Three\n",
               "2024-05-03|One|Text.|||\n2024-05|Two||||\n2024-04|Three||||\n");
}

static void windows_line_ends_and_a_byte_order_mark_do_not_matter(void **state) {
  assert_items(state, "page.txt", "\xEF\xBB\xBFMay 2024\r\n\r\n 1. One\r\n\r\n  03 May 2024\r\n",
               "2024-05-03|One||||\n");
}

static void an_item_without_a_headline_is_skipped_and_reported(void **state) {
  const char *path = path_in(state, "page.txt");
  write_text(path, "May 2024\n 1. One\n 2.\n\n   Text.\n 3. Three\n");
  struct collected collected = collect_file(path, NULL);
  assert_int_equal(collected.status, SSE_OK);
  assert_string_equal(collected.items.data, "2024-05|One||||\n2024-05|Three||||\n");
  assert_int_equal(collected.report.skipped, 1);
  assert_non_null(strstr(collected.problems.data, "page.txt:3: "));
  collected_reset(&collected);
}

static void options_overrule_language_source_and_format(void **state) {
  const char *path = path_in(state, "page.txt");
  const source_options options = {.lang = "en", .source = "ILO", .format = "text"};
  write_text(path, "May 2024\n 1. One\n");
  struct collected collected = collect_file(path, &options);
  assert_string_equal(collected.items.data, "|May 2024|1. One||ILO|en\n");
  collected_reset(&collected);
}

static void a_headline_too_short_to_tell_its_language_has_that_of_the_items_before_it(void **state) {
  assert_items(state, "a.txt",
               "mai 2024\n"
               " 1. Les coopératives de la région se réunissent pour la première fois\n"
               " 2. Une mutuelle pour les travailleurs des plateformes dans le nord du pays\n"
               " 3. SSE 2024\n"
               " 4. Le gouvernement publie sa stratégie pour une économie sociale et solidaire\n"
               " 5. SSE 2025\n",
               "2024-05|Les coopératives de la région se réunissent pour la première fois||||fr\n"
               "2024-05|Une mutuelle pour les travailleurs des plateformes dans le nord du pays||||fr\n"
               "2024-05|SSE 2024||||\n"
               "2024-05|Le gouvernement publie sa stratégie pour une économie sociale et solidaire||||fr\n"
               "2024-05|SSE 2025||||fr\n");
}

static void a_listing_without_items_is_an_error(void **state) {
  const char *path = path_in(state, "page.txt");
  const source_options options = {.format = "listing"};
  write_text(path, "May 2024\n\nnothing\n");
  struct collected collected = collect_file(path, &options);
  assert_int_equal(collected.status, SSE_INVALID);
  assert_non_null(strstr(collected.err.message, "page.txt: "));
  collected_reset(&collected);
}

static void the_real_page_gives_ten_items_each_with_its_date(void **state) {
  static const char page[] = "../shared/seed/000_cfd67145d4f22f15.txt";
  (void)state;
  if (access(page, R_OK) != 0) skip();
  struct collected collected = collect_file(page, NULL);
  const char *const dates[] = {"2023-08-01", "2023-07-25", "2023-07-25", "2023-07-24", "2023-07-24",
                               "2023-07-21", "2023-07-20", "2023-07-19", "2023-07-17", "2023-07-12"};
  assert_int_equal(collected.report.items, 10);
  const char *line = collected.items.data;
  for (size_t i = 0; i < 10; i++) {
    assert_memory_equal(line, dates[i], 10);
    line = strchr(line, '\n') + 1;
  }
  assert_non_null(strstr(collected.items.data, "iCOOP’s Natural Dream Park"));
  collected_reset(&collected);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(items_have_headline_date_address_and_summary),
      cmocka_unit_test(a_month_heading_dates_items_that_have_no_date),
      cmocka_unit_test(wrapped_lines_are_joined_and_paragraphs_kept_apart),
      cmocka_unit_test(numbered_lines_and_dates_inside_a_summary_belong_to_it),
      cmocka_unit_test(a_file_without_indentation_is_read_too),
      cmocka_unit_test(windows_line_ends_and_a_byte_order_mark_do_not_matter),
      cmocka_unit_test(an_item_without_a_headline_is_skipped_and_reported),
      cmocka_unit_test(options_overrule_language_source_and_format),
      cmocka_unit_test(a_headline_too_short_to_tell_its_language_has_that_of_the_items_before_it),
      cmocka_unit_test(a_listing_without_items_is_an_error),
      cmocka_unit_test(the_real_page_gives_ten_items_each_with_its_date),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
