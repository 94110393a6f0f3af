/* Words, their terms, and the bytes these come from; the same through FTS5. */
#include "testing.h"

#include "text/text.h"

static int collect(void *context, int flags, const char *term, int length, int start, int end) {
  (void)flags;
  sse_buffer_printf(context, "%.*s[%d,%d) ", length, term, start, end);
  return SQLITE_OK;
}

static void assert_terms(const char *text, const char *expected) {
  sse_buffer terms = {0};
  sse_buffer_append_text(&terms, "");
  assert_int_equal(text_tokenize(STR(text), &terms, collect), SQLITE_OK);
  assert_string_equal(terms.data, expected);
  sse_buffer_reset(&terms);
}

static void words_come_with_the_bytes_they_came_from(void **state) {
  (void)state;
  assert_terms("ILO COOP/SSE, 2023", "ilo[0,3) coop[4,8) sse[9,12) 2023[14,18) ");
  assert_terms("“Économie”", "economie[3,12) ");
  assert_terms("한국 협동조합", "한국[0,6) 협동조합[7,19) ");
}

static void text_without_words_has_no_terms(void **state) {
  (void)state;
  const char *const texts[] = {"", " ", "\"", "*()-+^:", "🎉", "…—"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    assert_terms(texts[i], "");
}

static void invisible_characters_do_not_end_a_word(void **state) {
  (void)state;
  assert_terms("co\xC2\xADop", "coop[0,6) ");
  assert_terms("e\xCC\x81t", "et[0,4) ");
}

static void invalid_bytes_separate_words(void **state) {
  (void)state;
  assert_terms("a\xFF"
               "b\xE2\x82",
               "a[0,1) b[2,3) ");
}

static void an_endless_word_is_one_term_of_bounded_length(void **state) {
  (void)state;
  sse_buffer text = {0}, terms = {0};
  for (int i = 0; i < 100000; i++)
    sse_buffer_append_text(&text, "x");
  assert_int_equal(text_tokenize(sse_buffer_str(&text), &terms, collect), SQLITE_OK);
  assert_int_equal(strspn(terms.data, "x"), TEXT_WORD_LONGEST);
  assert_string_equal(terms.data + TEXT_WORD_LONGEST, "[0,100000) ");
  sse_buffer_reset(&text);
  sse_buffer_reset(&terms);
}

static int stop(void *context, int flags, const char *term, int length, int start, int end) {
  (void)flags, (void)term, (void)length, (void)start, (void)end;
  ++*(int *)context;
  return SQLITE_INTERRUPT;
}

static void a_receiver_can_end_it(void **state) {
  (void)state;
  int calls = 0;
  assert_int_equal(text_tokenize(STR("a b c"), &calls, stop), SQLITE_INTERRUPT);
  assert_int_equal(calls, 1);
}

static sqlite3_int64 count_matches(sqlite3 *db, const char *query) {
  sqlite3_stmt *statement;
  assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM t WHERE t MATCH ?1", -1, &statement, NULL),
                   SQLITE_OK);
  assert_int_equal(sqlite3_bind_text(statement, 1, query, -1, SQLITE_STATIC), SQLITE_OK);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  sqlite3_int64 count = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return count;
}

static void fts5_finds_what_was_indexed_in_any_spelling(void **state) {
  (void)state;
  sqlite3 *db;
  sse_error err;
  assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
  assert_int_equal(text_register(db, &err), SSE_OK);
  assert_int_equal(sqlite3_exec(db,
                                "CREATE VIRTUAL TABLE t USING fts5(x, tokenize='sse');"
                                "INSERT INTO t VALUES('Une COOPÉRATIVE à Goesan')",
                                NULL, NULL, NULL),
                   SQLITE_OK);
  assert_int_equal(count_matches(db, "cooperative"), 1);
  assert_int_equal(count_matches(db, "\"ｃｏｏｐｅｒａｔｉｖｅ a\""), 1);
  assert_int_equal(count_matches(db, "cooperatives"), 0);
  assert_int_equal(
      sqlite3_exec(db, "CREATE VIRTUAL TABLE u USING fts5(x, tokenize='sse nonsense')", NULL, NULL, NULL),
      SQLITE_ERROR);
  assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_come_with_the_bytes_they_came_from),
      cmocka_unit_test(text_without_words_has_no_terms),
      cmocka_unit_test(invisible_characters_do_not_end_a_word),
      cmocka_unit_test(invalid_bytes_separate_words),
      cmocka_unit_test(an_endless_word_is_one_term_of_bounded_length),
      cmocka_unit_test(a_receiver_can_end_it),
      cmocka_unit_test(fts5_finds_what_was_indexed_in_any_spelling),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
