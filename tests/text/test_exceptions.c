/* Words that share a stem by Snowball's rules and are two things in this field. */
#include "testing.h"

#include "text/exceptions.h"

/* Two words of a language, and whether they are forms of one. */
static const struct {
  const char *lang, *a, *b;
  bool are_one;
} pairs[] = {
    {"en", "cooperative", "cooperatives", true},
    {"en", "cooperative", "cooperation", false},
    {"en", "cooperation", "cooperate", false},
    {"en", "cooperate", "cooperating", true},
    {"en", "university", "universal", false},
    {"en", "universities", "university", true},
    {"en", "unit", "united", false},
    {"en", "cooper", "coopers", true},
    {"fr", "cooperative", "cooperatif", true},
    {"fr", "cooperatives", "cooperation", false},
    {"fr", "mutuelle", "mutualiste", true},
    {"fr", "mutuelle", "mutualite", false},
    {"es", "cooperativa", "cooperativas", true},
    {"es", "cooperativa", "cooperacion", false},
    {"pt", "cooperativa", "cooperativismo", true},
    {"pt", "cooperativas", "cooperacao", false},
};

static void forms_of_one_word_share_a_stem_and_others_do_not(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    text_language language = text_language_of(STR(pairs[i].lang));
    sse_str a = exception_of(language, STR(pairs[i].a)), b = exception_of(language, STR(pairs[i].b));
    if (a.length == 0 || b.length == 0 || sse_str_equal(a, b) != pairs[i].are_one)
      fail_msg("%s: %s, %s", pairs[i].lang, pairs[i].a, pairs[i].b);
  }
}

static void other_words_and_languages_are_left_to_the_stemmer(void **state) {
  (void)state;
  static const char *const words[] = {"", "coop", "cooperatives'", "mutual", "social", "banks", "cooperativ"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    assert_int_equal(exception_of(text_language_of(STR("en")), STR(words[i])).length, 0);
  assert_int_equal(exception_of(text_language_of(STR("de")), STR("cooperative")).length, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(forms_of_one_word_share_a_stem_and_others_do_not),
      cmocka_unit_test(other_words_and_languages_are_left_to_the_stemmer),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
