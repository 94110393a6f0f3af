/* From the text that was typed to words, synonyms and FTS5 syntax. */
#include "compiling.h"
#include "indexing.h"

#include "query/notes.h"
#include "query/query.h"

static text_analyser *analyser;
static text_synonyms *synonyms;
static index_db *words; /* an index of a few English and French words */

static int make_tools(void **state) {
  sse_error err;
  char *database;
  if (make_folder(state) != 0 || text_analyser_new(&analyser, &err)) return -1;
  database = strdup(path_in(state, "words.db"));
  write_text(path_in(state, "words.jsonl"),
             "{\"title\":\"cooperative cooperative cooperation growing\",\"lang\":\"en\"}\n"
             "{\"title\":\"cooperative\",\"text\":\"how\",\"lang\":\"en\"}\n"
             "{\"title\":\"sia chiaro\",\"lang\":\"it\"}\n{\"title\":\"les SIAE\",\"lang\":\"fr\"}\n"
             "{\"title\":\"TKB kuruldu\",\"lang\":\"tr\"}\n"
             "{\"title\":\"magnifiques rapports coop\u00e9ratif\",\"lang\":\"fr\"}\n");
  (void)index_path_into(database, path_in(state, "words.jsonl"));
  if (index_open(database, &words, &err)) return -1;
  free(database);
  return (int)text_synonyms_new(analyser, STR("mou, memorandum of understanding\nun => nations"), "",
                                &synonyms, &err);
}

static int free_tools(void **state) {
  text_synonyms_free(synonyms);
  text_analyser_free(analyser);
  index_close(words);
  return remove_folder(state);
}

/* `tags`: the languages that the index knows, separated by spaces. */
static struct query read_query(const char *text, const char *tags) {
  struct query query;
  sse_error err;
  text_languages languages = 0;
  for (const char *tag = tags, *end; *tag; tag = *end ? end + 1 : end) {
    end = tag + strcspn(tag, " ");
    languages |= (text_languages)1 << text_language_of((sse_str){tag, (size_t)(end - tag)});
  }
  const struct query_reading reading = {
      .analyser = analyser, .languages = languages, .index = words, .synonyms = synonyms};
  assert_int_equal(query_read(STR(text), &reading, &query, &err), SSE_OK);
  return query;
}

static void assert_compiled(const char *text, const char *language, enum query_wanted wanted,
                            const char *expected) {
  struct query query = read_query(text, language);
  sse_buffer expression = {0};
  sse_buffer_append_text(&expression, "");
  query_compile(&query, wanted, &expression);
  assert_string_equal(expression.data, expected);
  sse_buffer_reset(&expression);
  query_reset(&query);
}

static void words_are_folded_quoted_and_joined(void **state) {
  (void)state;
  assert_compiled("Économie SOCIALE", "", QUERY_EVERY, "(\"economie\") AND (\"sociale\")");
  assert_compiled("社", "", QUERY_EVERY, "(\"社\" *)");
}

static void a_word_is_looked_for_in_any_of_its_variants(void **state) {
  (void)state;
  assert_compiled("cooperatives", "en", QUERY_EVERY, "(\"cooperatives\" OR \"cooperative\")");
  assert_compiled("magnifique", "fr", QUERY_EVERY, "(\"magnifique\" OR \"magnifiques\")");
  assert_compiled("magnifique", "en", QUERY_EVERY, "(\"magnifique\")");
}

static void quotes_and_an_equals_sign_ask_for_the_written_form(void **state) {
  (void)state;
  assert_compiled("=cooperatives grow", "en", QUERY_EVERY,
                  "(\"cooperatives\") AND (\"grow\" OR \"growing\")");
  assert_compiled("\"social economies\"", "en", QUERY_EVERY, "(\"social economies\")");
  assert_compiled("“social economies” «x»", "en", QUERY_EVERY, "(\"social economies\") AND (\"x\")");
  assert_compiled("\"co-operative bank\"", "en", QUERY_EVERY, "(\"cooperative bank\")");
  assert_compiled("a=b = c", "", QUERY_EVERY, "(\"a\") AND (\"b\") AND (\"c\")");
  assert_compiled("\"open end", "", QUERY_EVERY, "(\"open\") AND (\"end\")");
  assert_compiled("\"\" \"?!\" x", "", QUERY_EVERY, "(\"x\")");
}

static void synonyms_stand_beside_the_words_they_replace(void **state) {
  (void)state;
  const char *expected = "(((\"mou\")) OR \"memorandum of understanding\")";
  assert_compiled("MOU", "", QUERY_EVERY, expected);
  assert_compiled("MOU", "", QUERY_LITERAL, "(\"mou\")");
  assert_compiled("memorandum of understanding", "", QUERY_EVERY,
                  "(((\"memorandum\") AND (\"of\") AND (\"understanding\")) OR \"mou\")");
  assert_compiled("\"mou\" =mou", "", QUERY_EVERY, "(\"mou\")");
}

static void words_of_grammar_do_not_count_beside_others(void **state) {
  (void)state;
  assert_compiled("the banks of Korea", "", QUERY_EVERY,
                  "(\"the\") AND (\"banks\") AND (\"of\") AND (\"korea\")");
  assert_compiled("the of it", "en", QUERY_LITERAL, "(\"the\") AND (\"of\") AND (\"it\")");
  assert_compiled("=the korea", "fr", QUERY_EVERY, "(\"the\") AND (\"korea\")");
  assert_compiled("un rapport", "fr", QUERY_EVERY, "(\"rapport\" OR \"rapports\")");
  assert_compiled("UN rapport", "fr", QUERY_EVERY,
                  "(((\"un\")) OR \"nations\") AND (\"rapport\" OR \"rapports\")");
  assert_compiled("UN RAPPORT", "fr", QUERY_EVERY,
                  "(((\"un\")) OR \"nations\") AND (\"rapport\" OR \"rapports\")");
  assert_compiled("UN RAPPORT COOP\u00c9RATIF", "fr", QUERY_EVERY,
                  "(\"rapport\" OR \"rapports\") AND (\"cooperatif\")");
  assert_compiled("UN RAPPORT MAGNIFIQUE", "fr", QUERY_EVERY,
                  "(\"rapport\" OR \"rapports\") AND (\"magnifique\" OR \"magnifiques\")");
}

static void a_word_that_is_one_of_grammar_elsewhere_counts_unless_others_tell_the_language(void **state) {
  static const struct {
    const char *query, *tags, *expected;
  } rows[] = {
      {"war in Europe", "en de nl it", "(\"war\") AND (\"europe\")"},
      {"das war die Bank", "en de nl it", "(\"bank\")"},
      {"war cooperatives", "en de", "(\"war\") AND (\"cooperatives\" OR \"cooperative\")"},
      {"war Genossenschaft", "de", "(\"genossenschaft\")"},
      {"what about banks", "en fr", "(\"banks\")"},
      {"how cooperative", "en fr", "(\"cooperative\" OR \"cooperatif\")"}, /* no French item has "how" */
      {"Banken wann", "de en", "(\"banken\") AND (\"wann\")"},
      {"Wann gab es welche Banken", "de en", "(\"gab\") AND (\"banken\")"},
      {"кооператив в Корее", "ru de", "(\"кооператив\" OR \"кооперат\") AND (\"корее\" OR \"кор\")"},
      {"合作社 什么", "en", "(\"合作 作社\")"},
      {"について 合作社", "", "(\"合作 作社\")"},
      {"the the", "en", "(\"the\") AND (\"the\")"},
      {"=about banks", "en", "(\"about\") AND (\"banks\")"},
      {"mã số", "vi", "(\"ma\") AND (\"so\")"},
      {"mà số", "vi", "(\"so\")"},
      {"cua biển", "vi", "(\"cua\") AND (\"bien\")"},
      {"của biển", "vi", "(\"bien\")"},
      {"cua bien", "vi", "(\"bien\")"}, /* without its mark, "cua" could be either */
      {"té verde", "es", "(\"te\") AND (\"verde\")"},
      {"est-ce une banque", "fr", "(\"banque\")"},
      {"y a-t-il une banque", "fr", "(\"banque\")"},
      {"memorandum of understanding", "en", "(\"memorandum\") AND (\"understanding\")"},
      {"WHO report", "en", "(\"who\") AND (\"report\")"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_compiled(rows[i].query, rows[i].tags, QUERY_LITERAL, rows[i].expected);
}

/* The index has "sia" in Italian, "siae" in French, and TKB in Turkish. */
static void names_in_capitals_have_no_variants_of_other_languages(void **state) {
  (void)state;
  assert_compiled("SIAE", "it fr en", QUERY_LITERAL, "(\"siae\")");
  assert_compiled("siae", "it fr en", QUERY_LITERAL, "(\"siae\" OR \"sia\")");
  assert_compiled("RAPPORTS", "fr it", QUERY_LITERAL, "(\"rapports\")");
  assert_compiled("RAPPORT", "fr it", QUERY_LITERAL, "(\"rapport\" OR \"rapports\")");
  assert_compiled("TKB'nin", "tr", QUERY_LITERAL, "(\"tkbnin\" OR \"tkb\")");
  assert_compiled("TKB\u2019nin", "tr", QUERY_LITERAL, "(\"tkbnin\" OR \"tkb\")");
}

static void a_word_typed_twice_counts_once(void **state) {
  (void)state;
  assert_compiled("Coop coop COOP", "", QUERY_EVERY, "(\"coop\")");
}

static void nothing_typed_is_the_syntax_of_fts5(void **state) {
  (void)state;
  assert_compiled(
      "a and near(c) body:d ^e {f} \"g", "", QUERY_EVERY,
      "(\"a\") AND (\"and\") AND (\"near\") AND (\"c\") AND (\"body\") AND (\"d\") AND (\"e\") AND "
      "(\"f\") AND (\"g\")");
  assert_compiled("\"*-+^:(){}", "", QUERY_EVERY, "");
  assert_compiled("🎉", "", QUERY_EVERY, "");
}

static void words_of_signs_end_where_the_next_word_of_a_phrase_begins(void **state) {
  (void)state;
  assert_compiled("\"협동조합 은행\"", "", QUERY_EVERY, "(\"협동 동조 조합 합 은행\")");
  assert_compiled("\"合作社 银行 and 银*\"", "", QUERY_EVERY, "(\"合作 作社 社 银行 行 and 银\" *)");
}

static void quotation_marks_are_required_but_in_a_question_of_many_words(void **state) {
  struct query short_one = read_query("one two \"of three\" four five six seven eight", ""),
               long_one = read_query("one two \"of three\" four five six seven eight nine", ""),
               signed_one = read_query("one two +\"of three\" four five six seven eight nine", "");
  (void)state;
  assert_true(short_one.has_musts);
  assert_false(short_one.has_citations);
  assert_false(long_one.has_musts);
  assert_true(long_one.has_citations);
  assert_true(signed_one.has_musts);
  assert_false(signed_one.has_citations);
  query_reset(&signed_one);
  query_reset(&short_one);
  query_reset(&long_one);
}

static void fields_and_open_ends_are_asked_of_fts5(void **state) {
  (void)state;
  assert_compiled("title:bank tag:\"fair trade\" coop*", "", QUERY_EVERY,
                  "(title : \"bank\") AND (tags : \"fair trade\") AND"
                  " (\"coop\" * OR \"cooperative\" OR \"cooperatif\" OR \"cooperation\")");
  assert_compiled("title:coop* \"fair tra*\"", "", QUERY_EVERY, "(title : \"coop\" *) AND (\"fair tra\" *)");
}

static void alternatives_and_exclusions_are_no_words_that_have_to_be_there(void **state) {
  (void)state;
  assert_compiled("a (b OR c) -d lang:fr", "", QUERY_EVERY, "(\"a\")");
  struct query query = read_query("a (b OR c) -d lang:fr", "");
  assert_int_equal(query.group_count, 3);
  for (size_t i = 0; i < query.group_count; i++)
    assert_true(query.groups[i].is_optional == (i > 0));
  query_reset(&query);
}

/* Reads `text` repeated `times` times, followed by `rest`. */
static struct query read_endless(const char *text, int times, const char *rest) {
  sse_buffer all = {0};
  for (int i = 0; i < times; i++)
    sse_buffer_append_text(&all, text);
  sse_buffer_append_text(&all, rest);
  struct query query = read_query(all.data, "en");
  sse_buffer_reset(&all);
  return query;
}

static void the_words_of_an_endless_query_are_limited(void **state) {
  (void)state;
  sse_buffer text = {0};
  for (int i = 0; i < 5000; i++)
    sse_buffer_printf(&text, "w%d ", i);
  struct query query = read_query(text.data, "");
  assert_int_equal(query.group_count, QUERY_WORDS_MOST);
  assert_true(query.cut);
  query_reset(&query);
  sse_buffer_reset(&text);
}

static void repeated_words_and_those_of_grammar_are_none_of_the_limited_ones(void **state) {
  (void)state;
  struct query query = read_endless("the bank of the ", 900, "village");
  assert_int_equal(query.group_count, 2);
  assert_int_equal(query.groups[0].times, 900);
  assert_false(query.cut);
  query_reset(&query);
}

static void what_stands_after_a_thousand_words_still_excludes_items(void **state) {
  (void)state;
  struct query query = read_endless("-x ", 400, "-y lang:fr");
  assert_int_equal(query.constraint_count, 402);
  query_reset(&query);
}

static void signs_after_the_longest_word_are_read_too(void **state) {
  (void)state;
  struct query query = read_endless("\u5408\u4f5c\u793e", 50, "\u91d1\u878d");
  bool is_there = false;
  for (size_t i = 0; i < query.group_count; i++)
    is_there = is_there || sse_str_is(query_written(&query, query.groups[i].first_word), "\u91d1\u878d");
  assert_true(is_there);
  query_reset(&query);
}

static void all_parts_of_a_word_do_instead_of_it(void **state) {
  (void)state;
  assert_compiled("a-b", "", QUERY_EVERY, "(((\"a b\" OR \"ab\")) OR (((\"a\")) AND ((\"b\"))))");
  assert_compiled("a-b", "", QUERY_LITERAL, "(\"a b\" OR \"ab\")");
  assert_compiled("\"a-b\" title:c", "", QUERY_EVERY, "(\"a b\") AND (title : \"c\")");
}

static void a_note_stands_once_and_there_are_twenty_at_the_most(void **state) {
  query_notes notes = {0}, more = {0};
  char text[1000] = "";
  (void)state;
  query_notes_add(&notes, "a", "says %s", "x");
  query_notes_add(&notes, "a", "says %s", "x");
  assert_int_equal(notes.count, 1);
  query_notes_add(&notes, "a", "says %s", "y");
  query_notes_add(&notes, "b", "says %s", "x");
  assert_int_equal(notes.count, 3);
  query_notes_add_unreadable(&more, "b", "says %s", "x"); /* already noted */
  query_notes_add(&more, "c", "%d of\n %.*s", 2, 2, "a\nb");
  query_notes_move(&more, &notes);
  assert_int_equal(more.count, 0);
  assert_int_equal(notes.count, 4);
  assert_true(notes.is_unreadable);
  assert_string_equal(notes.notes[3].code, "c");
  assert_string_equal(notes.notes[3].values, "2\na \n"); /* one line each */
  memset(text, 'z', sizeof text - 1);
  query_notes_add(&notes, "long", "%s", text);
  assert_int_equal(strlen(notes.notes[4].text), 400);
  assert_int_equal(strlen(notes.notes[4].values), 401);
  for (int i = 0; i < 30; i++)
    query_notes_add(&notes, "many", "%d", i);
  assert_int_equal(notes.count, 20);
  assert_string_equal(notes.notes[19].text, "14");
  assert_false(notes.failed);
  query_notes_reset(&notes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_are_folded_quoted_and_joined),
      cmocka_unit_test(a_word_is_looked_for_in_any_of_its_variants),
      cmocka_unit_test(quotes_and_an_equals_sign_ask_for_the_written_form),
      cmocka_unit_test(synonyms_stand_beside_the_words_they_replace),
      cmocka_unit_test(words_of_grammar_do_not_count_beside_others),
      cmocka_unit_test(a_word_that_is_one_of_grammar_elsewhere_counts_unless_others_tell_the_language),
      cmocka_unit_test(names_in_capitals_have_no_variants_of_other_languages),
      cmocka_unit_test(a_word_typed_twice_counts_once),
      cmocka_unit_test(nothing_typed_is_the_syntax_of_fts5),
      cmocka_unit_test(words_of_signs_end_where_the_next_word_of_a_phrase_begins),
      cmocka_unit_test(quotation_marks_are_required_but_in_a_question_of_many_words),
      cmocka_unit_test(fields_and_open_ends_are_asked_of_fts5),
      cmocka_unit_test(alternatives_and_exclusions_are_no_words_that_have_to_be_there),
      cmocka_unit_test(the_words_of_an_endless_query_are_limited),
      cmocka_unit_test(repeated_words_and_those_of_grammar_are_none_of_the_limited_ones),
      cmocka_unit_test(what_stands_after_a_thousand_words_still_excludes_items),
      cmocka_unit_test(signs_after_the_longest_word_are_read_too),
      cmocka_unit_test(all_parts_of_a_word_do_instead_of_it),
      cmocka_unit_test(a_note_stands_once_and_there_are_twenty_at_the_most),
  };
  return cmocka_run_group_tests(tests, make_tools, free_tools);
}
