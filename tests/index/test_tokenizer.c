/* The tokenizer `sse` inside FTS5. */
#include "testing.h"

#include "index/tokenizer.h"

static sqlite3 *open_with(const char *sql) {
  sqlite3 *db;
  sse_error err;
  assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
  assert_int_equal(tokenizer_register(db, &err), SSE_OK);
  assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
  return db;
}

static void assert_matches(sqlite3 *db, const char *expression, int expected) {
  sqlite3_stmt *statement;
  assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM t WHERE t MATCH ?1", -1, &statement, NULL),
                   SQLITE_OK);
  assert_int_equal(sqlite3_bind_text(statement, 1, expression, -1, SQLITE_STATIC), SQLITE_OK);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  assert_int_equal(sqlite3_column_int(statement, 0), expected);
  sqlite3_finalize(statement);
}

static void documents_are_analysed_and_queries_taken_as_they_are(void **state) {
  (void)state;
  sqlite3 *db = open_with("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='sse');"
                          "INSERT INTO t VALUES('Une COOPÉRATIVE à Goesan')");
  assert_matches(db, "\"cooperative a\"", 1);
  assert_matches(db, "\"COOPÉRATIVE\"", 0);
  assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void terms_made_beforehand_are_those_of_the_text(void **state) {
  static const char text[] = "Une co-opérative, 협동조합은 44th";
  text_analyser *analyser;
  sse_buffer terms = {0};
  sqlite3_stmt *insert;
  sse_error err;
  (void)state;
  assert_int_equal(text_analyser_new(&analyser, &err), SSE_OK);
  sqlite3 *db = open_with("CREATE TABLE d(x);"
                          "CREATE VIRTUAL TABLE t USING fts5(x, content='d', tokenize='sse stem 0')");
  assert_int_equal(text_terms(analyser, text_language_of(STR("fr")), STR(text), &terms, &err), SSE_OK);
  assert_int_equal(
      sqlite3_prepare_v2(db, "INSERT INTO t(rowid, x) SELECT 1, ?1 UNION ALL SELECT 2, ?2", -1, &insert, 0),
      SQLITE_OK);
  assert_int_equal(sqlite3_bind_text(insert, 1, terms.data, (int)terms.length, SQLITE_STATIC), SQLITE_OK);
  assert_int_equal(sqlite3_bind_text(insert, 2, text, -1, SQLITE_STATIC), SQLITE_OK);
  assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
  sqlite3_finalize(insert);
  assert_int_equal(sqlite3_exec(db, "INSERT INTO d VALUES(NULL), (NULL)", NULL, NULL, NULL), SQLITE_OK);
  sqlite3_stmt *count;
  static const char sql[] = "SELECT count(*), sum(doc) FROM (SELECT term, sum(doc) AS doc FROM v GROUP BY 1"
                            " HAVING count(*) <> 2)";
  assert_int_equal(sqlite3_exec(db, "CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)", NULL, NULL, NULL),
                   SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &count, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(count), SQLITE_ROW);
  assert_int_equal(sqlite3_column_int(count, 0), 0);
  sqlite3_finalize(count);
  assert_matches(db, "\"une cooperative\"", 2);
  assert_int_equal(sqlite3_close(db), SQLITE_OK);
  sse_buffer_reset(&terms);
  text_analyser_free(analyser);
}

static void options_turn_stems_off_and_set_a_language(void **state) {
  (void)state;
  sqlite3 *db = open_with("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='sse language en');"
                          "INSERT INTO t VALUES('Cooperatives')");
  assert_matches(db,
                 "\"\x01"
                 "Fcooperative\"",
                 1);
  assert_int_equal(sqlite3_close(db), SQLITE_OK);
  db = open_with("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='sse stem 0 language en');"
                 "INSERT INTO t VALUES('Cooperatives')");
  assert_matches(db,
                 "\"\x01"
                 "Fcooperative\"",
                 0);
  assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void unknown_options_are_refused(void **state) {
  static const char *const options[] = {"nonsense", "stem", "stem 2", "language xx", "color blue"};
  (void)state;
  sqlite3 *db = open_with("");
  for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
    sse_buffer sql = {0};
    sse_buffer_printf(&sql, "CREATE VIRTUAL TABLE t USING fts5(x, tokenize='sse %s')", options[i]);
    assert_int_equal(sqlite3_exec(db, sql.data, NULL, NULL, NULL), SQLITE_ERROR);
    sse_buffer_reset(&sql);
  }
  assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(documents_are_analysed_and_queries_taken_as_they_are),
      cmocka_unit_test(terms_made_beforehand_are_those_of_the_text),
      cmocka_unit_test(options_turn_stems_off_and_set_a_language),
      cmocka_unit_test(unknown_options_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
