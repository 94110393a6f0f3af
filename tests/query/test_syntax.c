/* The query language: the text typed becomes a tree, and a tree prints as a query that parses to the same
 * tree. */
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
  bool is_there = tree->notes.count == 0 && *note == '\0';
  for (size_t i = 0; i < tree->notes.count && !is_there; i++)
    is_there = strcmp(tree->notes.notes[i].code, note) == 0;
  if (!is_there) fail_msg("%s: no note '%s'", query, note);
  syntax_free(tree);
}

static void every_part_of_the_language_is_parsed(void **state) {
  (void)state;
  assert_parsed("  cooperatives   Korea ", "cooperatives Korea");
  assert_parsed("a OR b c | d || e", "a OR b c OR d OR e");
  assert_parsed("((a)) (b c)", "a b c");
  assert_parsed("-a -\"b c\" -(d OR e)", "-a -\"b c\" -(d OR e)");
  assert_parsed("=a b* \"c d\" “e f” «g»", "=a b* \"c d\" \"e f\" \"g\"");
  assert_parsed("=\"a b\" c*d *e f*g*", "=\"a b\" c*d *e f*g*");
  assert_parsed("decent NEAR/5 work", "decent NEAR/5 work");
  assert_parsed("group:members -group:\"My fed\"", "group:members -group:\"My fed\"");
  assert_parsed("after:-30d before:2024 date:2023-06..2023-08",
                "after:-30d before:2024 date:2023-06..2023-08");
  assert_parsed("C++ C# .NET AT&T R&D", "C++ C# .NET AT&T R&D");
}

static void what_excludes_and_what_is_required_can_be_said_in_many_ways(void **state) {
  (void)state;
  assert_parsed("a NOT b", "a -b");
  assert_parsed("a !b", "a -b");
  assert_parsed("a AND NOT b", "+a -b");
  assert_parsed("a && b", "+a +b");
  assert_parsed("a b AND c", "a +b +c");
  assert_parsed("(a OR b) AND c", "(a OR b) +c");
  assert_parsed("+a +\"b c\" +(d e) +(f OR g)", "+a +\"b c\" +(d e) (f OR g)");
  assert_parsed("(a +b c (d AND e)) AND (f \"g h\" i)", "+(a) +b +(c) +d +e +(f) +\"g h\" +(i)");
  assert_parsed("(a (b) c) AND d -(e f)", "+(a b c) +d -(e f)");
  assert_parsed("NOT NOT a --b", "a b");
  assert_parsed("-(a AND b) (c AND d) OR e", "-(+a +b) +c +d OR e"); /* grammatical words count, too */
  assert_parsed("NOT(a OR b) -+a +-b", "-(a OR b) -a -b");
  assert_parsed("a |-b", "a OR -b");
  assert_parsed("title:-x title:(-x y) title:!\"a b\"", "-title:x -title:x title:(y) -title:\"a b\"");
  assert_parsed("a AND \"b c\"", "+a +\"b c\"");
  assert_parsed("(a b)-lang:fr \"c d\"-tag:x (e)-=f", "a b -lang:fr \"c d\" -tag:x e -=f");
  assert_parsed("\"a b\"-c (d)-e", "\"a b\" c d e"); /* joined by a hyphen */
  assert_parsed("saved:((a)-b) url:=/ date:==2023", "saved:a -saved:b url:=/ date:2023");
  assert_parsed("url:-x lang:-fr", "url:-x -lang:fr");
}

static void signs_may_be_those_of_other_keyboards(void **state) {
  (void)state;
  assert_parsed("（a　OR　b）　－c", "(a OR b) -c");
  assert_parsed("a ｜ b＊ ！c", "a OR b* -c");
  assert_parsed("title：a ＋b ＝c NEAR／3 d", "title:a +b =c NEAR/3 d");
  assert_parsed("＂a b＂～2 a ＆＆ b", "\"a b\"~2 +a +b");
  assert_parsed("a\u00A0-b\u202F(c\u2009OR\u3000d)", "a -b (c OR d)");
  assert_parsed("\u200F-a \u202B+b\u202C", "-a +b");
  assert_parsed("\"（a　b）\" source:=\"（株）　A\"", "\"（a　b）\" source:=\"（株）　A\"");
  assert_parsed("「a」 ＡＢ１ a－b", "「a」 ＡＢ１ a-b");
}

static void a_field_takes_any_expression(void **state) {
  (void)state;
  assert_parsed("title:bank source:\"My fed\" lang:fr tag:x", "title:bank source:\"My fed\" lang:fr tag:x");
  assert_parsed("title:(a OR b) title:\"a b\" title:dec* title:=a",
                "(title:a OR title:b) title:\"a b\" title:dec* title:=a");
  assert_parsed("-tag:x -title:(a b)", "-tag:x -(title:(a b))");
  assert_parsed("(title:a title:b) OR title:(c tag:d e (f OR g))",
                "title:a title:b OR title:(c) tag:d title:(e) (title:f OR title:g)");
  assert_parsed("lang:(fr OR es) source:(ilo -\"my fed\")",
                "(lang:fr OR lang:es) source:ilo -source:\"my fed\"");
  assert_parsed("title:(a NEAR/3 tag:b) TITLE:c Lang:ko", "title:a NEAR/3 tag:b title:c lang:ko");
  assert_parsed("source:\"=My fed\" source:=ILO", "source:=\"My fed\" source:=ILO");
  assert_parsed("site:ilo.org url:https://x.example/a?b path:/srv id:tag:a,1 has:date author:smith",
                "site:ilo.org url:https://x.example/a?b path:/srv id:tag:a,1 has:date author:smith");
  assert_parsed("source:=\"\"\"\" source:=\"a \"\"b\"\"\" c \"d\"",
                "source:=\"\"\"\" source:=\"a \"\"b\"\"\" c \"d\"");
  assert_parsed("tag:=“a““ ”” b”c source:\"\" \"d\"", "tag:=\"a““ ”” b\" c source:\"\" \"d\"");
  assert_parsed("date:\"March 2023\"..\"June 2023\" after:=2023",
                "date:\"March 2023..June 2023\" after:2023");
  assert_parsed("date:(2020 OR \"March 2023\"..\"June 2023\")",
                "date:2020 OR date:\"March 2023..June 2023\"");
  assert_parsed("date:(-30d OR 2023) saved:korea", "(date:-30d OR date:2023) saved:korea");
}

static void nearness_takes_any_expression(void **state) {
  (void)state;
  assert_parsed("a NEAR/2 b NEAR/2 c", "a NEAR/2 b NEAR/2 c");
  assert_parsed("a NEAR/2 b NEAR/3 c", "(a NEAR/2 b) NEAR/3 c");
  assert_parsed("a NEAR/2 (b NEAR/2 c)", "a NEAR/2 (b NEAR/2 c)");
  assert_parsed("(a OR b*) NEAR \"c d\"", "(a OR b*) NEAR/10 \"c d\"");
  assert_parsed("a NEAR/2 -b -c NEAR/1 d", "a NEAR/2 (-b) -(c NEAR/1 d)");
  assert_parsed("\"a b\"~3 \"c d\"~0 \"e\"~x", "\"a b\"~3 \"c d\" \"e\" ~x");
  assert_parsed("a NEAR/99999 b", "a NEAR/1000 b");
}

static void what_only_looks_like_an_operator_is_a_word(void **state) {
  (void)state;
  assert_parsed("co-operative a-b 2023 - 2024 & x", "co-operative a-b 2023 2024 x");
  assert_parsed("ORder or and not near NEARby", "ORder or and not near NEARby");
  assert_parsed("https://example.org/a?b=c x=y = z", "https://example.org/a?b=c x=y z");
  assert_parsed("NEAR/x a", "NEAR/x a");
  assert_parsed("* ** ! +", "");
  assert_parsed("\"Fair Share\"-movement \"a\"+b", "\"Fair Share\" movement \"a\" b");
}

static void what_has_no_meaning_is_passed_over_and_noted(void **state) {
  (void)state;
  assert_noted("a )", "a", "unopened-parenthesis");
  assert_noted(") a ) b", "a b", "unopened-parenthesis");
  assert_noted("(a OR b", "a OR b", "unclosed-parenthesis");
  assert_noted("a OR", "a", "empty-operator");
  assert_noted("OR a", "a", "empty-operator");
  assert_noted("a NEAR", "a", "empty-operator");
  assert_noted("a NOT", "a", "empty-operator");
  assert_noted("(NOT) a", "a", "empty-operator");
  assert_noted("AND a", "a", "empty-operator");
  assert_noted("a AND OR b", "a OR b", "empty-operator");
  assert_noted("= a", "a", "empty-operator");
  assert_noted("=(a b)", "a b", "empty-operator");
  assert_noted("=a*", "=a*", "exact-star");
  assert_noted("\"open end", "open end", "unclosed-quote");
  assert_noted("=\"open end", "open end", "unclosed-quote");
  assert_noted("title: x", "x", "empty-field");
  assert_noted("lang: x", "lang:\"\" x", "");
  assert_noted("-lang:\"\" source:?", "-lang:\"\" source:?", "");
  assert_noted("after:(\"2023 2024", "after:2023 after:2024", "unclosed-quote");
  assert_noted("-\"open end", "-open end", "unclosed-quote");
  assert_noted("foo:bar", "foo:bar", "unknown-field");
  assert_noted("10:30 https://x.example", "10:30 https://x.example", "");
  assert_noted("a AND — b", "+a b", "empty-operator");
  assert_noted("a NEAR/2 & b", "a b", "empty-operator");
  assert_noted("a +— b", "a b", "empty-operator");
  assert_noted("a NOT 🎉", "a", "empty-operator");
  assert_noted("a * b", "a b", "empty-word");
  assert_noted("a \"—\" b", "a b", "empty-word");
  assert_noted("a NEAR/3 \"&\"", "a", "empty-word");
  assert_noted("a =+", "a", "empty-word");
  assert_noted("title:— a", "a", "empty-field");
  assert_noted("a — b & c 🎉", "a b c", ""); /* ordinary prose */
  assert_noted("\"-id:x", "-id:x", "unclosed-quote");
  assert_noted("\"!AND a", "a", "empty-operator");
  assert_noted("(a)-AND b", "a b", "empty-operator");
  assert_noted("", "", "");
  assert_noted("()", "", "");
}

static void a_tree_is_told_in_words(void **state) {
  syntax *tree;
  sse_buffer out = {0};
  sse_error err;
  (void)state;
  assert_int_equal(syntax_parse(STR("+bank (title:a* OR \"b c\"~2) -lang:fr d NEAR/3 =e"), &tree, &err),
                   SSE_OK);
  syntax_describe(tree, &out);
  assert_string_equal(out.data, "all of\n"
                                "  the word bank, in any form, required\n"
                                "  any of\n"
                                "    words like a*, in the field title\n"
                                "    the phrase b c, in any order with at most 2 words between\n"
                                "  not\n"
                                "    lang fr\n"
                                "  each at most 3 words from the next\n"
                                "    the word d, in any form\n"
                                "    exactly e\n");
  sse_buffer_reset(&out);
  syntax_free(tree);
}

/* A random tree of at most `depth` levels, shaped as the parser shapes them: no node has a single child or a
 * parent of its own kind. */
static size_t grow_leaf(syntax *tree) {
  static const char *const words[] = {"bank", "coop", "économie", "협동조합", "x2", "two words", "（株）　a"};
  static const syntax_kind kinds[] = {SYNTAX_WORD, SYNTAX_EXACT, SYNTAX_PATTERN, SYNTAX_PHRASE};
  syntax_kind kind = kinds[random_below(4)];
  syntax_field field = random_below(2) ? SYNTAX_ANYWHERE : (syntax_field)random_below(SYNTAX_FIELDS);
  bool is_date = syntax_is_date(field);
  if (is_date && kind != SYNTAX_PHRASE) kind = SYNTAX_WORD;
  bool quoted = kind == SYNTAX_PHRASE || kind == SYNTAX_EXACT;
  size_t leaf = kind == SYNTAX_PATTERN
                    ? syntax_add(tree, kind, field, STR("b*n"))
                    : syntax_add(tree, kind, field, STR(words[random_below(quoted ? 7 : 5)]));
  if (kind == SYNTAX_PHRASE && field < SYNTAX_SOURCE) tree->nodes[leaf].distance = random_below(4);
  return leaf;
}

static size_t grow(syntax *tree, int depth, int parent) {
  uint32_t kind = depth > 0 ? random_below(5) : 4;
  if (kind == SYNTAX_NOT && parent != SYNTAX_NOT) {
    size_t not = syntax_add(tree, SYNTAX_NOT, SYNTAX_ANYWHERE, (sse_str){0});
    size_t child = grow(tree, depth - 1, SYNTAX_NOT);
    syntax_append(tree, not, child);
    return not ;
  }
  if (kind == SYNTAX_NEAR || (kind < SYNTAX_NOT && (int)kind != parent)) {
    size_t node = syntax_add(tree, (syntax_kind)kind, SYNTAX_ANYWHERE, (sse_str){0});
    if (kind == SYNTAX_NEAR) tree->nodes[node].distance = random_below(100);
    for (uint32_t children = 2 + random_below(3); children > 0; children--) {
      size_t child = grow(tree, depth - 1, (int)kind);
      bool may_be_left_out =
          (tree->nodes[child].kind == SYNTAX_WORD || tree->nodes[child].kind == SYNTAX_PHRASE) &&
          tree->nodes[child].field == SYNTAX_ANYWHERE;
      if (kind == SYNTAX_AND && may_be_left_out) tree->nodes[child].is_must = random_below(2) == 1;
      if (kind == SYNTAX_AND && tree->nodes[child].kind == SYNTAX_WORD)
        tree->nodes[child].is_grouped = random_below(2) == 1;
      syntax_append(tree, node, child);
    }
    return node;
  }
  return grow_leaf(tree);
}

/* True for a word whose group is printed. */
static bool has_group(const syntax_node *node) {
  return node->is_grouped && !syntax_is_filter(node) && (node->is_must || node->field != SYNTAX_ANYWHERE);
}

static bool is_same(const syntax *a, size_t one, const syntax *b, size_t other) {
  const syntax_node *left = &a->nodes[one], *right = &b->nodes[other];
  if (one == SYNTAX_NONE || other == SYNTAX_NONE) return one == other;
  if (left->kind != right->kind || left->field != right->field || left->is_must != right->is_must ||
      has_group(left) != has_group(right) || left->distance != right->distance ||
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
    assert_int_equal(back->notes.count, 0);
    sse_buffer_reset(&text);
    syntax_free(tree);
    syntax_free(back);
  }
}

static void any_bytes_are_parsed_and_printing_again_changes_nothing(void **state) {
  static const char signs[] = "ab \"()|-+!=*~&:/ORNEAR5NOTAND title:date:lang:.2";
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
  sse_buffer_clear(&deep);
  for (int i = 0; i < 10000; i++)
    sse_buffer_append_text(&deep, "title:");
  free(printed(deep.data));
  sse_buffer_clear(&deep);
  for (int i = 0; i < 10000; i++)
    sse_buffer_append_text(&deep, i % 2 ? "a NEAR/1 " : "a NEAR/2 ");
  free(printed(deep.data));
  sse_buffer_reset(&deep);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_part_of_the_language_is_parsed),
      cmocka_unit_test(what_excludes_and_what_is_required_can_be_said_in_many_ways),
      cmocka_unit_test(signs_may_be_those_of_other_keyboards),
      cmocka_unit_test(a_field_takes_any_expression),
      cmocka_unit_test(nearness_takes_any_expression),
      cmocka_unit_test(a_tree_is_told_in_words),
      cmocka_unit_test(what_only_looks_like_an_operator_is_a_word),
      cmocka_unit_test(what_has_no_meaning_is_passed_over_and_noted),
      cmocka_unit_test(a_tree_prints_as_a_query_that_parses_to_it),
      cmocka_unit_test(any_bytes_are_parsed_and_printing_again_changes_nothing),
      cmocka_unit_test(deep_and_long_queries_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
