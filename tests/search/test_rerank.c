/* The second stage of ranking: what the texts of the best items show besides their words. */
#include "indexing.h"

#include "search/search.h"

/* Items with the same words of a query, so that only the second stage distinguishes them. The one that should
 * come first is older and has the later id. */
static const struct pair {
  const char *name, *lang, *query, *first, *second;
} pairs[] = {
    {"a compound of a word", "de", "Genossenschaft Kredit",
     "Kredit kam von der Genossenschaftsbank am Montag", "Kredit kam von der Waschmaschinenfabrik am Montag"},
    {"another form of a word", "tr", "kooperatifimiz banka", "banka kooperatiflerde toplandı dün akşam",
     "banka mahallelerde toplandı dün akşam"},
    {"signs of a run", "zh", "合作社 农业政策", "合作社讨论了农村的政府决策", "合作社讨论了城市的交通设施"},
    {"the language of the query", "", "what is the fair trade of the banks",
     "fair trade banks of the town and the people in it",
     "fair trade banks de la ciudad y los que viven en ella"},
    {"tones as typed", "vi", "bán", "chợ bán gạo", "chợ bàn gạo"},
    {"accents as typed, in capitals", "fr", "MARCHÉ", "le marché du village", "il marche au village"},
    {"capitals as typed", "fr", "UN", "les pays du UN", "un jour un pays"},
    {"words side by side", "en", "fair trade", "the day of fair trade came and shops opened",
     "the fair opened and shops came to trade day"},
};

static void assert_first(void **state, const struct pair *pair) {
  char database[512], items[2048];
  search_results results;
  index_db *index;
  sse_error err;
  const search_options options = {.limit = 10, .match = SEARCH_MATCH_ANY};
  (void)snprintf(items, sizeof items,
                 "{\"id\":\"x:2\",\"text\":\"%s.\",\"lang\":\"%s\",\"date\":\"2020-01-01\"}\n"
                 "{\"id\":\"x:1\",\"text\":\"%s.\",\"lang\":\"%s\",\"date\":\"2021-01-01\"}\n"
                 "{\"id\":\"x:3\",\"text\":\"xyz.\",\"lang\":\"%s\"}\n",
                 pair->first, pair->lang, pair->second, pair->lang, pair->lang);
  write_text(path_in(state, "items.jsonl"), items);
  (void)snprintf(database, sizeof database, "%s", path_in(state, "index.db"));
  (void)unlink(database);
  (void)index_path_into(database, path_in(state, "items.jsonl"));
  assert_int_equal(index_open(database, &index, &err), SSE_OK);
  if (search_run(index, pair->query, &options, &results, &err)) fail_msg("%s", err.message);
  if (results.hit_count < 2 || strcmp(results.hits[0].id, "x:2") != 0) fail_msg("%s", pair->name);
  search_results_reset(&results);
  index_close(index);
}

static void items_with_more_of_the_query_in_their_text_come_first(void **state) {
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    assert_first(state, &pairs[i]);
}

/* Two items have the same words of a question; one also has other words of the items that match all of it. */
static void items_about_the_same_as_the_best_come_first_for_a_question(void **state) {
  static const char question[] = "alpine bell chapel dawn echo";
  const search_options options = {.limit = 30, .match = SEARCH_MATCH_ANY};
  char database[512];
  search_results results;
  index_db *index;
  sse_error err;
  size_t old = 0, new = 0;
  FILE *file = fopen(path_in(state, "items.jsonl"), "w");
  assert_non_null(file);
  for (int i = 0; i < 200; i++) {
    const char *words = i < 12   ? "alpine bell chapel dawn echo mill flour oven"
                        : i < 24 ? "lawn grass hedge"
                                 : "";
    (void)fprintf(file, "{\"id\":\"n:%d\",\"text\":\"%s w%d w%d w%d.\"}\n", i, words, i, i / 2, i / 3);
  }
  (void)fputs("{\"id\":\"x:2\",\"text\":\"alpine bell mill flour oven.\",\"date\":\"2020\"}\n"
              "{\"id\":\"x:1\",\"text\":\"alpine bell lawn grass hedge.\",\"date\":\"2021\"}\n",
              file);
  assert_int_equal(fclose(file), 0);
  (void)snprintf(database, sizeof database, "%s", path_in(state, "index.db"));
  (void)index_path_into(database, path_in(state, "items.jsonl"));
  assert_int_equal(index_open(database, &index, &err), SSE_OK);
  if (search_run(index, question, &options, &results, &err)) fail_msg("%s", err.message);
  for (size_t i = 0; i < results.hit_count; i++) {
    if (strcmp(results.hits[i].id, "x:2") == 0) old = i + 1;
    if (strcmp(results.hits[i].id, "x:1") == 0) new = i + 1;
  }
  assert_true(old > 0 && old < new);
  search_results_reset(&results);
  index_close(index);
}

/* The sketch is rough, but never far too low. */
static void the_sketch_knows_about_how_many_items_have_a_part(void **state) {
  enum { ITEMS = 400 };
  char database[512];
  index_ranking *ranking;
  index_db *index;
  sse_error err;
  FILE *file = fopen(path_in(state, "items.jsonl"), "w");
  assert_non_null(file);
  for (int i = 0; i < ITEMS; i++)
    (void)fprintf(file, "{\"id\":\"x:%d\",\"text\":\"zebra%s%s\"}\n", i, i % 4 == 0 ? " quagga" : "",
                  i == 0 ? " wombat" : "");
  assert_int_equal(fclose(file), 0);
  (void)snprintf(database, sizeof database, "%s", path_in(state, "index.db"));
  (void)index_path_into(database, path_in(state, "items.jsonl"));
  assert_int_equal(index_open(database, &index, &err), SSE_OK);
  assert_int_equal(index_ranking_of(index, &ranking, &err), SSE_OK);
  static const struct {
    const char *word;
    double items;
  } rows[] = {{"zebra", ITEMS}, {"quagga", 100}, {"wombat", 1}, {"unseen", 0}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    text_gram grams[TEXT_GRAMS_MOST];
    size_t count = text_grams(STR(rows[i].word), grams);
    for (size_t k = 0; k < count; k++) {
      uint8_t code;
      assert_int_equal(index_sketch_code(ranking, grams[k].key, &code, &err), SSE_OK);
      double found = index_sketch_items(code);
      if (found < rows[i].items * 0.9 - 0.2 || found > rows[i].items * 1.1 + 0.2)
        fail_msg("%s: %.2f", rows[i].word, found);
    }
  }
  index_close(index);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(items_with_more_of_the_query_in_their_text_come_first, make_folder,
                                      remove_folder),
      cmocka_unit_test_setup_teardown(items_about_the_same_as_the_best_come_first_for_a_question, make_folder,
                                      remove_folder),
      cmocka_unit_test_setup_teardown(the_sketch_knows_about_how_many_items_have_a_part, make_folder,
                                      remove_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
