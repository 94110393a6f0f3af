/* The query language: what is typed becomes a tree, and a tree prints as a query that parses to the same. */
#include "testing.h"

#include "query/syntax.h"

static uint32_t state_of_random = 11;

static uint32_t random_below(uint32_t most) {
  state_of_random = state_of_random * 1664525u + 1013904223u; /* Knuth, 3.3.4 */
  return (state_of_random >> 8) % most;
}

static char *printed(const char *query) {
  syntax *tree;
  sse_buffer out = {0};
  sse_error err;
  assert_int_equal(syntax_parse(STR(query), &tree, &err), SSE_OK);
  sse_buffer_append_text(&out, "");
  syntax_print(tree, &out);
  syntax_free(tree);
  assert_false(out.failed);
  return out.data;
}

static void assert_parsed(const char *query, const char *expected) {
  char *text = printed(query);
  assert_string_equal(text, expected);
  free(text);
}

static void assert_noted(const char *query, const char *expected, const char *note) {
  syntax *tree;
  sse_error err;
  assert_parsed(query, expected);
  assert_int_equal(syntax_parse(STR(query), &tree, &err), SSE_OK);
  if (!strstr(tree->notes.data, note)) fail_msg("%s: '%s' is not in '%s'", query, note, tree->notes.data);
  syntax_free(tree);
}

static void every_part_of_the_language_is_parsed(void **state) {
  (void)state;
  assert_parsed("  cooperatives   Korea ", "cooperatives Korea");
  assert_parsed("a OR b c | d", "a OR b c OR d");
  assert_parsed("(a OR b) AND c", "(a OR b) c");
  assert_parsed("((a)) (b c)", "a b c");
  assert_parsed("-a -\"b c\" -(d OR e)", "-a -\"b c\" -(d OR e)");
  assert_parsed("=a b* \"c d\" “e f” «g»", "=a b* \"c d\" \"e f\" \"g\"");
  assert_parsed("decent NEAR/5 work", "decent NEAR/5 work");
  assert_parsed("title:bank source:\"My fed\" lang:fr tag:x", "title:bank source:\"My fed\" lang:fr tag:x");
  assert_parsed("group:members -group:\"My fed\"", "group:members -group:\"My fed\"");
  assert_parsed("after:-30d before:2024 date:2023-06..2023-08",
                "after:-30d before:2024 date:2023-06..2023-08");
}

static void what_only_looks_like_an_operator_is_a_word(void **state) {
  (void)state;
  assert_parsed("co-operative a-b 2023 - 2024", "co-operative a-b 2023 - 2024");
  assert_parsed("ORder or and NEARby", "ORder or and NEARby");
  assert_parsed("https://example.org/a?b=c x=y = z", "https://example.org/a?b=c x=y = z");
  assert_parsed("NEAR/x a NEAR", "NEAR/x a NEAR");
  assert_parsed("*", "*");
}

static void what_has_no_meaning_is_passed_over_and_noted(void **state) {
  (void)state;
  assert_noted("a )", "a", "not opened");
  assert_noted(") a ) b", "a b", "not opened");
  assert_noted("(a OR b", "a OR b", "not closed");
  assert_noted("a OR", "a", "nothing on one side");
  assert_noted("OR a", "a", "nothing on one side");
  assert_noted("\"open end", "open end", "without a second one");
  assert_noted("title: x", "x", "without a value");
  assert_noted("", "", "");
  assert_noted("()", "", "");
}

/* A random tree of at most `depth` levels, as the parser makes them: no node of one child, none below its
 * like. */
static size_t grow(syntax *tree, int depth, int parent) {
  static const syntax_kind leaves[] = {SYNTAX_WORD,  SYNTAX_EXACT,  SYNTAX_PREFIX, SYNTAX_PHRASE,
                                       SYNTAX_TITLE, SYNTAX_SOURCE, SYNTAX_LANG,   SYNTAX_DATE};
  static const char *const words[] = {"bank", "coop", "économie", "협동조합", "x2", "two words"};
  uint32_t kind = depth > 0 ? random_below(5) : 4;
  if (kind == 2) {
    size_t near = syntax_add(tree, SYNTAX_NEAR, (sse_str){0});
    tree->nodes[near].distance = random_below(100);
    syntax_append(tree, near, syntax_add(tree, SYNTAX_WORD, STR("near")));
    syntax_append(tree, near, syntax_add(tree, SYNTAX_WORD, STR("far")));
    return near;
  }
  if (kind == 3 && parent != SYNTAX_NOT) {
    size_t not = syntax_add(tree, SYNTAX_NOT, (sse_str){0});
    size_t child = grow(tree, depth - 1, SYNTAX_NOT);
    syntax_append(tree, not, child);
    return not ;
  }
  if (kind < 2 && (int)kind != parent) {
    size_t node = syntax_add(tree, (syntax_kind)kind, (sse_str){0});
    for (uint32_t children = 2 + random_below(3); children > 0; children--)
      syntax_append(tree, node, grow(tree, depth - 1, (int)kind));
    return node;
  }
  syntax_kind leaf = leaves[random_below(sizeof leaves / sizeof *leaves)];
  bool quoted = leaf == SYNTAX_PHRASE || leaf >= SYNTAX_TITLE;
  return syntax_add(tree, leaf, STR(words[random_below(quoted ? 6 : 5)]));
}

static bool is_same(const syntax *a, size_t one, const syntax *b, size_t other) {
  const syntax_node *left = &a->nodes[one], *right = &b->nodes[other];
  if (one == SYNTAX_NONE || other == SYNTAX_NONE) return one == other;
  if (left->kind != right->kind || left->distance != right->distance ||
      !sse_str_equal(syntax_text(a, left), syntax_text(b, right)))
    return false;
  return is_same(a, left->child, b, right->child) && is_same(a, left->next, b, right->next);
}

static void a_tree_prints_as_a_query_that_parses_to_it(void **state) {
  (void)state;
  for (int i = 0; i < 5000; i++) {
    syntax *tree = calloc(1, sizeof *tree), *back;
    sse_buffer text = {0};
    sse_error err;
    assert_non_null(tree);
    tree->root = grow(tree, 4, -1);
    syntax_print(tree, &text);
    assert_int_equal(syntax_parse(sse_buffer_str(&text), &back, &err), SSE_OK);
    if (!is_same(tree, tree->root, back, back->root)) fail_msg("parsed otherwise: %s", text.data);
    assert_string_equal(back->notes.data, "");
    sse_buffer_reset(&text);
    syntax_free(tree);
    syntax_free(back);
  }
}

static void any_bytes_are_parsed_and_printing_again_changes_nothing(void **state) {
  static const char signs[] = "ab \"()|-=*:/ORNEAR5 title:date:.";
  (void)state;
  for (int i = 0; i < 20000; i++) {
    char query[32];
    size_t length = random_below(sizeof query);
    for (size_t k = 0; k < length; k++)
      query[k] = signs[random_below(sizeof signs - 1)];
    query[length < sizeof query ? length : sizeof query - 1] = '\0';
    char *once = printed(query), *twice = printed(once);
    if (strcmp(once, twice) != 0) fail_msg("'%s' prints as '%s', that as '%s'", query, once, twice);
    free(once);
    free(twice);
  }
}

static void deep_and_long_queries_end(void **state) {
  (void)state;
  sse_buffer deep = {0};
  for (int i = 0; i < 100000; i++)
    sse_buffer_append_text(&deep, "(-");
  free(printed(deep.data));
  sse_buffer_clear(&deep);
  for (int i = 0; i < 10000; i++)
    sse_buffer_append_text(&deep, "a OR b ");
  free(printed(deep.data));
  sse_buffer_reset(&deep);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_part_of_the_language_is_parsed),
      cmocka_unit_test(what_only_looks_like_an_operator_is_a_word),
      cmocka_unit_test(what_has_no_meaning_is_passed_over_and_noted),
      cmocka_unit_test(a_tree_prints_as_a_query_that_parses_to_it),
      cmocka_unit_test(any_bytes_are_parsed_and_printing_again_changes_nothing),
      cmocka_unit_test(deep_and_long_queries_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
