/* From what was typed to words and FTS5's syntax. */
#include "testing.h"

#include "search/query.h"

static void assert_compiled(const char *text, const char *operator, const char * expected) {
  struct query query;
  sse_error err;
  sse_buffer expression = {0};
  sse_buffer_append_text(&expression, "");
  assert_int_equal(query_read(STR(text), &query, &err), SSE_OK);
  query_compile(&query, operator, & expression);
  assert_string_equal(expression.data, expected);
  sse_buffer_reset(&expression);
  query_reset(&query);
}

static void words_are_folded_quoted_and_joined(void **state) {
  (void)state;
  assert_compiled("Économie SOCIALE", "AND", "\"economie\" AND \"sociale\"");
  assert_compiled("a b", "OR", "\"a\" OR \"b\"");
}

static void a_word_typed_twice_counts_once(void **state) {
  (void)state;
  assert_compiled("Coop coop COOP", "AND", "\"coop\"");
}

static void nothing_typed_is_the_syntax_of_fts5(void **state) {
  (void)state;
  assert_compiled(
      "a AND NOT (b* OR NEAR(c)) title:d ^e \"f", "AND",
      "\"a\" AND \"and\" AND \"not\" AND \"b\" AND \"or\" AND \"near\" AND \"c\" AND \"title\" AND "
      "\"d\" AND \"e\" AND \"f\"");
  assert_compiled("\"*-+^:(){}", "AND", "");
  assert_compiled("🎉", "AND", "");
}

static void the_words_of_an_endless_query_are_limited(void **state) {
  (void)state;
  sse_buffer text = {0};
  struct query query;
  sse_error err;
  for (int i = 0; i < 5000; i++)
    sse_buffer_printf(&text, "w%d ", i);
  assert_int_equal(query_read(sse_buffer_str(&text), &query, &err), SSE_OK);
  assert_int_equal(query.count, SEARCH_WORDS_MOST);
  assert_true(query.cut);
  assert_int_equal(query_find(&query, STR("w63")), 63);
  assert_int_equal(query_find(&query, STR("w64")), query.count);
  query_reset(&query);
  sse_buffer_reset(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_are_folded_quoted_and_joined),
      cmocka_unit_test(a_word_typed_twice_counts_once),
      cmocka_unit_test(nothing_typed_is_the_syntax_of_fts5),
      cmocka_unit_test(the_words_of_an_endless_query_are_limited),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
