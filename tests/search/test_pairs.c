/* The table tests/data/pairs.tsv: which query must and must not find which text, in thirteen languages and
 * more. For each pair, FTS5 with the expression that a search would use, the matcher that marks words in
 * snippets, and a search for all words must agree. */
#include "compiling.h"
#include "indexing.h"

#include "search/snippet.h"

#include <jansson.h>

struct pair {
  sse_str language, query, text;
  bool expected;
};

struct tools {
  index_db *index;
  text_synonyms *synonyms;
  struct query_reading reading;
};

static bool read_pair(char *line, struct pair *pair) {
  const char *columns[4];
  line[strcspn(line, "\n")] = '\0';
  if (line[0] == '#' || line[0] == '\0') return false;
  for (int i = 0; i < 4; i++)
    columns[i] = strsep(&line, "\t");
  assert_non_null(columns[3]);
  pair->language = STR(columns[0]);
  pair->expected = strcmp(columns[1], "+") == 0;
  pair->query = STR(columns[2]);
  pair->text = STR(columns[3]);
  return true;
}

/* Indexes the texts of all pairs, each as a separate item whose id is the pair's number. */
static void index_pairs(FILE *file, const char *path, const char *database) {
  char line[1024];
  struct pair pair;
  FILE *out = fopen(path, "w");
  assert_non_null(out);
  for (int number = 1; fgets(line, sizeof line, file);) {
    if (!read_pair(line, &pair)) continue;
    json_t *item = json_pack("{s:o, s:s}", "id", json_sprintf("p:%d", number++), "title", pair.text.data);
    assert_non_null(item);
    if (pair.language.length > 0) json_object_set_new(item, "lang", json_string(pair.language.data));
    assert_int_equal(json_dumpf(item, out, JSON_COMPACT), 0);
    assert_true(fputc('\n', out) == '\n');
    json_decref(item);
  }
  assert_int_equal(fclose(out), 0);
  rewind(file);
  (void)index_path_into(database, path);
}

static void make_tools(struct tools *tools, const char *database) {
  sse_error err;
  assert_int_equal(index_open(database, &tools->index, &err), SSE_OK);
  if (query_synonyms(tools->index, NULL, &tools->synonyms, &err)) fail_msg("%s", err.message);
  tools->reading = (struct query_reading){
      .analyser = index_analyser(tools->index), .index = tools->index, .synonyms = tools->synonyms};
  assert_int_equal(index_languages(tools->index, &tools->reading.languages, &err), SSE_OK);
}

static void free_tools(struct tools *tools) {
  text_synonyms_free(tools->synonyms);
  index_close(tools->index);
}

static bool fts5_finds(const struct tools *tools, const struct query *query, size_t number) {
  static const char sql[] = "SELECT count(*) FROM terms JOIN item ON number = terms.rowid"
                            " WHERE terms MATCH ?1 AND id = 'p:' || ?2";
  sse_buffer expression = {0};
  sqlite3_stmt *find;
  sse_error err;
  query_compile(query, QUERY_EVERY, &expression);
  assert_int_equal(index_prepare(tools->index, sql, &find, &err), SSE_OK);
  assert_int_equal(sqlite3_bind_text(find, 1, expression.data, -1, SQLITE_STATIC), SQLITE_OK);
  assert_int_equal(sqlite3_bind_int64(find, 2, (sqlite3_int64)number), SQLITE_OK);
  assert_int_equal(sqlite3_step(find), SQLITE_ROW);
  bool found = sqlite3_column_int(find, 0) == 1;
  sqlite3_finalize(find);
  sse_buffer_reset(&expression);
  return found;
}

/* The same by the search itself, which uses postings. */
static bool search_finds(const struct tools *tools, const struct pair *pair, size_t number) {
  const search_options options = {.match = SEARCH_MATCH_ALL, .limit = 1000, .synonyms = tools->synonyms};
  search_results results;
  sse_error err;
  char id[32];
  bool found = false;
  (void)snprintf(id, sizeof id, "p:%zu", number);
  assert_int_equal(search_run(tools->index, pair->query.data, &options, &results, &err), SSE_OK);
  for (size_t i = 0; i < results.hit_count; i++)
    found = found || strcmp(results.hits[i].id, id) == 0;
  search_results_reset(&results);
  return found;
}

static bool matcher_finds(const struct tools *tools, const struct query *query, const struct pair *pair) {
  struct matcher *matcher;
  const struct match *matches;
  size_t count;
  sse_error err;
  assert_int_equal(matcher_new(query, tools->reading.analyser, &matcher, &err), SSE_OK);
  assert_int_equal(matcher_run(matcher, pair->text, &matches, &count, &err), SSE_OK);
  matcher_free(matcher);
  return count > 0;
}

static void queries_find_what_the_table_says(void **state) {
  struct tools tools;
  char line[1024];
  size_t pairs = 0, wrong = 0;
  FILE *file = fopen("tests/data/pairs.tsv", "r");
  char *database = strdup(path_in(state, "pairs.db"));
  assert_non_null(file);
  index_pairs(file, path_in(state, "pairs.jsonl"), database);
  make_tools(&tools, database);
  while (fgets(line, sizeof line, file)) {
    struct pair pair;
    struct query query;
    sse_error err;
    if (!read_pair(line, &pair)) continue;
    pairs++;
    assert_int_equal(query_read(pair.query, &tools.reading, &query, &err), SSE_OK);
    bool found = fts5_finds(&tools, &query, pairs);
    if (found != pair.expected) {
      wrong++;
      print_message("# %s must%s find %s\n", pair.query.data, pair.expected ? "" : " not", pair.text.data);
    }
    if (found) assert_true(matcher_finds(&tools, &query, &pair));
    if (found != search_finds(&tools, &pair, pairs)) fail_msg("a search for %s differs", pair.query.data);
    query_reset(&query);
  }
  free_tools(&tools);
  free(database);
  assert_int_equal(fclose(file), 0);
  assert_true(pairs >= 200);
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(queries_find_what_the_table_says),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
