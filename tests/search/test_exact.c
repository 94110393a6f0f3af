/* Queries for exact text: names with punctuation, phrases in scripts without spaces.
 * Each row is a query and the items that it finds. */
#include "indexing.h"

#include "search/search.h"

static index_db *opened;

static int make_index(void **state) {
  sse_error err;
  if (make_folder(state) != 0) return -1;
  char *database = strdup(path_in(state, "index.db"));
  write_text(path_in(state, "items.jsonl"),
             "{\"id\":\"line\",\"title\":\"x\",\"text\":\"Work in\\n.NET and more\"}\n"
             "{\"id\":\"quoted\",\"title\":\"Das „.NET“ von heute\"}\n"
             "{\"id\":\"tag\",\"title\":\"x\",\"tags\":[\"code\",\".NET\"]}\n"
             "{\"id\":\"end\",\"title\":\"x\",\"text\":\"The end.Net of it\"}\n"
             "{\"id\":\"bank\",\"title\":\"銀行 労働者\",\"source\":\"협동조합뉴스\"}\n"
             "{\"id\":\"banks\",\"title\":\"銀行業 労働者\"}\n"
             "{\"id\":\"worker\",\"title\":\"노동자 협동조합 은행\"}\n");
  (void)index_path_into(database, path_in(state, "items.jsonl"));
  sse_status status = index_open(database, &opened, &err);
  free(database);
  return status ? -1 : 0;
}

static int remove_index(void **state) {
  index_close(opened);
  return remove_folder(state);
}

static int compare(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void assert_finds(const char *query, const char *expected) {
  search_results results;
  sse_error err;
  sse_buffer ids = {0};
  const char *found[20] = {NULL};
  const search_options options = {.limit = 20, .match = SEARCH_MATCH_ALL};
  assert_int_equal(search_run(opened, query, &options, &results, &err), SSE_OK);
  for (size_t i = 0; i < results.hit_count; i++)
    found[i] = results.hits[i].id;
  qsort(found, results.hit_count, sizeof *found, compare);
  sse_buffer_append_text(&ids, "");
  for (size_t i = 0; i < results.hit_count; i++)
    sse_buffer_printf(&ids, "%s%s", i > 0 ? " " : "", found[i]);
  if (strcmp(ids.data, expected) != 0) fail_msg("%s: %s, not %s", query, ids.data, expected);
  sse_buffer_reset(&ids);
  search_results_reset(&results);
}

static void a_name_is_found_after_whatever_is_no_word(void **state) {
  (void)state;
  assert_finds(".NET", "line quoted tag");
  assert_finds("tag:.NET", "tag");
  assert_finds("=.net", "line quoted tag");
}

static void words_of_signs_stand_side_by_side(void **state) {
  (void)state;
  assert_finds("\"銀行 労働者\"", "bank");
  assert_finds("=\"銀行 労働者\"", "bank");
  assert_finds("\"銀行 労働者\" OR =\"nothing else\"", "bank");
  assert_finds("=\"노동자 협동조합\"", "worker");
  assert_finds("\"노동자 협동조* 은행\"", "");
  assert_finds("\"노동자 협동조합 은*\"", "worker");
}

static void the_last_sign_of_a_word_is_not_between_it_and_the_next(void **state) {
  (void)state;
  assert_finds("銀行 NEAR/0 労働者", "bank");
  assert_finds("\"労働者 銀行\"~1", "bank");
  assert_finds("\"労働者 銀行\"~2", "bank banks");
  assert_finds("\"노동자\" NEAR/0 협동조합", "worker");
  assert_finds("노동자 NEAR/3 은행", "");
  assert_finds("노동자 NEAR/4 은행", "worker"); /* a character counts as a word */
  assert_finds("노동* NEAR/2 협동*", "worker");
}

static void a_publisher_is_found_by_a_part_of_its_name_in_signs(void **state) {
  (void)state;
  assert_finds("source:조합", "bank");
  assert_finds("source:협동조*", "bank");
  assert_finds("source:*조합뉴*", "bank");
  assert_finds("source:뉴*동", "");
  assert_finds("source:=협동조합", "");
}

static void a_star_inside_of_a_row_of_signs_is_told(void **state) {
  const search_options options = {.limit = 20, .match = SEARCH_MATCH_ALL};
  search_results results;
  sse_error err;
  (void)state;
  assert_int_equal(search_run(opened, "\"노동* 협동조합\"", &options, &results, &err), SSE_OK);
  assert_int_equal(results.total, 0);
  assert_int_equal(results.notes.count, 1);
  assert_string_equal(results.notes.notes[0].code, "pattern-unspaced");
  search_results_reset(&results);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_name_is_found_after_whatever_is_no_word),
      cmocka_unit_test(words_of_signs_stand_side_by_side),
      cmocka_unit_test(the_last_sign_of_a_word_is_not_between_it_and_the_next),
      cmocka_unit_test(a_publisher_is_found_by_a_part_of_its_name_in_signs),
      cmocka_unit_test(a_star_inside_of_a_row_of_signs_is_told),
  };
  return cmocka_run_group_tests(tests, make_index, remove_index);
}
