/* The terms that an index holds for a text, and the bytes they come from, except the terms of words as
 * written (test_written.c). Colocated terms are shown with a leading +, the mark of stems as ~. */
#include "analysing.h"

#include "text/text.h"

#include <utf8proc.h>

static int collect(void *context, int flags, const char *term, int length, int start, int end) {
  bool marked = length > 0 && term[0] == TEXT_STEM_MARK;
  if (marked && term[1] == TEXT_WRITTEN_MARK) return TEXT_OK; /* tested in test_written.c */
  int skipped =
      marked ? 1 + (term[1] > '@' && term[1] < '`') : 0; /* the letter that stands for a stem's language */
  sse_buffer_printf(context, "%s%s%.*s[%d,%d) ", flags & TEXT_COLOCATED ? "+" : "", marked ? "~" : "",
                    length - skipped, term + skipped, start, end);
  return TEXT_OK;
}

static void assert_terms_in(const char *language, const char *text, const char *expected) {
  sse_buffer terms = {0};
  sse_str exact = copy_exactly(STR(text));
  sse_buffer_append_text(&terms, "");
  assert_int_equal(text_analyse(analyser, text_language_of(STR(language)), exact, &terms, collect), TEXT_OK);
  assert_string_equal(terms.data, expected);
  free((char *)exact.data);
  sse_buffer_reset(&terms);
}

static void assert_terms(const char *text, const char *expected) {
  assert_terms_in("", text, expected);
}

static void words_come_with_the_bytes_they_came_from(void **state) {
  (void)state;
  assert_terms("ILO COOP/SSE, 2023", "ilo[0,3) coop[4,8) sse[9,12) 2023[14,18) ");
  assert_terms("“Économie”", "economie[3,12) ");
  assert_terms("ﬁnance Straße İzmir", "finance[0,8) strasse[9,16) izmir[17,23) ");
  assert_terms("e\xCC\x81t", "et[0,4) ");
}

static void text_without_words_has_no_terms(void **state) {
  (void)state;
  const char *const texts[] = {"",  " ",  "\"", "*()-+^:", "🎉", "…—",      "'",
                               "-", "--", ".",  "½",       "™", "\xC2\xAD"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    assert_terms(texts[i], "");
}

static void invisible_characters_do_not_end_a_word(void **state) {
  (void)state;
  assert_terms("co\xC2\xADop", "coop[0,6) ");
}

static void invalid_bytes_separate_words(void **state) {
  (void)state;
  assert_terms("a\xFF"
               "b\xE2\x82",
               "a[0,1) b[2,3) ");
  /* Halves of characters that join words: a hyphen, a no-break space, an apostrophe. */
  assert_terms("co\xE2\x80", "co[0,2) ");
  assert_terms("co\xE2", "co[0,2) ");
  assert_terms("co-\xE2\x80", "co[0,2) ");
  assert_terms("co\xC2", "co[0,2) ");
  assert_terms("1\xC2", "1[0,1) ");
  assert_terms("l\xE2\x80", "l[0,1) ");
}

static void an_endless_word_is_one_term_of_bounded_length(void **state) {
  (void)state;
  sse_buffer text = {0}, terms = {0};
  for (int i = 0; i < 100000; i++)
    sse_buffer_append_text(&text, "x");
  assert_int_equal(text_analyse(analyser, TEXT_NO_LANGUAGE, sse_buffer_str(&text), &terms, collect), TEXT_OK);
  assert_int_equal(strspn(terms.data, "x"), TEXT_WORD_LONGEST);
  assert_string_equal(terms.data + TEXT_WORD_LONGEST, "[0,100000) ");
  sse_buffer_reset(&text);
  sse_buffer_reset(&terms);
}

enum { STOPPED = 9 }; /* any value other than TEXT_OK */

static int stop(void *context, int flags, const char *term, int length, int start, int end) {
  (void)flags, (void)term, (void)length, (void)start, (void)end;
  ++*(int *)context;
  return STOPPED;
}

static void a_receiver_can_end_it(void **state) {
  (void)state;
  int calls = 0;
  assert_int_equal(text_analyse(analyser, TEXT_NO_LANGUAGE, STR("a b c"), &calls, stop), STOPPED);
  assert_int_equal(calls, 1);
}

static void a_prefix_and_its_word_are_one_with_hyphen_or_space(void **state) {
  (void)state;
  assert_terms("co-operative", "cooperative[0,12) +co[0,2) +operative[3,12) ");
  assert_terms("co operative", "cooperative[0,12) +co[0,2) +operative[3,12) ");
  assert_terms("co\xC2\xA0operative", "cooperative[0,13) +co[0,2) +operative[4,13) ");
  assert_terms("co‑operative", "cooperative[0,14) +co[0,2) +operative[5,14) ");
  assert_terms("co- operative", "co[0,2) operative[4,13) ");
  assert_terms("co  operative", "co[0,2) operative[4,13) ");
  assert_terms("co 2", "co[0,2) 2[3,4) ");
}

static void words_with_hyphens_are_found_by_part_and_whole(void **state) {
  (void)state;
  assert_terms("decision-making", "decision[0,8) +decisionmaking[0,15) making[9,15) ");
  assert_terms("2023-07-19", "2023[0,4) 07[5,7) 19[8,10) ");
  assert_terms("COVID-19.", "covid[0,5) +covid19[0,8) 19[6,8) ");
  assert_terms("a -b c- d", "a[0,1) b[3,4) c[5,6) d[8,9) ");
  assert_terms("1-2-3-4-5-6-7-8-9",
               "1[0,1) 2[2,3) 3[4,5) 4[6,7) 5[8,9) 6[10,11) 7[12,13) 8[14,15) 9[16,17) ");
}

static void apostrophes_part_elisions_and_possessives_only(void **state) {
  (void)state;
  assert_terms("l’économie", "economie[4,13) ");
  assert_terms("l'économie", "economie[2,11) ");
  assert_terms("lorsqu’ils", "ils[9,12) ");
  assert_terms("iCOOP’s", "icoop[0,5) ");
  assert_terms("é’s’s", "e[0,2) s[9,10) ");
  assert_terms("ICOOP'S 'quoted'", "icoop[0,5) quoted[9,15) ");
  assert_terms("workers’ don’t", "workers[0,7) dont[11,18) ");
  assert_terms("aujourd’hui O'Brien", "aujourdhui[0,13) obrien[14,21) ");
}

static void points_and_commas_part_words_but_not_numbers_and_initials(void **state) {
  (void)state;
  assert_terms("S.S.E. e.g. ilo.org", "sse[0,5) eg[7,10) ilo[12,15) org[16,19) ");
  assert_terms("2.5 2,5 2,500 1,234,567.8", "2.5[0,3) 2.5[4,7) 2500[8,13) 1234567.8[14,25) ");
  assert_terms("end.Begin 3.", "end[0,3) begin[4,9) 3[10,11) ");
  assert_terms("col·lectiu צה״ל", "collectiu[0,11) צהל[12,20) ");
}

static void signs_and_ordinals_are_found_as_words_and_numbers(void **state) {
  (void)state;
  assert_terms("n° 5 nº 5 № 5", "no[0,3) 5[4,5) no[6,9) 5[10,11) no[12,15) 5[16,17) ");
  assert_terms("44th 1er 2ª", "44th[0,4) +44[0,4) 1er[5,8) +1[5,8) 2a[9,12) +2[9,12) ");
  assert_terms("٢٠٢٣", "2023[0,8) ");
}

static void addresses_and_tags_are_found_by_their_parts(void **state) {
  (void)state;
  assert_terms("info@ilo.org", "info[0,4) ilo[5,8) org[9,12) ");
  assert_terms("https://ilo.org/a_b?c=d#e",
               "https[0,5) ilo[8,11) org[12,15) a[16,17) b[18,19) c[20,21) d[22,23) "
               "e[24,25) ");
  assert_terms("#coops @icoop", "coops[1,6) icoop[8,13) ");
}

static void scripts_without_spaces_become_bigrams_and_a_last_character(void **state) {
  (void)state;
  assert_terms("協同組合", "协同[0,6) 同组[3,9) 组合[6,12) 合[9,12) ");
  assert_terms("コープ", "コー[0,6) ープ[3,9) プ[6,9) ");
  assert_terms("ｺｰﾌﾟ", "コー[0,6) ープ[3,12) プ[6,12) ");
  assert_terms("ไทย", "ไท[0,6) ทย[3,9) ย[6,9) ");
  assert_terms("2023년", "2023[0,4) 년[4,7) ");
  assert_terms("iCOOP생협", "icoop[0,5) 생협[5,11) 협[8,11) ");
  assert_terms("\xE1\x84\x92\xE1\x85\xA7\xE1\x86\xB8", "협[0,9) ");
  assert_terms("㈱", "株[0,3) ");
}

static void hangul_over_a_space_is_marked(void **state) {
  (void)state;
  assert_terms("한국 가입", "한국[0,6) 국[3,6) +~국가[3,10) 가입[7,13) 입[10,13) ");
  assert_terms("한국, 가입", "한국[0,6) 국[3,6) 가입[8,14) 입[11,14) ");
}

static void stems_stand_beside_words_in_their_language(void **state) {
  (void)state;
  assert_terms_in("en", "Cooperatives grow",
                  "cooperatives[0,12) +~cooperative[0,12) grow[13,17) +~grow[13,17) ");
  assert_terms_in("fr-CA", "Coopératives", "cooperatives[0,13) +~cooperative[0,13) ");
  assert_terms_in("es", "cooperaciones", "cooperaciones[0,13) +~cooperacion[0,13) ");
  assert_terms_in(
      "en", "co-operatives",
      "cooperatives[0,13) +~cooperative[0,13) +co[0,2) +~co[0,2) +operatives[3,13) +~operative[3,13) ");
  assert_terms_in("xx", "Cooperatives", "cooperatives[0,12) ");
  assert_terms_in("en", "the cooperation of", "the[0,3) cooperation[4,15) +~cooperation[4,15) of[16,18) ");
  assert_terms_in("en", "44ths 2s", "44ths[0,5) 2s[6,8) ");
}

/* The fast path through ASCII and the full path must agree. A mark that folds away, appended to a word,
 * forces the tokenizer onto the full path. */
static void the_fast_way_and_the_whole_way_agree(void **state) {
  static const char *const words[] = {"cooperative", "ILO", "x1",  "1x",  "2023",
                                      "économie",    "Ça",  "ÆØÅ", "þýß", "a"};
  (void)state;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    sse_buffer fast = {0}, whole = {0}, marked = {0};
    sse_buffer_printf(&marked, "%s\xCC\x81", words[i]);
    assert_int_equal(text_analyse(analyser, TEXT_NO_LANGUAGE, STR(words[i]), &fast, collect), TEXT_OK);
    assert_int_equal(text_analyse(analyser, TEXT_NO_LANGUAGE, sse_buffer_str(&marked), &whole, collect),
                     TEXT_OK);
    *strchr(fast.data, '[') = *strchr(whole.data, '[') = '\0';
    assert_string_equal(fast.data, whole.data);
    sse_buffer_reset(&fast);
    sse_buffer_reset(&whole);
    sse_buffer_reset(&marked);
  }
}

/* The terms of a text without their offsets. */
static void append_terms(const char *text, sse_buffer *out) {
  sse_buffer terms = {0};
  sse_buffer_append_text(&terms, "");
  assert_int_equal(text_analyse(analyser, TEXT_NO_LANGUAGE, STR(text), &terms, collect), TEXT_OK);
  for (const char *at = terms.data; *at; at++) {
    if (*at == '[') at = strchr(at, ')') + 1;
    sse_buffer_append(out, at, 1);
  }
  sse_buffer_reset(&terms);
}

/* Both paths also agree for each Latin character and punctuation mark between and after words. */
static void the_ways_agree_on_whatever_stands_between_words(void **state) {
  static const char *const ends[] = {"cd", " cd", "s cd", "2", ""};
  (void)state;
  for (int32_t code = 0x20; code <= 0x206F; code += code == 0x17F ? 0x2000 - 0x17F : 1) {
    char between[5] = {0};
    (void)utf8proc_encode_char(code, (utf8proc_uint8_t *)between);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
      char text[32];
      sse_buffer fast = {0}, whole = {0};
      (void)snprintf(text, sizeof text, "ab%s%s", between, ends[i]);
      append_terms(text, &fast);
      (void)snprintf(text, sizeof text, "ab\xCC\x81%s%s", between, ends[i]);
      append_terms(text, &whole);
      if (strcmp(fast.data, whole.data) != 0)
        fail_msg("U+%04X, %s: %s not %s", (unsigned)code, ends[i], fast.data, whole.data);
      sse_buffer_reset(&fast);
      sse_buffer_reset(&whole);
    }
  }
}

static void assert_bare_terms(const char *text, const char *expected) {
  sse_buffer terms = {0};
  sse_buffer_append_text(&terms, "");
  append_terms(text, &terms);
  assert_string_equal(terms.data, expected);
  sse_buffer_reset(&terms);
}

static void each_prefix_joins_what_follows_and_what_is_like_one_does_not(void **state) {
  static const char *const prefixes[] = {"co",   "non",  "pre",   "bio",   "eco",   "anti",
                                         "post", "agro", "multi", "micro", "inter", "socio"};
  static const char *const others[] = {"c",    "cu",    "nun",   "bie",   "ecu",  "ant",   "ante", "pest",
                                       "agri", "multa", "macro", "intra", "soci", "socia", "of"};
  char text[32], expected[64];
  (void)state;
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
    (void)snprintf(expected, sizeof expected, "%swork +%s +work ", prefixes[i], prefixes[i]);
    (void)snprintf(text, sizeof text, "%s-work", prefixes[i]);
    assert_bare_terms(text, expected);
    (void)snprintf(text, sizeof text, "%s work", prefixes[i]);
    assert_bare_terms(text, expected);
  }
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    (void)snprintf(text, sizeof text, "%s work", others[i]);
    (void)snprintf(expected, sizeof expected, "%s work ", others[i]);
    assert_bare_terms(text, expected);
  }
}

static void each_elision_falls_away_before_a_vowel(void **state) {
  static const char *const elided[] = {
      "l",    "d",    "j",    "m",    "t",     "s",      "c",  "n",      "qu",     "un",    "dell", "all",
      "nell", "sull", "dall", "coll", "jusqu", "lorsqu", "gl", "puisqu", "quoiqu", "quell", "bell", "sant"};
  static const char *const words[][2] = {{"'ax", "ax "}, {"’ex", "ex "}, {"'ix", "ix "}, {"’ox", "ox "},
                                         {"'ux", "ux "}, {"’yx", "yx "}, {"'hx", "hx "}, {"’éx", "ex "}};
  (void)state;
  for (size_t i = 0; i < sizeof elided / sizeof *elided; i++) {
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
      char text[32];
      (void)snprintf(text, sizeof text, "%s%s", elided[i], words[k][0]);
      assert_bare_terms(text, words[k][1]);
    }
  }
  assert_bare_terms("l’bx b’ax jusq’ax", "lbx bax jusqax ");
  assert_bare_terms("ç’ax ñ'ax l’ç’ax", "cax nax lcax ");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_come_with_the_bytes_they_came_from),
      cmocka_unit_test(text_without_words_has_no_terms),
      cmocka_unit_test(invisible_characters_do_not_end_a_word),
      cmocka_unit_test(invalid_bytes_separate_words),
      cmocka_unit_test(an_endless_word_is_one_term_of_bounded_length),
      cmocka_unit_test(a_receiver_can_end_it),
      cmocka_unit_test(a_prefix_and_its_word_are_one_with_hyphen_or_space),
      cmocka_unit_test(words_with_hyphens_are_found_by_part_and_whole),
      cmocka_unit_test(apostrophes_part_elisions_and_possessives_only),
      cmocka_unit_test(points_and_commas_part_words_but_not_numbers_and_initials),
      cmocka_unit_test(signs_and_ordinals_are_found_as_words_and_numbers),
      cmocka_unit_test(addresses_and_tags_are_found_by_their_parts),
      cmocka_unit_test(scripts_without_spaces_become_bigrams_and_a_last_character),
      cmocka_unit_test(hangul_over_a_space_is_marked),
      cmocka_unit_test(stems_stand_beside_words_in_their_language),
      cmocka_unit_test(the_fast_way_and_the_whole_way_agree),
      cmocka_unit_test(the_ways_agree_on_whatever_stands_between_words),
      cmocka_unit_test(each_prefix_joins_what_follows_and_what_is_like_one_does_not),
      cmocka_unit_test(each_elision_falls_away_before_a_vowel),
  };
  return cmocka_run_group_tests(tests, make_analyser, free_analyser);
}
