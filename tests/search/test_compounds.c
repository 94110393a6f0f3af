/* A word finds the compounds that it is part of, and a compound the items that have its parts. */
#include "indexing.h"

#include "search/search.h"

static index_db *opened;

static int make_index(void **state) {
  sse_error err;
  char *database;
  if (make_folder(state) != 0) return -1;
  database = strdup(path_in(state, "index.db"));
  write_text(
      path_in(state, "items.jsonl"),
      "{\"id\":\"gb\",\"title\":\"Die Genossenschaftsbanken "
      "wachsen\",\"text\":\"Kredite.\",\"lang\":\"de\"}\n"
      "{\"id\":\"b\",\"title\":\"Eine Bank im Dorf\",\"text\":\"Der Vorstand.\",\"lang\":\"de\"}\n"
      "{\"id\":\"vb\",\"title\":\"Volksbank\",\"text\":\"Das Volk spart.\",\"lang\":\"de\"}\n"
      "{\"id\":\"g\",\"title\":\"Genossenschaften\",\"text\":\"Ein Gesetz.\",\"lang\":\"de\"}\n"
      "{\"id\":\"en\",\"title\":\"Gift shops\",\"text\":\"Gift, gift.\",\"lang\":\"en\"}\n"
      "{\"id\":\"en2\",\"title\":\"A "
      "gift\",\"lang\":\"en\"}\n{\"id\":\"en3\",\"title\":\"Gift\",\"lang\":\"en\"}\n"
      "{\"id\":\"nl\",\"title\":\"De landbouwbank\",\"text\":\"De landbouw en de bank.\",\"lang\":\"nl\"}\n"
      "{\"id\":\"gi\",\"title\":\"Giftpflanzen\",\"text\":\"Pflanzen im Wald.\",\"lang\":\"de\"}\n");
  (void)index_path_into(database, path_in(state, "items.jsonl"));
  if (index_open(database, &opened, &err)) return -1;
  free(database);
  return 0;
}

static int remove_index(void **state) {
  index_close(opened);
  return remove_folder(state);
}

static const struct {
  const char *query;
  search_match match;
  const char *ids; /* in order */
} rows[] = {
    {"Bank", SEARCH_MATCH_ALL, "b nl vb gb"},
    {"Bank Kredite", SEARCH_MATCH_ALL, "gb"},
    {"Genossenschaft", SEARCH_MATCH_ALL, "g gb"},
    {"=bank", SEARCH_MATCH_ALL, "b nl"},
    {"\"bank\"", SEARCH_MATCH_ALL, "b nl"},
    {"title:bank", SEARCH_MATCH_ALL, "b"},
    {"Volk -bank", SEARCH_MATCH_ALL, "vb"}, /* only the word itself is excluded */
    {"Dorfbank", SEARCH_MATCH_ALL, "b"},
    {"Genossenschaftsgesetz", SEARCH_MATCH_ALL, "g"},
    {"Volksgesetz", SEARCH_MATCH_ALL, ""},
    {"Volksgesetz", SEARCH_MATCH_ANY, "g vb"},
    {"gift", SEARCH_MATCH_ALL, "en en3 en2"},              /* in English: poison is another word */
    {"Bank AND has:lang", SEARCH_MATCH_ALL, "b nl vb gb"}, /* operators and fields belong to no language */
    {"NOT NOT Bank", SEARCH_MATCH_ALL, "b nl vb gb"},
};

static void a_word_finds_its_compounds_and_they_their_parts(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    search_results results;
    sse_error err;
    sse_buffer ids = {0};
    const search_options options = {.limit = 20, .match = rows[i].match};
    assert_int_equal(search_run(opened, rows[i].query, &options, &results, &err), SSE_OK);
    sse_buffer_append_text(&ids, "");
    for (size_t k = 0; k < results.hit_count; k++)
      sse_buffer_printf(&ids, "%s%s", k > 0 ? " " : "", results.hits[k].id);
    if (strcmp(ids.data, rows[i].ids) != 0) fail_msg("%s: %s, not %s", rows[i].query, ids.data, rows[i].ids);
    sse_buffer_reset(&ids);
    search_results_reset(&results);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_word_finds_its_compounds_and_they_their_parts),
  };
  return cmocka_run_group_tests(tests, make_index, remove_index);
}
