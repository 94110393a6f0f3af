/* Snippets and the marks in them. */
#include "indexing.h"

#include "search/snippet.h"
#include "text/text.h"

/* Compares the marked parts of `shown`, each followed by a bar. */
static void assert_marks(const search_text *shown, const char *expected) {
  sse_buffer marks = {0};
  sse_buffer_append_text(&marks, "");
  for (size_t i = 0; i < shown->range_count; i++) {
    size_t code = 0;
    for (const char *text = shown->text; *text; text++) {
      if (((unsigned char)*text & 0xC0) != 0x80) code++;
      if (code > shown->ranges[i].start && code <= shown->ranges[i].start + shown->ranges[i].length)
        sse_buffer_append(&marks, text, 1);
    }
    sse_buffer_append_text(&marks, "|");
  }
  assert_string_equal(marks.data, expected);
  sse_buffer_reset(&marks);
}

static index_db *holding; /* an index of one item, whose words have the same stem */

static int make_words(void **state) {
  char database[512];
  sse_error err;
  if (make_folder(state) != 0) return -1;
  write_text(path_in(state, "words.jsonl"), "{\"title\":\"cooperative cooperation\",\"lang\":\"en\"}\n");
  (void)snprintf(database, sizeof database, "%s", path_in(state, "words.db"));
  (void)index_path_into(database, path_in(state, "words.jsonl"));
  return index_open(database, &holding, &err) == SSE_OK ? 0 : -1;
}

static int remove_words(void **state) {
  index_close(holding);
  return remove_folder(state);
}

static search_text best(const char *text, const char *words) {
  struct query query;
  struct matcher *matcher;
  search_text shown = {0};
  sse_error err;
  struct query_reading reading = {.index = holding};
  assert_int_equal(text_analyser_new(&reading.analyser, &err), SSE_OK);
  reading.languages = 1u << text_language_of(STR("en"));
  assert_int_equal(query_read(STR(words), &reading, &query, &err), SSE_OK);
  assert_int_equal(matcher_new(&query, reading.analyser, &matcher, &err), SSE_OK);
  const struct snippet_source source = {matcher, STR(text)};
  assert_int_equal(snippet_best(&source, &shown, &err), SSE_OK);
  matcher_free(matcher);
  query_reset(&query);
  text_analyser_free(reading.analyser);
  return shown;
}

static void assert_best(const char *text, const char *words, const char *expected, const char *marks) {
  search_text shown = best(text, words);
  assert_string_equal(shown.text, expected);
  assert_marks(&shown, marks);
  search_text_reset(&shown);
}

static void a_short_text_is_shown_whole(void **state) {
  (void)state;
  assert_best("A coop in Korea.", "korea", "A coop in Korea.", "Korea|");
  assert_best("", "korea", "", "");
  assert_best("No match.", "korea", "No match.", "");
}

static void marks_cover_the_source_characters_whatever_their_form(void **state) {
  (void)state;
  assert_best("L’ÉCONOMIE ｓｏｃｉａｌｅ, ﬁnance", "economie sociale finance",
              "L’ÉCONOMIE ｓｏｃｉａｌｅ, ﬁnance", "ÉCONOMIE|ｓｏｃｉａｌｅ|ﬁnance|");
  /* été with both accents combining and a soft hyphen inside */
  assert_best("e\xCC\x81t\xC2\xAD"
              "e\xCC\x81 x",
              "été",
              "e\xCC\x81t\xC2\xAD"
              "e\xCC\x81 x",
              "e\xCC\x81t\xC2\xAD"
              "e\xCC\x81|");
  assert_best("한국 협동조합 소식", "협동조합", "한국 협동조합 소식", "협동조합|");
}

static void stems_bigrams_and_phrases_are_marked_where_they_are(void **state) {
  (void)state;
  assert_best("A co-operative’s cooperation", "cooperatives", "A co-operative’s cooperation",
              "co-operative|");
  assert_best("사회적협동조합은", "협동조합", "사회적협동조합은", "협동조합|");
  assert_best("사회적 경제", "사회적경제", "사회적 경제", "사회적 경제|");
  assert_best("中国的合作社", "社", "中国的合作社", "社|");
  assert_best("社会", "社", "社会", "社|");
  assert_best("㈱コープ 株式", "株", "㈱コープ 株式", "㈱|株|");
  assert_best("A social society", "soci*", "A social society", "social|society|");
  assert_best("the social economy is social", "\"social economy\"", "the social economy is social",
              "social economy|");
  assert_best("making a decision, decision making", "decision-making", "making a decision, decision making",
              "making|decision|decision making|");
}

static void line_ends_become_spaces(void **state) {
  (void)state;
  assert_best("One.\nTwo.", "two", "One. Two.", "Two|");
}

/* Appends more than a snippet holds. */
static void append_often(sse_buffer *text, const char *filler) {
  for (int i = 0; i < 40; i++)
    sse_buffer_append_text(text, filler);
}

static void lines_of_a_list_stay_apart(void **state) {
  (void)state;
  assert_best(
      "What we sell\nApples\nPears of Korea\n\nThe mill is old.\nIt turns, still,\nall day", "korea turns",
      "What we sell\nApples\nPears of Korea\n The mill is old. It turns, still, all day", "Korea|turns|");
  assert_best("사과\n배\n우리는 판다。\n그리고", "배", "사과\n배\n우리는 판다。 그리고", "배|");
}

static void the_part_with_the_most_different_words_is_shown(void **state) {
  (void)state;
  sse_buffer text = {0};
  sse_buffer_append_text(&text, "Korea Korea Korea. ");
  append_often(&text, "Filling words here. ");
  sse_buffer_append_text(&text, "A cooperative in Korea grew. ");
  append_often(&text, "More filling words. ");
  search_text shown = best(text.data, "cooperative korea");
  assert_marks(&shown, "cooperative|Korea|");
  assert_memory_equal(shown.text, "…Filling words here. ", strlen("…Filling words here. "));
  assert_true(text_length(STR(shown.text)) <= SEARCH_SNIPPET_LONGEST + 2);
  assert_string_equal(shown.text + strlen(shown.text) - strlen("…"), "…");
  assert_null(strstr(shown.text, " …"));
  search_text_reset(&shown);
  sse_buffer_reset(&text);
}

static void words_far_apart_are_shown_in_pieces(void **state) {
  sse_buffer text = {0};
  (void)state;
  sse_buffer_append_text(&text, "Apples grow here.");
  append_often(&text, " Nothing to see.");
  sse_buffer_append_text(&text, " Pears grow there.");
  append_often(&text, " Nothing to see.");
  search_text shown = best(text.data, "pears apples");
  assert_marks(&shown, "Apples|Pears|");
  assert_int_equal(strncmp(shown.text, "Apples grow here. Nothing", 25), 0);
  assert_non_null(strstr(shown.text, " … "));
  assert_non_null(strstr(shown.text, "see. Pears grow there. "));
  assert_string_equal(shown.text + strlen(shown.text) - 3, "…");
  assert_true(text_length(STR(shown.text)) <= SEARCH_SNIPPET_LONGEST + 4);
  search_text_reset(&shown);
  sse_buffer_reset(&text);
}

/* Words whose outer ends are exactly as far apart as a snippet is long are shown in one piece, and in two if
 * they are one character farther apart. */
static void words_are_shown_in_one_piece_while_a_snippet_holds_both(void **state) {
  (void)state;
  for (size_t longer = 0; longer < 2; longer++) {
    sse_buffer text = {0};
    append_often(&text, "Filling words here. ");
    size_t start = text.length;
    sse_buffer_append_text(&text, "Apples");
    while (text.length - start < SEARCH_SNIPPET_LONGEST + longer - strlen(" xPears"))
      sse_buffer_append_text(&text, (text.length - start) % 7 == 6 ? " " : "x");
    sse_buffer_append_text(&text, "x Pears ");
    assert_int_equal(text.length - start, SEARCH_SNIPPET_LONGEST + longer + 1);
    append_often(&text, "More filling words. ");
    search_text shown = best(text.data, "pears apples");
    assert_marks(&shown, "Apples|Pears|");
    assert_true((strstr(shown.text, " … ") != NULL) == (longer > 0));
    if (longer == 0) assert_int_equal(text_length(STR(shown.text)), SEARCH_SNIPPET_LONGEST + 2);
    search_text_reset(&shown);
    sse_buffer_reset(&text);
  }
}

static void what_a_letter_quotes_and_its_signature_are_shown_last(void **state) {
  static const struct {
    const char *quoted, *own, *signature;
    bool shows_own, shows_pears;
  } cases[] = {
      {"Apples, apples.", "We have apples now.", "Apples, apples, apples.", true, false},
      {"Apples and pears.", "We have apples now.", "Nobody.", true, true},
      {"Nothing.", "We have apples now.", "Apples and pears.", true, true},
      {"Apples and pears.", "Nothing.", "Nobody.", false, true},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sse_buffer text = {0};
    sse_buffer_printf(&text, "> %s\n", cases[i].quoted);
    append_often(&text, "> Quoted words.\n");
    append_often(&text, "Filling words here.\n");
    sse_buffer_printf(&text, "%s\n", cases[i].own);
    append_often(&text, "Filling words here.\n");
    sse_buffer_append_text(&text, "--\n");
    append_often(&text, "The writer's address.\n");
    sse_buffer_append_text(&text, cases[i].signature);
    search_text shown = best(text.data, "pears apples");
    assert_int_equal(strstr(shown.text, cases[i].own) != NULL, cases[i].shows_own);
    assert_int_equal(strstr(shown.text, "pears") != NULL, cases[i].shows_pears);
    search_text_reset(&shown);
    shown = best(text.data, "none");
    assert_memory_equal(shown.text, "…Filling words", strlen("…Filling words"));
    search_text_reset(&shown);
    sse_buffer_reset(&text);
  }
}

static void a_long_text_without_spaces_is_cut_between_characters(void **state) {
  (void)state;
  sse_buffer text = {0};
  for (int i = 0; i < 1000; i++)
    sse_buffer_append_text(&text, "協");
  search_text shown = best(text.data, "none");
  assert_int_equal(text_length(STR(shown.text)), SEARCH_SNIPPET_LONGEST + 1);
  assert_int_equal(strlen(shown.text), 3 * (SEARCH_SNIPPET_LONGEST + 1));
  search_text_reset(&shown);
  sse_buffer_reset(&text);
}

static void a_snippet_ends_between_grapheme_clusters(void **state) {
  (void)state;
  enum { FAMILY_CODES = 7 };
  sse_buffer text = {0};
  for (int i = 0; i < 100; i++)
    sse_buffer_append_text(&text, "👩‍👩‍👧‍👦");
  search_text shown = best(text.data, "none");
  assert_int_equal(text_length(STR(shown.text)), SEARCH_SNIPPET_LONGEST / FAMILY_CODES * FAMILY_CODES + 1);
  search_text_reset(&shown);
  sse_buffer_reset(&text);
}

static void a_match_longer_than_a_snippet_is_shown_whole(void **state) {
  (void)state;
  sse_buffer text = {0};
  for (int i = 0; i < 1000; i++)
    sse_buffer_append_text(&text, "x");
  search_text shown = best(text.data, text.data);
  assert_string_equal(shown.text, text.data);
  assert_int_equal(shown.ranges[0].length, 1000);
  search_text_reset(&shown);
  sse_buffer_reset(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_short_text_is_shown_whole),
      cmocka_unit_test(marks_cover_the_source_characters_whatever_their_form),
      cmocka_unit_test(stems_bigrams_and_phrases_are_marked_where_they_are),
      cmocka_unit_test(line_ends_become_spaces),
      cmocka_unit_test(lines_of_a_list_stay_apart),
      cmocka_unit_test(the_part_with_the_most_different_words_is_shown),
      cmocka_unit_test(words_far_apart_are_shown_in_pieces),
      cmocka_unit_test(words_are_shown_in_one_piece_while_a_snippet_holds_both),
      cmocka_unit_test(what_a_letter_quotes_and_its_signature_are_shown_last),
      cmocka_unit_test(a_long_text_without_spaces_is_cut_between_characters),
      cmocka_unit_test(a_snippet_ends_between_grapheme_clusters),
      cmocka_unit_test(a_match_longer_than_a_snippet_is_shown_whole),
  };
  return cmocka_run_group_tests(tests, make_words, remove_words);
}
