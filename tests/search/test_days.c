/* Days from the year 1 to 9999: as numbers, in filters, facets and orders. */
#include "indexing.h"

#include "search/search.h"

static index_db *opened;

static int make_index(void **state) {
  sse_error err;
  char *database;
  if (make_folder(state) != 0) return -1;
  database = strdup(path_in(state, "index.db"));
  write_text(path_in(state, "items.jsonl"),
             "{\"id\":\"one\",\"title\":\"mill\",\"date\":\"0001-01-01\"}\n"
             "{\"id\":\"rochdale\",\"title\":\"mill\",\"date\":\"1844-12-21\"}\n"
             "{\"id\":\"month\",\"title\":\"mill\",\"date\":\"1899-12\"}\n"
             "{\"id\":\"now\",\"title\":\"mill\",\"date\":\"2023-07-25\"}\n"
             "{\"id\":\"later\",\"title\":\"mill\",\"date\":\"2085\"}\n"
             "{\"id\":\"last\",\"title\":\"mill\",\"date\":\"9999-12-31\"}\n"
             "{\"id\":\"none\",\"title\":\"mill\"}\n");
  (void)index_path_into(database, path_in(state, "items.jsonl"));
  if (index_open(database, &opened, &err)) return -1;
  free(database);
  return 0;
}

static int remove_index(void **state) {
  index_close(opened);
  return remove_folder(state);
}

static void each_day_has_a_number_and_is_told_by_it(void **state) {
  (void)state;
  for (uint32_t day = 1; day <= INDEX_DAY_LAST; day++) {
    sse_date date = index_date_of(day);
    if (!sse_date_is_valid(date) || index_day_of(date) != day) fail_msg("day %u", (unsigned)day);
  }
  assert_int_equal(index_day_of((sse_date){1, 1, 1}), 1);
  assert_int_equal(index_day_of((sse_date){9999, 12, 31}), INDEX_DAY_LAST);
  assert_int_equal(index_day_of((sse_date){0}), 0);
  assert_int_equal(index_date_of(0).year, 0);
}

static void filters_and_orders_reach_over_all_years(void **state) {
  static const struct {
    const char *query;
    search_sort sort;
    const char *ids;
  } rows[] = {
      {"mill", SEARCH_OLDEST, "one rochdale month now later last none"},
      {"mill", SEARCH_NEWEST, "last later now month rochdale one none"},
      {"mill date:1844", SEARCH_OLDEST, "rochdale"},
      {"mill date:2085", SEARCH_OLDEST, "later"},
      {"mill before:1900", SEARCH_OLDEST, "one rochdale month"},
      {"mill after:2080", SEARCH_OLDEST, "later last"},
      {"mill date:9999", SEARCH_OLDEST, "last"},
      {"mill date:0001", SEARCH_OLDEST, "one"},
      {"mill date:1850..1899", SEARCH_OLDEST, "month"},
      {"mill date:..1844-12-21", SEARCH_OLDEST, "one rochdale"},
      {"mill date:\"July 2023\"", SEARCH_OLDEST, "now"},
      {"mill date:25/07/2023", SEARCH_OLDEST, "now"},
      {"mill date:20230725", SEARCH_OLDEST, "now"},
      {"mill date:2023-7-25", SEARCH_OLDEST, "now"},
      {"mill date:\"Q3 2023\"", SEARCH_OLDEST, "now"},
      {"mill date:\"25\u201328 juillet 2023\"", SEARCH_OLDEST, "now"},
      {"mill after:\"August 2023\"", SEARCH_OLDEST, "later last"},
      {"mill -date:..9999", SEARCH_OLDEST, "none"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const search_options options = {.limit = 20, .sort = rows[i].sort, .today = {2023, 8, 1}};
    search_results results;
    sse_buffer ids = {0};
    sse_error err;
    assert_int_equal(search_run(opened, rows[i].query, &options, &results, &err), SSE_OK);
    sse_buffer_append_text(&ids, "");
    for (size_t k = 0; k < results.hit_count; k++)
      sse_buffer_printf(&ids, "%s%s", k > 0 ? " " : "", results.hits[k].id);
    if (strcmp(ids.data, rows[i].ids) != 0) fail_msg("%s: %s", rows[i].query, ids.data);
    sse_buffer_reset(&ids);
    search_results_reset(&results);
  }
}

static void each_year_and_month_is_counted(void **state) {
  const search_options options = {.limit = 1, .facets = true};
  search_results results;
  sse_buffer counts = {0};
  sse_error err;
  (void)state;
  assert_int_equal(search_run(opened, "mill", &options, &results, &err), SSE_OK);
  sse_buffer_append_text(&counts, "");
  for (size_t i = 0; i < results.facets.years.count; i++)
    sse_buffer_printf(&counts, "%s %zu;", results.facets.years.counts[i].name,
                      results.facets.years.counts[i].count);
  for (size_t i = 0; i < results.facets.months.count; i++)
    sse_buffer_printf(&counts, "%s;", results.facets.months.counts[i].name);
  assert_string_equal(counts.data, "9999 1;2085 1;2023 1;1899 1;1844 1;0001 1;"
                                   "9999-12;2023-07;1899-12;1844-12;0001-01;");
  sse_buffer_reset(&counts);
  search_results_reset(&results);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_day_has_a_number_and_is_told_by_it),
      cmocka_unit_test(filters_and_orders_reach_over_all_years),
      cmocka_unit_test(each_year_and_month_is_counted),
  };
  return cmocka_run_group_tests(tests, make_index, remove_index);
}
