/* Compound words, which some languages write as one, are split into known words. */
#include "testing.h"

#include "text/text.h"

static text_analyser *analyser;

static int make_analyser(void **state) {
  sse_error err;
  (void)state;
  return text_analyser_new(&analyser, &err) == SSE_OK ? 0 : -1;
}

static int free_analyser(void **state) {
  (void)state;
  text_analyser_free(analyser);
  return 0;
}

struct known {
  text_language language;
  const char *words; /* separated by spaces */
  sse_status status; /* to return */
};

static sse_status is_known(void *context, sse_str asked, bool *found, sse_error *err) {
  const struct known *known = context;
  char copy[TEXT_TERM_SIZE];
  size_t length = asked.length, position = 0;
  sse_str word;
  (void)err;
  memcpy(copy, asked.data, length);
  *found = false;
  while (sse_str_next(STR(known->words), ' ', &position, &word)) {
    sse_str stem = text_is_stem(asked) ? text_stem(analyser, known->language, word) : word;
    if (sse_str_equal(stem, (sse_str){copy, length})) *found = true;
  }
  return known->status;
}

static const struct {
  const char *lang, *known, *word, *parts; /* parts: "" if none */
} rows[] = {
    {"de", "genossenschaft bank", "genossenschaftsbank", "genossenschaft bank"},
    {"de", "genossenschaft bank", "genossenschaftsbanken", "genossenschaft banken"},
    {"de", "arbeit nehmen", "arbeitnehmer", ""}, /* "nehmer" does not stem to a known word */
    {"de", "genossenschaft bank gesetz", "genossenschaftsbankgesetz", "genossenschaft bank gesetz"},
    {"de", "genossenschaften bank", "genossenschaftsbank", "genossenschafts bank"},
    {"de", "volk bank", "volksbank", "volk bank"},
    {"de", "schule bank", "schulbank", "schul bank"},
    {"de", "einwohner zahl erzahlen", "einwohnerzahl", "einwohner zahl"}, /* not "erzahlen" (to tell) */
    {"de", "genossenschaft", "genossenschaftsbank", ""},
    {"de", "bank", "genossenschaftsbank", ""},
    {"de", "genossen schaft", "genossenschaft", ""}, /* the ending -schaft, not the noun */
    {"de", "unter nehmen", "unternehmen", ""},       /* "unter" is a grammatical word */
    {"de", "bau rat land", "baurat", ""},            /* too short */
    {"de", "wohnung bank", "bank", ""},
    {"de", "menschen recht rechte", "menschenrechte", "menschen rechte"},
    {"nl", "landbouw bank", "landbouwbank", "landbouw bank"},
    {"nl", "maat schappij", "maatschappij", ""},
    {"sv", "konsument forening", "konsumentforening", "konsument forening"},
    {"sv", "medlem skap", "medlemskap", ""},
    {"fi", "asunto laina", "asuntolaina", "asunto laina"},
    {"en", "work shop", "workshop", ""}, /* English does not join compounds */
};

static void a_compound_is_taken_apart_into_known_words(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct known known = {.language = text_language_of(STR(rows[i].lang)), .words = rows[i].known};
    sse_str parts[TEXT_COMPOUND_PARTS_MOST];
    sse_buffer found = {0};
    sse_error err;
    size_t count;
    assert_int_equal(text_compound_parts(analyser, known.language, STR(rows[i].word), &known, is_known, parts,
                                         &count, &err),
                     SSE_OK);
    sse_buffer_append_text(&found, "");
    for (size_t k = 0; k < count; k++) {
      sse_buffer_append_text(&found, k > 0 ? " " : "");
      sse_buffer_append_str(&found, parts[k]);
    }
    if (strcmp(found.data, rows[i].parts) != 0)
      fail_msg("%s %s: %s, not %s", rows[i].lang, rows[i].word, found.data, rows[i].parts);
    sse_buffer_reset(&found);
  }
}

static void an_error_of_who_is_asked_is_the_result(void **state) {
  struct known known = {text_language_of(STR("de")), "volk bank", SSE_DATABASE};
  sse_str parts[TEXT_COMPOUND_PARTS_MOST];
  sse_error err;
  size_t count = 1;
  (void)state;
  assert_int_equal(
      text_compound_parts(analyser, known.language, STR("volksbank"), &known, is_known, parts, &count, &err),
      SSE_DATABASE);
  assert_int_equal(count, 0);
}

static void a_word_without_end_is_taken_apart_in_no_time(void **state) {
  struct known known = {text_language_of(STR("de")), "bank", SSE_OK};
  char word[TEXT_TERM_SIZE];
  sse_str parts[TEXT_COMPOUND_PARTS_MOST];
  sse_error err;
  size_t count;
  (void)state;
  for (size_t i = 0; i < 500; i++)
    word[i] = "bank"[i % 4];
  assert_int_equal(text_compound_parts(analyser, known.language, (sse_str){word, 500}, &known, is_known,
                                       parts, &count, &err),
                   SSE_OK);
  assert_int_equal(count, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_compound_is_taken_apart_into_known_words),
      cmocka_unit_test(an_error_of_who_is_asked_is_the_result),
      cmocka_unit_test(a_word_without_end_is_taken_apart_in_no_time),
  };
  return cmocka_run_group_tests(tests, make_analyser, free_analyser);
}
