/* The table tests/data/pairs.tsv: which query must and must not find which text, in thirteen languages and
 * more. Each pair is asked of FTS5, with the expression a search would use, and of the matcher that marks
 * words in what is shown: the two have to agree. */
#include "testing.h"

#include "search/query.h"

struct pair {
  sse_str language, query, text;
  bool expected;
};

struct tools {
  sqlite3 *db;
  text_analyser *analyser;
  text_synonyms *synonyms;
  text_languages languages;
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

static void make_tools(struct tools *tools) {
  static const char *const tags[] = {"en", "fr", "es", "pt", "de", "ar", "ru", "el", "hi", "tr", "da"};
  sse_error err;
  assert_int_equal(sqlite3_open(":memory:", &tools->db), SQLITE_OK);
  assert_int_equal(text_register(tools->db, &err), SSE_OK);
  assert_int_equal(sqlite3_exec(tools->db, "CREATE VIRTUAL TABLE t USING fts5(x, tokenize='sse')", 0, 0, 0),
                   SQLITE_OK);
  assert_int_equal(text_analyser_new(&tools->analyser, &err), SSE_OK);
  if (text_synonyms_new(tools->analyser, text_synonyms_builtin(), "", &tools->synonyms, &err))
    fail_msg("%s", err.message);
  tools->languages = 0;
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
    tools->languages |= 1u << text_language_of(STR(tags[i]));
}

static void free_tools(struct tools *tools) {
  text_synonyms_free(tools->synonyms);
  text_analyser_free(tools->analyser);
  assert_int_equal(sqlite3_close(tools->db), SQLITE_OK);
}

static sqlite3_stmt *prepare(const struct tools *tools, const char *sql, const char *value) {
  sqlite3_stmt *statement;
  assert_int_equal(sqlite3_prepare_v2(tools->db, sql, -1, &statement, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_bind_text(statement, 1, value, -1, SQLITE_STATIC), SQLITE_OK);
  return statement;
}

static bool fts5_finds(const struct tools *tools, const struct query *query, const struct pair *pair) {
  sse_buffer document = {0}, expression = {0};
  sse_buffer_printf(&document, "\x02%s\x03%s", pair->language.data, pair->text.data);
  sqlite3_stmt *insert = prepare(tools, "INSERT INTO t(rowid, x) VALUES(1, ?1)", document.data);
  assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
  sqlite3_finalize(insert);
  query_compile(query, QUERY_EVERY, &expression);
  sqlite3_stmt *find = prepare(tools, "SELECT count(*) FROM t WHERE t MATCH ?1", expression.data);
  if (sqlite3_step(find) != SQLITE_ROW) fail_msg("%s: %s", expression.data, sqlite3_errmsg(tools->db));
  bool found = sqlite3_column_int(find, 0) == 1;
  sqlite3_finalize(find);
  assert_int_equal(sqlite3_exec(tools->db, "DELETE FROM t", NULL, NULL, NULL), SQLITE_OK);
  sse_buffer_reset(&document);
  sse_buffer_reset(&expression);
  return found;
}

static bool matcher_finds(const struct tools *tools, const struct query *query, const struct pair *pair) {
  struct matcher *matcher;
  const struct match *matches;
  size_t count;
  sse_error err;
  assert_int_equal(matcher_new(query, tools->analyser, &matcher, &err), SSE_OK);
  assert_int_equal(matcher_run(matcher, text_language_of(pair->language), pair->text, &matches, &count, &err),
                   SSE_OK);
  matcher_free(matcher);
  return count > 0;
}

static void queries_find_what_the_table_says(void **state) {
  struct tools tools;
  char line[1024];
  size_t pairs = 0, wrong = 0;
  FILE *file = fopen("tests/data/pairs.tsv", "r");
  (void)state;
  assert_non_null(file);
  make_tools(&tools);
  const struct query_reading reading = {tools.analyser, tools.languages, tools.synonyms};
  while (fgets(line, sizeof line, file)) {
    struct pair pair;
    struct query query;
    sse_error err;
    if (!read_pair(line, &pair)) continue;
    pairs++;
    assert_int_equal(query_read(pair.query, &reading, &query, &err), SSE_OK);
    bool found = fts5_finds(&tools, &query, &pair);
    if (found != pair.expected) {
      wrong++;
      print_message("# %s must%s find %s\n", pair.query.data, pair.expected ? "" : " not", pair.text.data);
    }
    if (found) assert_true(matcher_finds(&tools, &query, &pair));
    query_reset(&query);
  }
  free_tools(&tools);
  assert_int_equal(fclose(file), 0);
  assert_true(pairs >= 200);
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(queries_find_what_the_table_says),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
