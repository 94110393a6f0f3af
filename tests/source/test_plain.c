/* Plain text, one item per file, and files that no reader takes. */
#include "collecting.h"

static void the_first_line_is_the_headline_and_the_rest_the_body(void **state) {
  assert_items(state, "a.txt", "\n  Headline\n\n25 July 2023\nhttps://example.org/x\n\nOne\nline.\n\nTwo.\n",
               "2023-07-25|Headline|One line.\nTwo.|https://example.org/x||en\n");
}

static void a_date_behind_the_beginning_of_the_text_is_text(void **state) {
  assert_items(state, "a.txt", "Headline\n\nText.\n\n25 July 2023\n", "|Headline|Text.\n25 July 2023|||\n");
}

static void a_file_without_a_date_line_is_dated_by_its_name(void **state) {
  assert_items(state, "2023-07-25-agreement.txt", "Agreement\n", "2023-07-25|Agreement||||\n");
  assert_items(state, "2023-07.txt", "July\n", "2023-07|July||||\n");
  assert_items(state, "2023-07-99-x.txt", "Odd\n", "2023-07|Odd||||\n");
  assert_items(state, "20230725-agreement.txt", "Agreement\n", "2023-07-25|Agreement||||\n");
  assert_items(state, "2023_07_25 agreement.txt", "Agreement\n", "2023-07-25|Agreement||||\n");
  assert_items(state, "25.07.2023.txt", "Agreement\n", "2023-07-25|Agreement||||\n");
}

static void a_number_at_the_beginning_of_a_name_is_no_year(void **state) {
  static const char *const names[] = {"1000-days.txt", "2023.txt",       "2023-99.txt",     "12345678.txt",
                                      "202307.txt",    "30.10.23-x.txt", "v2023-07-25.txt", "-2023-07-25.txt",
                                      "1-2-3-4.txt",   "3-2023.txt"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    assert_items(state, names[i], "Headline\n", "|Headline||||\n");
}

static void a_year_alone_on_a_line_is_text(void **state) {
  assert_items(state, "a.txt", "Headline\n\n2023\n\nText.\n", "|Headline|2023\nText.|||\n");
}

static void assert_refused(void **state, const void *bytes, size_t length, const char *why) {
  const char *path = path_in(state, "bad.txt");
  write_bytes(path, bytes, length);
  struct collected collected = collect_file(path, NULL);
  assert_int_equal(collected.status, SSE_INVALID);
  assert_non_null(strstr(collected.err.message, why));
  assert_non_null(strstr(collected.err.message, "bad.txt: "));
  assert_string_equal(collected.items.data, "");
  collected_reset(&collected);
}

static void empty_and_binary_files_are_refused_with_their_name(void **state) {
  assert_refused(state, "", 0, "is empty");
  assert_refused(state, " \n\n", 3, "is empty");
  assert_refused(state, "\xEF\xBB\xBF\n", 4, "is empty");
  assert_refused(state, "PNG\0\0data", 9, "binary");
}

static void what_means_nothing_is_counted_and_told_with_the_file(void **state) {
  const char *path = path_in(state, "latin1.txt");
  const source_options options = {.charset = "utf-8"};
  write_text(path, "Caf\xE2\x82 coop\xE9ratif\n");
  struct collected collected = collect_file(path, &options);
  assert_int_equal(collected.status, SSE_OK);
  assert_int_equal(collected.report.repaired, 1);
  assert_string_equal(collected.items.data, "|Caf\xEF\xBF\xBD coopératif||||\n");
  assert_non_null(strstr(collected.problems.data, "latin1.txt: 1 character is not valid in "));
  collected_reset(&collected);
}

static void assert_read_as(void **state, sse_str bytes, const char *charset, const char *expected) {
  const char *path = path_in(state, "charset.txt");
  const source_options options = {.charset = charset};
  write_bytes(path, bytes.data, bytes.length);
  struct collected collected = collect_file(path, &options);
  if (collected.status) fail_msg("%s", collected.err.message);
  assert_int_equal(collected.report.repaired, 0);
  assert_string_equal(collected.items.data, expected);
  collected_reset(&collected);
}

#define BYTES(literal) ((sse_str){literal, sizeof(literal) - 1})

static void byte_order_marks_tell_utf_8_and_utf_16(void **state) {
  assert_read_as(state, BYTES("\xEF\xBB\xBF\xC3\x89t\xC3\xA9\n"), NULL, "|\xC3\x89t\xC3\xA9||||\n");
  assert_read_as(state, BYTES("\xFF\xFE\xC9\0t\0\xE9\0\n\0\n\0\x51\xC7\n\0"), NULL,
                 "|\xC3\x89t\xC3\xA9|\xEC\x9D\x91|||\n");
  assert_read_as(state, BYTES("\xFE\xFF\0\xC9\0t\0\xE9\0\n\0\n\xC7\x51\0\n"), NULL,
                 "|\xC3\x89t\xC3\xA9|\xEC\x9D\x91|||\n");
}

static void another_character_set_is_told_by_the_options(void **state) {
  assert_read_as(state,
                 BYTES("L\x92\xE9"
                       "conomie\n"),
                 "windows-1252",
                 "|L\xE2\x80\x99\xC3\xA9"
                 "conomie||||\n");
  assert_read_as(state, BYTES("\xC7\xF9\xB5\xBF\xC1\xB6\xC7\xD5\n"), "EUC-KR", "|협동조합||||ko\n");
}

/* A whole file, longer than the blocks in which it is read. */
static void a_long_file_of_utf_16_is_read_to_its_end(void **state) {
  const char *path = path_in(state, "long.txt");
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite("\xFF\xFEH\0\n\0\n\0", 1, 8, file), 8);
  for (int i = 0; i < 100000; i++)
    assert_int_equal(fwrite("\x51\xC7\n\0", 1, 4, file), 4);
  assert_int_equal(fclose(file), 0);
  struct collected collected = collect_file(path, NULL);
  assert_int_equal(collected.status, SSE_OK);
  assert_int_equal(collected.report.repaired, 0);
  assert_int_equal(collected.items.length, strlen("|H||||ko\n") + (size_t)100000 * 4 - 1);
  collected_reset(&collected);
}

static void a_body_over_the_limit_is_refused(void **state) {
  const char *path = path_in(state, "huge.txt");
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  for (int i = 0; i < 17 * 1024; i++)
    assert_int_equal(fprintf(file, "%01023d\n", 0), 1024);
  assert_int_equal(fclose(file), 0);
  struct collected collected = collect_file(path, NULL);
  assert_int_equal(collected.status, SSE_TOO_LARGE);
  assert_string_equal(collected.items.data, "");
  collected_reset(&collected);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_line_is_the_headline_and_the_rest_the_body),
      cmocka_unit_test(a_date_behind_the_beginning_of_the_text_is_text),
      cmocka_unit_test(a_file_without_a_date_line_is_dated_by_its_name),
      cmocka_unit_test(a_number_at_the_beginning_of_a_name_is_no_year),
      cmocka_unit_test(a_year_alone_on_a_line_is_text),
      cmocka_unit_test(empty_and_binary_files_are_refused_with_their_name),
      cmocka_unit_test(what_means_nothing_is_counted_and_told_with_the_file),
      cmocka_unit_test(byte_order_marks_tell_utf_8_and_utf_16),
      cmocka_unit_test(another_character_set_is_told_by_the_options),
      cmocka_unit_test(a_long_file_of_utf_16_is_read_to_its_end),
      cmocka_unit_test(a_body_over_the_limit_is_refused),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
