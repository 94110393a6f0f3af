/* Spellings that readers take for the same word fold to the same bytes; different words do not. */
#include "testing.h"

#include "base/buffer.h"
#include "text/dense.h"
#include "text/text.h"

static void assert_fold(const char *word, const char *expected) {
  char term[TEXT_TERM_SIZE];
  size_t length = text_fold(STR(word), term);
  assert_str_equal(((sse_str){term, length}), expected);
}

static void case_width_accents_and_composition_do_not_matter(void **state) {
  (void)state;
  assert_fold("COOPÉRATIVE", "cooperative");
  assert_fold("ｃｏｏｐｅｒａｔｉｖｅ", "cooperative");
  assert_fold("coope\xCC\x81rative", "cooperative");
  assert_fold("ﬁnance", "finance");
  assert_fold("Straße", "strasse");
  assert_fold("ΣΟΦΊΑΣ", "σοφιασ");
  assert_fold("Ёлка", "елка");
  assert_fold("㈱", "株");
  assert_fold("ΟΔΌΣ", "οδοσ");
  assert_fold("ᾳ", "α");
}

static void letters_that_keyboards_lack_are_written_in_others(void **state) {
  (void)state;
  assert_fold("œuvre", "oeuvre");
  assert_fold("Ægir", "aegir");
  assert_fold("Østersø", "osterso");
  assert_fold("Łódź", "lodz");
  assert_fold("ışık", "isik");
}

static void chinese_characters_are_simplified(void **state) {
  (void)state;
  assert_fold("國際勞工組織", "国际劳工组织");
  assert_fold("國", "国");
  assert_fold("臺灣", "台湾");
  assert_fold("協同組合", "协同组合");
  assert_fold("合作社", "合作社");
  assert_fold("乾", "乾"); /* also a character of simplified writing */
  char lower[TEXT_TERM_SIZE] = "";
  const size_t length = text_lower(STR("國際"), lower);
  assert_str_equal(((sse_str){lower, length}), "國際");
}

static void digits_of_any_script_are_the_same(void **state) {
  (void)state;
  assert_fold("٢٠٢٣", "2023");
  assert_fold("२०२३", "2023");
  assert_fold("๒๕๖๖", "2566");
  assert_fold("²", "2");
  assert_fold("२.५", "2.5");
  assert_fold("२.क", "2क");
  assert_fold("क.२", "क2");
  assert_fold("२.", "2");
}

static void marks_that_tell_words_apart_stay(void **state) {
  (void)state;
  assert_fold("हिन्दी", "हिन्दी");
  assert_fold("ガ", "ガ");
  assert_fold("협동", "협동");
  assert_fold("\xE1\x84\x92\xE1\x85\xA7\xE1\x86\xB8", "협");
}

static void arabic_and_hebrew_points_are_stripped(void **state) {
  (void)state;
  assert_fold("تَعَاوُن", "تعاون");
  assert_fold("שָׁלוֹם", "שלום");
}

static void invisible_characters_are_dropped(void **state) {
  (void)state;
  assert_fold("co\xC2\xADop", "coop");     /* soft hyphen */
  assert_fold("co\xE2\x80\x8Bop", "coop"); /* zero width space */
  assert_fold("\xC2\xAD", "");
}

static void an_endless_word_is_cut_and_not_overrun(void **state) {
  (void)state;
  sse_buffer word = {0};
  char term[TEXT_TERM_SIZE];
  for (int i = 0; i < 5000; i++)
    sse_buffer_append_text(&word, "\xEF\xB7\xBA"); /* U+FDFA, which has the longest expansion */
  size_t length = text_fold(sse_buffer_str(&word), term);
  assert_true(length > 0 && length < TEXT_TERM_SIZE);
  sse_buffer_reset(&word);
}

static void of_a_dense_run_each_cluster_is_folded_and_marks_alone_are_passed_over(void **state) {
  static const struct {
    const char *text, *clusters;
  } rows[] = {
      {"\xCC\x81\xE5\x8D\x8F\xE5\x90\x8C", "2-5 \xE5\x8D\x8F;5-8 \xE5\x90\x8C;"}, /* an accent first */
      {"\xE3\x82\xAB\xE3\x82\x99\xCC\x81", "0-8 \xE3\x82\xAC;"}, /* KA with combining marks */
      {"\xCC\x81\xCC\x81", ""},
      {"", ""},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    sse_buffer found = {0};
    sse_str text = copy_exactly(STR(rows[i].text));
    dense_cluster cluster;
    sse_buffer_append_text(&found, "");
    for (size_t position = 0; dense_next(text, &position, text.length, &cluster);)
      sse_buffer_printf(&found, "%zu-%zu %.*s;", cluster.start, cluster.end, (int)cluster.length,
                        cluster.term);
    assert_string_equal(found.data, rows[i].clusters);
    sse_buffer_reset(&found);
    free((char *)text.data);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(case_width_accents_and_composition_do_not_matter),
      cmocka_unit_test(letters_that_keyboards_lack_are_written_in_others),
      cmocka_unit_test(chinese_characters_are_simplified),
      cmocka_unit_test(digits_of_any_script_are_the_same),
      cmocka_unit_test(marks_that_tell_words_apart_stay),
      cmocka_unit_test(arabic_and_hebrew_points_are_stripped),
      cmocka_unit_test(invisible_characters_are_dropped),
      cmocka_unit_test(an_endless_word_is_cut_and_not_overrun),
      cmocka_unit_test(of_a_dense_run_each_cluster_is_folded_and_marks_alone_are_passed_over),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
