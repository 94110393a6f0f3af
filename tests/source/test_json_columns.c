/* JSON that stores a table by columns, and keys that the user named. */
#include "collecting.h"

static void a_table_by_columns_gives_its_rows(void **state) {
  static const char rows[] = "2023-07-25|A|T|https://x.example/1|S||a, b\n|B|U|||\n";
  static const char *const tables[] = {
      /* lists */
      "{\"title\":[\"A\",\"B\"],\"date\":[\"2023-07-25\",null],\"text\":[\"<p>T</p>\",\"U\"],"
      "\"link\":[\"https://x.example/1\",null],\"source\":[\"S\",\"\"],\"tags\":[[\"a\",\"b\"],[]]}",
      /* pandas: to_json(), with a date as milliseconds */
      "{\"title\":{\"0\":\"A\",\"1\":\"B\"},\"date\":{\"0\":1690279200000,\"1\":null},"
      "\"text\":{\"0\":\"T\",\"1\":\"U\"},\"link\":{\"0\":\"https://x.example/1\",\"1\":null},"
      "\"source\":{\"0\":\"S\",\"1\":null},\"tags\":{\"0\":\"a;b\",\"1\":null}}",
      /* the same with other row numbers, and in another order */
      "{\"text\":{\"17\":\"T\",\"4\":\"U\"},\"title\":{\"4\":\"B\",\"17\":\"A\"},"
      "\"date\":{\"4\":null,\"17\":\"2023-07-25\"},\"link\":{\"4\":\"\",\"17\":\"https://x.example/1\"},"
      "\"source\":{\"17\":\"S\",\"4\":null},\"tags\":{\"17\":\"a,b\",\"4\":null}}",
      /* to_json(orient="split") */
      "{\"columns\":[\"title\",\"date\",\"text\",\"link\",\"source\",\"tags\"],\"index\":[0,1],\"data\":["
      "[\"A\",\"2023-07-25\",\"T\",\"https://x.example/"
      "1\",\"S\",\"a,b\"],[\"B\",null,\"U\",null,null,null]]}",
      /* in a wrapper */
      "{\"status\":\"ok\",\"data\":{\"title\":[\"A\",\"B\"],\"date\":[\"2023-07-25\",\"\"],"
      "\"text\":[\"T\",\"U\"],\"url\":[\"https://x.example/1\",\"\"],\"source\":[\"S\",\"\"],"
      "\"tags\":[\"a,b\",\"\"]}}",
  };
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    sse_buffer line = {0};
    sse_buffer_printf(&line, "%s\n", tables[i]);
    assert_items(state, "table.json", tables[i], rows);
    assert_items(state, "table.jsonl", line.data, rows);
    sse_buffer_reset(&line);
  }
}

static void rows_are_numbered_and_columns_without_a_field_counted(void **state) {
  const char *path = path_in(state, "table.json");
  write_text(path, "{\"title\":[\"A\",\"B\",\"C\"],\"mood\":[\"x\",\"y\",null]}");
  struct collected collected = collect_file(path, NULL);
  assert_string_equal(collected.items.data, "|A||||\n|B||||\n|C||||\n");
  assert_string_equal(collected.places.data, "table.json:1\ntable.json:2\ntable.json:3\n");
  assert_string_equal(collected.losses.data, "not taken mood 2\n");
  collected_reset(&collected);
}

static void an_item_with_lists_is_no_table(void **state) {
  assert_items(state, "unequal.json",
               "{\"title\":[\"A\",\"B\"],\"tags\":[\"x\",\"y\",\"z\"],\"text\":[\"T\"]}",
               "|A|T||||x, y, z\n");
  assert_items(state, "one.json", "{\"title\":[\"A\"],\"tags\":[\"x, y\"]}", "|A|||||x, y\n");
  assert_items(state, "rendered.json",
               "{\"title\":{\"rendered\":\"A\"},\"content\":{\"rendered\":\"<p>T</p>\"}}", "|A|T|||\n");
  assert_items(state, "inner.json", "{\"title\":\"A\",\"stats\":{\"title\":[\"x\",\"y\"],\"n\":[1,2]}}",
               "|A||||\n");
  assert_items(state, "beside.json", "{\"title\":[\"A\",\"B\"],\"tags\":[\"x\",\"y\"],\"lang\":\"en\"}",
               "|A||||en|x, y\n");
}

static void a_key_that_was_named_and_is_nowhere_is_told(void **state) {
  static const source_options options = {
      .names.of = {
          [SOURCE_NAME_TITLE] = "caption", [SOURCE_NAME_TEXT] = "parts.story", [SOURCE_NAME_DATE] = "day"}};
  static const char missing[] = "has no key 'caption', which the configuration names";
  static const struct reading_case cases[] = {
      {.name = "none.json",
       .bytes = "[{\"title\":\"A\",\"parts\":{\"story\":\"T\"},\"day\":null}]",
       .options = &options,
       .items = "|A|T|||\n",
       .problem = missing},
      {.name = "none.jsonl",
       .bytes = "{\"title\":\"A\",\"day\":\"\"}\n{\"title\":\"B\",\"parts\":{\"story\":\"T\"}}\n",
       .options = &options,
       .items = "|A||||\n|B|T|||\n",
       .problem = missing},
      {.name = "path.jsonl",
       .bytes = "{\"caption\":\"A\",\"day\":\"2023\",\"parts\":\"T\"}\n",
       .options = &options,
       .items = "2023|A||||\n",
       .losses = NULL,
       .problem = "has no key 'parts.story'"},
      {.name = "columns.json",
       .bytes = "{\"title\":[\"A\",\"B\"],\"parts.story\":[\"T\",\"U\"],\"day\":[2023,2024]}",
       .options = &options,
       .items = "2023|A|T|||\n2024|B|U|||\n",
       .problem = missing},
      /* one record that has it is enough, also in a nested object */
      {.name = "one.jsonl",
       .bytes = "{\"title\":\"A\"}\n{\"fields\":{\"caption\":\"B\",\"day\":\"2023\"},\"parts\":{\"story\":"
                "\"\"}}\n",
       .options = &options,
       .items = "|A||||\n2023|B||||\n"},
      {.name = "empty.json", .bytes = "[]", .options = &options, .items = ""},
  };
  ASSERT_READINGS(state, cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_table_by_columns_gives_its_rows),
      cmocka_unit_test(rows_are_numbered_and_columns_without_a_field_counted),
      cmocka_unit_test(a_key_that_was_named_and_is_nowhere_is_told),
      cmocka_unit_test(an_item_with_lists_is_no_table),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
