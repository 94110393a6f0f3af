/* Values of filters as listed and completed: those with a word that begins with the text, the most frequent
 * first. */
#include "testing.h"

#include "indexing.h"

#include "search/search.h"

static const char items[] =
    "{\"title\":\"One\",\"lang\":\"en\",\"source\":\"The Mill\",\"tags\":[\"fair "
    "trade\",\"boats\"],\"text\":\"trade boats\"}\n"
    "{\"title\":\"Two\",\"lang\":\"en\",\"source\":\"The Mill\",\"tags\":[\"boats\"],\"text\":\"boats\"}\n"
    "{\"title\":\"Trois\",\"lang\":\"fr\",\"source\":\"L\u2019Économie "
    "\\\"sociale\\\"\",\"tags\":[\"boaters\"]}\n"
    "{\"title\":\"Vier\",\"lang\":\"de\",\"source\":\"Mühle\"}\n";

static index_db *open_items(void **state) {
  char path[512];
  index_db *index;
  sse_error err;
  write_text(path_in(state, "values.jsonl"), items);
  (void)snprintf(path, sizeof path, "%s", path_in(state, "values.db"));
  (void)index_path_into(path, path_in(state, "values.jsonl"));
  assert_int_equal(index_open(path, &index, &err), SSE_OK);
  return index;
}

/* Compares them as "NAME COUNT;" for each. */
static void assert_counts(const index_counts *counts, const char *expected, const char *what) {
  sse_buffer all = {0};
  sse_buffer_append_text(&all, "");
  for (size_t i = 0; i < counts->count; i++)
    sse_buffer_printf(&all, "%s %zu;", counts->counts[i].name, counts->counts[i].count);
  if (strcmp(all.data, expected) != 0) fail_msg("%s: %s", what, all.data);
  sse_buffer_reset(&all);
}

static void values_are_listed_by_the_beginning_of_a_word(void **state) {
  static const struct {
    const char *filter, *beginning, *expected;
  } rows[] = {{"source", "", "The Mill 2;L\u2019Économie \"sociale\" 1;Mühle 1;"},
              {"source", "mi", "The Mill 2;"},
              {"Source", "THE M", "The Mill 2;"},
              {"source", "muh", "Mühle 1;"},
              {"source", "econ", "L\u2019Économie \"sociale\" 1;"},
              {"source", "ill", ""},
              {"lang", "", "en 2;de 1;fr 1;"},
              {"lang", "f", "fr 1;"},
              {"publisher", "muh", "Mühle 1;"},
              {"LANGUAGE", "f", "fr 1;"},
              {"tags", "tra", "fair trade 1;"},
              {"group", "", ""},
              {"tag", "", "boats 2;boaters 1;fair trade 1;"},
              {"tag", "boat", "boats 2;boaters 1;"},
              {"tag", "tra", "fair trade 1;"},
              {"tag", "fair tr", "fair trade 1;"}};
  index_db *index = open_items(state);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    index_counts values = {0};
    sse_error err;
    assert_int_equal(search_values(index, STR(rows[i].filter), STR(rows[i].beginning), &values, &err),
                     SSE_OK);
    assert_counts(&values, rows[i].expected, rows[i].beginning);
    index_counts_reset(&values);
  }
  index_counts none;
  sse_error err;
  assert_int_equal(search_values(index, STR("title"), STR("o"), &none, &err), SSE_NOT_FOUND);
  index_counts_reset(&none);
  index_close(index);
}

static void a_filter_at_the_end_of_a_query_is_completed_as_the_query_reads_it(void **state) {
  static const char *const rows[][2] = {
      {"source:mi", "source:\"The Mill\" 2;"},
      {"boats -source:\"mi", "boats -source:\"The Mill\" 2;"},
      {"source:\"=mu", "source:\"=Mühle\" 1;"},
      {"(source:=mu", "(source:\"=Mühle\" 1;"},
      {"source:mu", "source:Mühle 1;"},
      {"source:eco", "source:\"L\u2019Économie sociale\" 1;"},
      {"\"source:mi", ""}, /* a phrase */
      {"lang:d", "lang:de 1;"},
      {"lang:none", ""},
      {"source:", "source:\"The Mill\" 2;source:\"L\u2019Économie sociale\" 1;source:Mühle 1;"}};
  index_db *index = open_items(state);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    index_counts completions;
    sse_error err;
    assert_int_equal(search_complete(index, rows[i][0], &completions, &err), SSE_OK);
    assert_counts(&completions, rows[i][1], rows[i][0]);
    index_counts_reset(&completions);
  }
  index_close(index);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(values_are_listed_by_the_beginning_of_a_word, make_folder,
                                      remove_folder),
      cmocka_unit_test_setup_teardown(a_filter_at_the_end_of_a_query_is_completed_as_the_query_reads_it,
                                      make_folder, remove_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
