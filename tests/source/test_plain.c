/* Plain text, one item a file, and what no reader takes. */
#include "collecting.h"

static void the_first_line_is_the_headline_and_the_rest_the_body(void **state) {
  assert_items(state, "a.txt", "\n  Headline\n\n25 July 2023\nhttps://example.org/x\n\nOne\nline.\n\nTwo.\n",
               "2023-07-25|Headline|One line.\nTwo.|https://example.org/x||\n");
}

static void a_date_behind_the_beginning_of_the_text_is_text(void **state) {
  assert_items(state, "a.txt", "Headline\n\nText.\n\n25 July 2023\n", "|Headline|Text.\n25 July 2023|||\n");
}

static void a_file_without_a_date_line_is_dated_by_its_name(void **state) {
  assert_items(state, "2023-07-25-agreement.txt", "Agreement\n", "2023-07-25|Agreement||||\n");
  assert_items(state, "2023-07.txt", "July\n", "2023-07|July||||\n");
  assert_items(state, "2023-07-99-x.txt", "Odd\n", "2023-07|Odd||||\n");
  assert_items(state, "20230725.txt", "Number\n", "|Number||||\n");
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
  assert_refused(state, "PNG\0data", 8, "binary");
}

static void invalid_bytes_are_counted(void **state) {
  const char *path = path_in(state, "latin1.txt");
  write_text(path, "Caf\xE9 coop\xE9ratif\n");
  struct collected collected = collect_file(path, NULL);
  assert_int_equal(collected.status, SSE_OK);
  assert_int_equal(collected.report.repaired, 2);
  assert_string_equal(collected.items.data, "|Caf\xEF\xBF\xBD coop\xEF\xBF\xBDratif||||\n");
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
      cmocka_unit_test(empty_and_binary_files_are_refused_with_their_name),
      cmocka_unit_test(invalid_bytes_are_counted),
      cmocka_unit_test(a_body_over_the_limit_is_refused),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
