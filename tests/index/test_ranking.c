/* What ranking reads of items: a number that belongs to no item has no values, and one beyond all items is
 * damage, of one index as of several. */
#include "testing.h"

#include "indexing.h"

#include "index/ranking.h"

enum { LAST = 3 };

/* Makes an index of three items. */
static void make_index(void **state, const char *name, char *path, size_t size) {
  (void)snprintf(path, size, "%s", path_in(state, name));
  write_text(path_in(state, "items.jsonl"), "{\"id\":\"a\",\"title\":\"One word\",\"date\":\"2024-01-01\"}\n"
                                            "{\"id\":\"b\",\"title\":\"Two words\",\"date\":\"2024-01-02\"}\n"
                                            "{\"id\":\"c\",\"title\":\"Three\",\"date\":\"2024-01-03\"}\n");
  (void)index_path_into(path, path_in(state, "items.jsonl"));
}

static bool is_zero(const void *data, size_t length) {
  const unsigned char *bytes = data;
  while (length > 0 && bytes[length - 1] == 0)
    length--;
  return length == 0;
}

static void assert_values(index_ranking *ranking, uint32_t number, sse_status expected, bool has_item) {
  const index_values *values;
  const index_norms *norms;
  uint32_t day = 0;
  sse_error err;
  assert_int_equal(index_values_of(ranking, number, &values, &err), expected);
  assert_int_equal(expected ? err.status : SSE_OK, expected);
  assert_int_equal(index_norms_of(ranking, number, &norms, &err), expected);
  assert_int_equal(index_item_day(ranking, number, &day, &err), expected);
  if (expected) return;
  assert_int_equal(!is_zero(values, sizeof *values), has_item);
  assert_int_equal(!is_zero(norms, sizeof *norms), has_item);
  assert_int_equal(day > 0, has_item);
}

static void a_number_without_an_item_has_no_values_and_one_beyond_all_is_damage(void **state) {
  char paths[2][512];
  const char *const names[] = {paths[0], paths[1]};
  make_index(state, "one.db", paths[0], sizeof paths[0]);
  make_index(state, "two.db", paths[1], sizeof paths[1]);
  for (size_t count = 1; count <= 2; count++) {
    index_db *index;
    index_ranking *ranking;
    sse_error err;
    assert_int_equal(index_open_all(names, count, &index, &err), SSE_OK);
    assert_int_equal(index_ranking_of(index, &ranking, &err), SSE_OK);
    uint32_t last = index_archive_first(index, count - 1) + LAST;
    assert_int_equal(index_ranking_numbers(ranking), last + 1);
    assert_values(ranking, 0, SSE_OK, false);
    assert_values(ranking, 1, SSE_OK, true);
    assert_values(ranking, last, SSE_OK, true);
    if (count > 1) assert_values(ranking, LAST + 1, SSE_OK, false);
    assert_values(ranking, last + 1, SSE_DATABASE, false);
    assert_values(ranking, UINT32_MAX, SSE_DATABASE, false);
    index_close(index);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_number_without_an_item_has_no_values_and_one_beyond_all_is_damage,
                                      make_folder, remove_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
