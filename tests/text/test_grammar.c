/* hints.txt, the hints for detecting a language: the properties the file must have for lookups to work. */
#include "testing.h"

#include "text/grammar.h"

static grammar_words *words;

static int make_words(void **state) {
  sse_error err;
  (void)state;
  return (int)grammar_words_new(&words, &err);
}

static int free_words(void **state) {
  (void)state;
  grammar_words_free(words);
  return 0;
}

/* Returns the hint of the line at `position`, which advances to the next line; `rest` is the text after the
 * hint. */
static sse_str next_hint(sse_str all, size_t *position, sse_str *rest) {
  sse_str line = {0}, hint = {0};
  size_t after = 0;
  assert_true(sse_str_next(all, '\n', position, &line));
  assert_true(sse_str_next(line, ' ', &after, &hint));
  *rest = sse_str_part(line, after, line.length);
  return hint;
}

static void hints_are_in_the_order_of_their_bytes(void **state) {
  sse_str all = grammar_hints(), before = {0}, rest;
  size_t count = 0;
  (void)state;
  assert_int_equal(all.data[all.length - 1], '\n');
  for (size_t position = 0; position < all.length; count++) {
    sse_str hint = next_hint(all, &position, &rest);
    size_t shorter = hint.length < before.length ? hint.length : before.length;
    int order = shorter > 0 ? memcmp(before.data, hint.data, shorter) : -1;
    if (order > 0 || (order == 0 && before.length >= hint.length))
      fail_msg("%.*s", (int)hint.length, hint.data);
    before = hint;
  }
  assert_true(count > 5000);
}

static void words_and_endings_are_folded(void **state) {
  sse_str all = grammar_hints(), rest;
  (void)state;
  for (size_t position = 0; position < all.length;) {
    char folded[TEXT_TERM_SIZE];
    sse_str hint = next_hint(all, &position, &rest);
    if (hint.data[0] == '+') continue;
    if (hint.data[0] == '-') hint = sse_str_part(hint, 1, hint.length);
    if (text_fold(hint, folded) != hint.length || memcmp(folded, hint.data, hint.length) != 0)
      fail_msg("%.*s", (int)hint.length, hint.data);
  }
}

static bool is_known(sse_str tag) {
  for (grammar_script script = 0; script < GRAMMAR_SCRIPTS; script++)
    for (size_t place = 0; place < grammar_count(words, script); place++)
      if (sse_str_equal(grammar_tag(words, script, place), tag)) return true;
  return false;
}

static void each_hint_has_votes_from_one_to_seven_for_languages_that_are_known(void **state) {
  sse_str all = grammar_hints(), rest, tag, votes;
  (void)state;
  for (size_t position = 0; position < all.length;) {
    sse_str hint = next_hint(all, &position, &rest);
    assert_true(rest.length > 0);
    for (size_t at = 0; sse_str_next(rest, ' ', &at, &tag);)
      if (!is_known(tag) || !sse_str_next(rest, ' ', &at, &votes) || votes.length != 1 ||
          votes.data[0] < '1' || votes.data[0] > '7')
        fail_msg("%.*s", (int)hint.length, hint.data);
  }
}

/* The number of votes that a hint gave the language. */
static unsigned votes_for(grammar_votes votes, grammar_script script, const char *tag) {
  unsigned sum = 0;
  size_t place = 0;
  while (!sse_str_equal(grammar_tag(words, script, place), STR(tag)))
    place++;
  for (unsigned row = 0; row < GRAMMAR_ROWS; row++)
    sum += (unsigned)(votes.rows[row] >> place & 1) << row;
  return sum;
}

static void hints_are_found_the_first_time_and_again(void **state) {
  (void)state;
  for (int time = 0; time < 2; time++) {
    assert_true(votes_for(grammar_of_word(words, GRAMMAR_LATIN, STR("the")), GRAMMAR_LATIN, "en") > 0);
    assert_int_equal(votes_for(grammar_of_word(words, GRAMMAR_LATIN, STR("the")), GRAMMAR_LATIN, "fr"), 0);
    assert_true(votes_for(grammar_of_ending(words, GRAMMAR_LATIN, STR("ung")), GRAMMAR_LATIN, "de") > 0);
    assert_int_equal(votes_for(grammar_of_word(words, GRAMMAR_LATIN, STR("ung")), GRAMMAR_LATIN, "de"), 0);
    assert_true(votes_for(grammar_of_word(words, GRAMMAR_CYRILLIC, STR("что")), GRAMMAR_CYRILLIC, "ru") > 0);
  }
}

static void a_letter_is_the_same_in_either_case(void **state) {
  (void)state;
  assert_true(votes_for(grammar_of_letter(words, GRAMMAR_LATIN, 0x0161), GRAMMAR_LATIN, "cs") > 0);
  assert_int_equal(votes_for(grammar_of_letter(words, GRAMMAR_LATIN, 0x0161), GRAMMAR_LATIN, "cs"),
                   votes_for(grammar_of_letter(words, GRAMMAR_LATIN, 0x0160), GRAMMAR_LATIN, "cs"));
}

static void plain_words_are_so_in_their_languages(void **state) {
  text_languages german = (text_languages)1 << text_language_of(STR("de")),
                 english = (text_languages)1 << text_language_of(STR("en"));
  (void)state;
  assert_true(grammar_is_plain(words, STR("der"), german));
  assert_false(grammar_is_plain(words, STR("der"), english));
  assert_true(grammar_is_plain(words, STR("in"), german | english));
  assert_false(grammar_is_plain(words, STR("cooperative"), english));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hints_are_in_the_order_of_their_bytes),
      cmocka_unit_test(words_and_endings_are_folded),
      cmocka_unit_test(each_hint_has_votes_from_one_to_seven_for_languages_that_are_known),
      cmocka_unit_test(hints_are_found_the_first_time_and_again),
      cmocka_unit_test(a_letter_is_the_same_in_either_case),
      cmocka_unit_test(plain_words_are_so_in_their_languages),
  };
  return cmocka_run_group_tests(tests, make_words, free_words);
}
