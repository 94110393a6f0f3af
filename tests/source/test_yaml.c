/* Lists of mappings in YAML. */
#include "collecting.h"

static void a_mapping_of_a_list_is_an_item(void **state) {
  static const struct reading_case cases[] = {
      {.name = "list.yaml",
       .bytes = "# news\n- title: The mill reopens\n  date: 2023-07-25\n  body: |\n    It is open.\n\n    It "
                "grinds.\n"
                "  tags: [flour, grain]\n  draft: false\n- title: 1984\n  date: 20230726\n  text: \"B\"\n"
                "  link: https://x.example/2\n- title: Third\n  draft: true\n- title: None\n  date: ~\n",
       .items = "2023-07-25|The mill reopens|It is open.\nIt grinds.|||en|flour, grain\n"
                "2023-07-26|1984|B|https://x.example/2||\n|None||||\n",
       .losses = "withheld draft 1\n"},
      {.name = "wrapped.yml",
       .bytes = "version: 2\nitems:\n  - {title: A, text: t}\n  - {title: B, text: u}\n",
       .items = "|A|t|||\n|B|u|||\n"},
      {.name = "one.yml", .bytes = "title: A\ntext: t\n", .items = "|A|t|||\n"},
      {.name = "merged.yaml",
       .bytes = "- &first\n  title: A\n  text: t\n- <<: *first\n  title: B\n",
       .items = "|A|t|||\n|B|t|||\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void documents_are_items_or_lists(void **state) {
  static const struct reading_case cases[] = {
      {.name = "mappings.yaml",
       .bytes = "---\ntitle: A\ntext: t\n---\ntitle: B\ntext: u\n---\n...\n---\ntitle: C\n",
       .items = "|A|t|||\n|B|u|||\n|C||||\n"},
      {.name = "lists.yml",
       .bytes = "- title: A\n- title: B\n---\n- title: C\n",
       .items = "|A||||\n|B||||\n|C||||\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void what_is_not_yaml_is_told(void **state) {
  const char *path = path_in(state, "cut.yaml");
  write_text(path, "title: A\n---\ntitle: The mill: open\n");
  struct collected collected = collect_file(path, NULL);
  assert_string_equal(collected.items.data, "|A||||\n");
  assert_non_null(strstr(collected.problems.data, "cut.yaml:3: not YAML: mapping values are not allowed"));
  collected_reset(&collected);
  write_text(path, "title: A\n---\ntitle: B\x01\n");
  collected = collect_file(path, NULL);
  assert_int_equal(collected.status, SSE_INVALID);
  assert_non_null(strstr(collected.err.message, "cut.yaml:3: not YAML: control characters"));
  collected_reset(&collected);
  write_text(path, "only a text\n");
  collected = collect_file(path, NULL);
  assert_string_equal(collected.items.data, "");
  assert_non_null(strstr(collected.problems.data, "cut.yaml: item 1: is not a mapping (skipped)"));
  collected_reset(&collected);
}

static void aliases_have_limits(void **state) {
  const char *path = path_in(state, "many.yaml");
  sse_buffer text = {0};
  sse_buffer_append_text(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
  for (int i = 1; i < 12; i++)
    sse_buffer_printf(&text, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i, i - 1,
                      i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
  write_text(path, text.data);
  sse_buffer_reset(&text);
  struct collected collected = collect_file(path, NULL);
  assert_int_equal(collected.status, SSE_TOO_LARGE);
  collected_reset(&collected);
  write_text(path, "- &a [*a]\n");
  collected = collect_file(path, NULL);
  assert_int_equal(collected.status, SSE_TOO_LARGE);
  collected_reset(&collected);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_mapping_of_a_list_is_an_item),
      cmocka_unit_test(documents_are_items_or_lists),
      cmocka_unit_test(what_is_not_yaml_is_told),
      cmocka_unit_test(aliases_have_limits),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
