/* Grams of terms: which are taken, and how many similarly spelled words share. */
#include "testing.h"

#include "text/text.h"

/* The number of grams that two terms share. */
static size_t common(const char *a, const char *b) {
  text_gram of_a[TEXT_GRAMS_MOST], of_b[TEXT_GRAMS_MOST];
  size_t count_a = text_grams(STR(a), of_a), count_b = text_grams(STR(b), of_b), common = 0;
  for (size_t i = 0; i < count_a; i++)
    for (size_t k = 0; k < count_b; k++)
      if (of_a[i].key == of_b[k].key) common++;
  return common;
}

static void words_spelled_alike_have_runs_of_four_in_common(void **state) {
  static const struct {
    const char *a, *b;
    size_t expected;
  } rows[] = {
      {"bank", "bank", 3},
      {"bank", "banks", 2},
      {"bank", "genossenschaftsbank", 2},
      {"cooperative", "cooperation", 7},
      {"bank", "kank", 1},
      {"bank", "knab", 0},
      {"кооператив", "кооперативы", 8},
      {"a", "a", 1},
      {"a", "ab", 0},
      {"ab", "ab", 1},
      {"ab", "abc", 0},
      {"bank", "", 0},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (common(rows[i].a, rows[i].b) != rows[i].expected)
      fail_msg("%s, %s: %zu", rows[i].a, rows[i].b, common(rows[i].a, rows[i].b));
}

static void a_pair_of_signs_has_its_first_sign(void **state) {
  static const char *const pairs[] = {"合作", "협동", "กา", "かな", "カナ"};
  text_gram pair[TEXT_GRAMS_MOST], sign[TEXT_GRAMS_MOST];
  (void)state;
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    sse_str first = sse_str_part(STR(pairs[i]), 0, text_cluster_end(STR(pairs[i]), 0));
    assert_int_equal(text_grams(STR(pairs[i]), pair), 1);
    assert_int_equal(text_grams(first, sign), 1);
    assert_true(pair->is_character && sign->is_character && pair->key == sign->key);
  }
}

static void stems_and_what_spans_a_space_have_none(void **state) {
  text_gram grams[TEXT_GRAMS_MOST];
  (void)state;
  assert_int_equal(text_grams(STR("\x01"
                                  "Ebank"),
                              grams),
                   0);
  assert_int_equal(text_grams(STR("\x01적경"), grams), 0);
}

static void the_longest_term_has_room(void **state) {
  char term[TEXT_WORD_LONGEST * 2];
  text_gram grams[TEXT_GRAMS_MOST];
  (void)state;
  memset(term, 'x', sizeof term);
  assert_int_equal(text_grams((sse_str){term, TEXT_WORD_LONGEST}, grams), TEXT_WORD_LONGEST - 1);
  assert_int_equal(text_grams((sse_str){term, sizeof term}, grams), TEXT_WORD_LONGEST - 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_spelled_alike_have_runs_of_four_in_common),
      cmocka_unit_test(a_pair_of_signs_has_its_first_sign),
      cmocka_unit_test(stems_and_what_spans_a_space_have_none),
      cmocka_unit_test(the_longest_term_has_room),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
