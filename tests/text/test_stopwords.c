/* The stop word lists: the properties the file must have for lookups to work, and which words are found. */
#include "testing.h"

#include "text/text.h"

/* Returns the word of the line at `position`, which advances to the next line. */
static sse_str next_word(sse_str all, size_t *position) {
  const char *line = all.data + *position;
  *position += strcspn(line, "\n") + 1;
  return (sse_str){line, strcspn(line, " \n")};
}

static void words_are_in_small_letters_and_in_the_order_of_their_bytes(void **state) {
  sse_str all = text_stop_words(), before = {0};
  size_t count = 0;
  (void)state;
  for (size_t position = 0; position < all.length; count++) {
    char lower[TEXT_TERM_SIZE];
    sse_str word = next_word(all, &position);
    size_t shorter = word.length < before.length ? word.length : before.length;
    int order = shorter > 0 ? memcmp(before.data, word.data, shorter) : -1;
    if (text_lower(word, lower) != word.length || memcmp(lower, word.data, word.length) != 0 || order > 0 ||
        (order == 0 && before.length >= word.length))
      fail_msg("%.*s", (int)word.length, word.data);
    before = word;
  }
  assert_true(count > 4000);
}

static void each_word_is_found_with_its_languages(void **state) {
  sse_str all = text_stop_words();
  (void)state;
  for (size_t position = 0; position < all.length;) {
    sse_str word = next_word(all, &position);
    if (text_stop_word_languages(word) == 0) fail_msg("%.*s", (int)word.length, word.data);
  }
}

static void what_has_other_accents_is_another_word(void **state) {
  static const struct {
    const char *tag, *word;
    bool is_grammar;
  } rows[] = {{"vi", "của", true}, {"vi", "cua", false}, {"vi", "mà", true},  {"vi", "mã", false},
              {"es", "te", true},  {"es", "té", false},  {"de", "für", true}, {"de", "fur", false},
              {"fr", "où", true},  {"fr", "ou", true},   {"fr", "est", true}, {"ru", "это", true},
              {"pt", "não", true}, {"pt", "nao", false}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    text_language language = text_language_of(STR(rows[i].tag));
    char folded[TEXT_TERM_SIZE];
    sse_str fold = {folded, text_fold(STR(rows[i].word), folded)};
    if ((text_stop_word_languages_typed(STR(rows[i].word)) >> language & 1) != rows[i].is_grammar)
      fail_msg("%s: %s", rows[i].tag, rows[i].word);
    if (!(text_stop_word_languages(fold) >> language & 1)) fail_msg("%s: %s", rows[i].tag, folded);
  }
}

static void assert_in(const char *word, const char *tag, bool expected) {
  text_languages languages = text_stop_word_languages(STR(word));
  if ((languages >> text_language_of(STR(tag)) & 1) != expected) fail_msg("%s in %s", word, tag);
}

static void a_word_is_one_of_grammar_in_its_languages_only(void **state) {
  static const struct {
    const char *tag, *words;
  } rows[] = {{"en", "what the about further"},
              {"fr", "pourquoi nous avec"},
              {"de", "wann einen war"},
              {"es", "cuando porque entre"},
              {"pt", "porque nao uma"},
              {"it", "perche della"},
              {"nl", "wanneer van"},
              {"ru", "когда которыи"},
              {"el", "στην και ποτε"},
              {"hi", "कब और में"},
              {"ar", "في"},
              {"tr", "icin nasil"},
              {"vi", "cua nhung"},
              {"sv", "och"},
              {"fi", "milloin mutta"},
              {"hu", "hogyan"},
              {"hy", "ինչու"},
              {"ta", "மற்றும்"},
              {"id", "yang"},
              {"ro", "pentru"}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    for (const char *word = rows[i].words, *end; *word; word = *end ? end + 1 : end) {
      char copy[64];
      end = word + strcspn(word, " ");
      (void)snprintf(copy, sizeof copy, "%.*s", (int)(end - word), word);
      assert_in(copy, rows[i].tag, true);
    }
  }
  assert_in("war", "en", false);
  assert_in("what", "de", false);
}

static void words_of_languages_without_stems_are_told_by_their_script(void **state) {
  static const char *const words[] = {"什么", "について", "และ", "어떻게"};
  (void)state;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    assert_int_equal(text_stop_word_languages(STR(words[i])), UINT32_MAX);
}

static void other_words_are_not_found(void **state) {
  static const char *const words[] = {"",       "cooperative", "coopérative", "a b", "th",
                                      "thee\n", "zzzz",        "협동조합",    "\xFF"};
  (void)state;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    assert_int_equal(text_stop_word_languages(STR(words[i])), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_are_in_small_letters_and_in_the_order_of_their_bytes),
      cmocka_unit_test(each_word_is_found_with_its_languages),
      cmocka_unit_test(what_has_other_accents_is_another_word),
      cmocka_unit_test(a_word_is_one_of_grammar_in_its_languages_only),
      cmocka_unit_test(words_of_languages_without_stems_are_told_by_their_script),
      cmocka_unit_test(other_words_are_not_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
