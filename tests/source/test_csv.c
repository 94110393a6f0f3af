/* Tables. */
#include "collecting.h"

static void the_header_line_names_the_columns(void **state) {
  assert_items(
      state, "a.csv",
      "Title;Date;Unknown;Summary\n\"One; two\";25/07/2023;x;\"Many\nlines \"\"quoted\"\"\"\nThree;2023;;\n",
      "2023-07-25|One; two|Many\nlines \"quoted\"|||\n2023|Three||||\n");
  assert_items(state, "a.tsv", "url\ttitle\ttext\nhttps://x.example/1\tOne\tText\n",
               "|One|Text|https://x.example/1||\n");
}

static void assert_refused(void **state, const char *text, sse_status status, const char *why) {
  const char *path = path_in(state, "bad.csv");
  write_text(path, text);
  struct collected collected = collect_file(path, NULL);
  assert_int_equal(collected.status, status);
  if (!strstr(collected.err.message, why)) fail_msg("%s", collected.err.message);
  collected_reset(&collected);
}

static void a_table_without_a_title_is_refused(void **state) {
  assert_refused(state, "a,b\n1,2\n", SSE_INVALID, "none of the columns");
}

static void a_quote_that_is_never_closed_is_refused(void **state) {
  sse_buffer text = {0};
  sse_buffer_append_text(&text, "title,text\n\"");
  for (int i = 0; i < 18 * 1024; i++)
    for (int k = 0; k < 64; k++)
      sse_buffer_append_text(&text, "0123456789abcde\n");
  assert_refused(state, text.data, SSE_TOO_LARGE, "is a quote not closed?");
  sse_buffer_reset(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_header_line_names_the_columns),
      cmocka_unit_test(a_table_without_a_title_is_refused),
      cmocka_unit_test(a_quote_that_is_never_closed_is_refused),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
