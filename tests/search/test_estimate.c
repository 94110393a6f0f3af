/* Even if the items that are sampled beforehand are better than the others, the hits are right. The best ones
 * are placed here in exactly those ranges of numbers that the sample consists of. Scoring every item gives
 * the expected hits. */
#include "indexing.h"

#include "search/search.h"

enum { ITEMS = 2560, STRETCH = 10, APART = 160 };

static search_results search(index_db *index, search_options options) {
  search_results results;
  sse_error err;
  options.match = SEARCH_MATCH_ALL;
  if (search_run(index, "dairy union", &options, &results, &err)) fail_msg("%s", err.message);
  return results;
}

static void an_estimate_that_was_too_high_loses_no_hit(void **state) {
  char database[512];
  index_db *index;
  sse_error err;
  FILE *file = fopen(path_in(state, "items.jsonl"), "w");
  assert_non_null(file);
  for (int i = 0; i < ITEMS; i++)
    (void)fprintf(file, "{\"id\":\"x:%d\",\"title\":\"%s\",\"date\":\"2020-01-01\",\"text\":\"%s %d\"}\n", i,
                  i % APART <= STRETCH ? "dairy union" : "news",
                  i % APART <= STRETCH ? "dairy" : "the union of a dairy and of many other farms", i);
  assert_int_equal(fclose(file), 0);
  (void)snprintf(database, sizeof database, "%s", path_in(state, "index.db"));
  (void)index_path_into(database, path_in(state, "items.jsonl"));
  assert_int_equal(index_open(database, &index, &err), SSE_OK);
  for (size_t offset = 0; offset < 1000; offset += 90) {
    search_results all = search(index, (search_options){.limit = 20, .offset = offset, .exhaustive = true});
    search_results found = search(index, (search_options){.limit = 20, .offset = offset, .both = true});
    assert_int_equal(all.hit_count, 20);
    assert_int_equal(found.hit_count, 20);
    for (size_t i = 0; i < all.hit_count; i++)
      assert_string_equal(found.hits[i].id, all.hits[i].id);
    search_results_reset(&all);
    search_results_reset(&found);
  }
  index_close(index);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(an_estimate_that_was_too_high_loses_no_hit, make_folder, remove_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
