/* JSON Lines, arrays and JSON Feed. */
#include "collecting.h"

static void lines_are_items_and_a_bad_one_is_skipped_alone(void **state) {
  const char *path = path_in(state, "a.jsonl");
  write_text(
      path,
      "{\"id\":1,\"title\":\"One\",\"text\":\"Body\",\"date\":\"2024-01-02\",\"url\":\"https://x.example/1\","
      "\"source\":\"S\",\"lang\":\"en\",\"tags\":[\"a\",\"b\"]}\n"
      "{\"title\": \"cut\n"
      "[1]\n"
      "{\"title\":\"Two\",\"text\":\"B\"}\n");
  struct collected collected = collect_file(path, NULL);
  assert_string_equal(collected.items.data, "2024-01-02|One|Body|https://x.example/1|S|en|a, b\n|Two|B|||\n");
  assert_int_equal(collected.report.skipped, 2);
  assert_non_null(strstr(collected.problems.data, "a.jsonl:2: not JSON: "));
  assert_non_null(strstr(collected.problems.data, "a.jsonl:3: is no JSON object (item skipped)"));
  collected_reset(&collected);
}

static void arrays_are_read_element_by_element(void **state) {
  assert_items(state, "a.json",
               "[ {\"title\":\"A\",\n\"text\":\"t1\"}, "
               "{\"headline\":\"B\",\"content_html\":\"<p>t2</p><p>t3</p>\"} ]\n",
               "|A|t1|||\n|B|t2\nt3|||\n");
  assert_items(state, "none.json", "[]", "");
  assert_items(state, "one.json", "{\n \"title\": \"Alone\"\n}\n", "|Alone||||\n");
}

static void a_json_feed_labels_its_items(void **state) {
  assert_items(
      state, "feed.json",
      "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Fed\",\"language\":\"fr\",\"items\":["
      "{\"id\":\"1\",\"url\":\"https://f.example/"
      "1\",\"title\":\"Un\",\"content_text\":\"Texte\",\"summary\":\"S\","
      "\"date_published\":\"2023-07-25T10:00:00+02:00\"}]}",
      "2023-07-25|Un|Texte|https://f.example/1|Fed|fr\n");
}

static void what_is_cut_short_is_refused_whole(void **state) {
  static const char *const texts[] = {"[{\"title\":\"A\"},{\"title\"", "[{\"title\":\"A\"}",
                                      "[{\"title\":\"A\"} x]"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    const char *path = path_in(state, "cut.json");
    write_text(path, texts[i]);
    struct collected collected = collect_file(path, NULL);
    assert_int_equal(collected.status, SSE_INVALID);
    collected_reset(&collected);
  }
}

static void nesting_without_end_is_refused(void **state) {
  sse_buffer text = {0};
  const char *path = path_in(state, "deep.json");
  sse_buffer_append_text(&text, "[{\"title\":");
  for (int i = 0; i < 100000; i++)
    sse_buffer_append_text(&text, "[");
  write_text(path, text.data);
  struct collected collected = collect_file(path, NULL);
  assert_int_equal(collected.status, SSE_INVALID);
  collected_reset(&collected);
  sse_buffer_reset(&text);
}

static void bytes_that_are_no_utf8_are_replaced_and_counted(void **state) {
  const char *path = path_in(state, "bytes.json");
  write_text(path, "[{\"title\":\"Caf\xE9\"}]");
  struct collected collected = collect_file(path, NULL);
  assert_string_equal(collected.items.data, "|Caf\xEF\xBF\xBD||||\n");
  assert_int_equal(collected.report.repaired, 1);
  collected_reset(&collected);
}

static void brackets_in_text_are_no_json(void **state) {
  assert_items(state, "press.txt", "[Press release] A headline\n\nText.\n",
               "|[Press release] A headline|Text.|||\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_are_items_and_a_bad_one_is_skipped_alone),
      cmocka_unit_test(arrays_are_read_element_by_element),
      cmocka_unit_test(a_json_feed_labels_its_items),
      cmocka_unit_test(what_is_cut_short_is_refused_whole),
      cmocka_unit_test(nesting_without_end_is_refused),
      cmocka_unit_test(bytes_that_are_no_utf8_are_replaced_and_counted),
      cmocka_unit_test(brackets_in_text_are_no_json),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
