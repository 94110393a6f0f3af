/* Synonyms in Solr's format. */
#include "analysing.h"

#include "text/text.h"

static sse_status collect(void *context, sse_str phrase, sse_error *err) {
  (void)err;
  sse_buffer_append_str(context, phrase);
  sse_buffer_append_text(context, "; ");
  return SSE_OK;
}

static void assert_synonyms(const char *rules, const char *key, const char *expected) {
  text_synonyms *synonyms;
  sse_buffer found = {0};
  sse_str exact = copy_exactly(STR(rules));
  sse_error err;
  if (text_synonyms_new(analyser, exact, "test", &synonyms, &err)) fail_msg("%s", err.message);
  sse_buffer_append_text(&found, "");
  assert_int_equal(text_synonyms_each(synonyms, STR(key), &found, collect, &err), SSE_OK);
  assert_string_equal(found.data, expected);
  sse_buffer_reset(&found);
  text_synonyms_free(synonyms);
  free((char *)exact.data);
}

static void entries_of_a_line_are_synonyms_of_each_other(void **state) {
  (void)state;
  const char *rules = "# comment\n\n  MOU, memorandum of understanding , Protocole d’accord\r\nx,y";
  assert_synonyms(rules, "mou", "memorandum of understanding; protocole accord; ");
  assert_synonyms(rules, "memorandum of understanding", "mou; protocole accord; ");
  assert_synonyms(rules, "memorandum", "");
  assert_synonyms(rules, "y", "x; ");
}

static void an_arrow_goes_one_way(void **state) {
  (void)state;
  assert_synonyms("tv, telly => television, box\n", "tv", "television; box; ");
  assert_synonyms("tv, telly => television, box\n", "telly", "television; box; ");
  assert_synonyms("tv, telly => television, box\n", "box", "");
  assert_synonyms("tv=>box", "tv", "box; ");
}

static void half_an_arrow_is_none(void **state) {
  static const char *const rules[] = {"a=b, c", "a>b, c", "a>=b, c", "a\\=>b, c", "a b, c="};
  (void)state;
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
    assert_synonyms(rules[i], "a b", "c; ");
}

static void a_file_may_have_no_rules(void **state) {
  (void)state;
  assert_synonyms("", "a", "");
  assert_synonyms("# comment\n\n", "a", "");
}

static void lines_with_the_same_entry_add_up(void **state) {
  (void)state;
  assert_synonyms("a, b\nc, a", "a", "b; c; ");
}

static void a_backslash_makes_a_comma_plain(void **state) {
  (void)state;
  assert_synonyms("a\\,b c, d", "d", "a b c; ");
}

static void spelling_does_not_matter(void **state) {
  (void)state;
  assert_synonyms("S.S.E., Économie-sociale, 사회연대경제", "sse",
                  "economie sociale; 사회 회연 연대 대경 경제; ");
}

static void the_longest_entry_is_counted_in_words(void **state) {
  text_synonyms *synonyms;
  sse_error err;
  (void)state;
  assert_int_equal(text_synonyms_new(analyser, STR("a, b c d\ne => f g h i"), "test", &synonyms, &err),
                   SSE_OK);
  assert_int_equal(text_synonyms_longest(synonyms), 3);
  assert_int_equal(text_synonyms_longest(NULL), 0);
  text_synonyms_free(synonyms);
}

static void assert_refused(const char *rules, const char *message) {
  text_synonyms *synonyms;
  sse_error err;
  assert_int_equal(text_synonyms_new(analyser, STR(rules), "file", &synonyms, &err), SSE_INVALID);
  assert_null(synonyms);
  assert_memory_equal(err.message, message, strlen(message));
}

static void what_is_no_rule_is_refused_with_its_line(void **state) {
  (void)state;
  assert_refused("a, b\na, , b\n", "file:2: a synonym has no word in it");
  assert_refused("a =>", "file:1: a synonym has no word in it");
  assert_refused("#\n\na => b => c", "file:3: there are two => in one line");
}

static void the_set_that_ships_has_the_field_in_it(void **state) {
  (void)state;
  text_synonyms *synonyms;
  static const char *const keys[] = {"sse",  "ess",         "esys",    "social and solidarity economy",
                                     "coop", "cooperative", "mou",     "sdg",
                                     "odd",  "ods",         "untfsse", "ica",
                                     "aci"};
  sse_error err;
  if (text_synonyms_new(analyser, text_synonyms_builtin(), "built in", &synonyms, &err))
    fail_msg("%s", err.message);
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    sse_buffer found = {0};
    assert_int_equal(text_synonyms_each(synonyms, STR(keys[i]), &found, collect, &err), SSE_OK);
    if (found.length == 0) fail_msg("%s has no synonyms", keys[i]);
    sse_buffer_reset(&found);
  }
  text_synonyms_free(synonyms);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(entries_of_a_line_are_synonyms_of_each_other),
      cmocka_unit_test(an_arrow_goes_one_way),
      cmocka_unit_test(half_an_arrow_is_none),
      cmocka_unit_test(a_file_may_have_no_rules),
      cmocka_unit_test(lines_with_the_same_entry_add_up),
      cmocka_unit_test(a_backslash_makes_a_comma_plain),
      cmocka_unit_test(spelling_does_not_matter),
      cmocka_unit_test(the_longest_entry_is_counted_in_words),
      cmocka_unit_test(what_is_no_rule_is_refused_with_its_line),
      cmocka_unit_test(the_set_that_ships_has_the_field_in_it),
  };
  return cmocka_run_group_tests(tests, make_analyser, free_analyser);
}
