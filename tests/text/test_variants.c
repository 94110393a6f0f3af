/* The variants of the words of a query. A bar begins each word; derived variants have a leading ?, parts of
 * runs without spaces a leading +, prefixes a trailing *, and the mark of stems is shown as ~. */
#include "testing.h"

#include "text/text.h"

static sse_status collect(void *context, const text_variant *variant, sse_error *err) {
  sse_buffer *variants = context;
  (void)err;
  sse_buffer_append_text(variants, variant->is_part ? "+" : variant->is_first ? "| " : "");
  if (variant->is_derived) sse_buffer_append_text(variants, "?");
  for (size_t i = 0; i < variant->phrase.length; i++) {
    char byte = variant->phrase.data[i];
    if (byte < '@' || byte > '_') sse_buffer_append(variants, byte == TEXT_STEM_MARK ? "~" : &byte, 1);
  }
  sse_buffer_append_text(variants, variant->is_prefix ? "* " : " ");
  if (variant->is_capitals && variant->is_first) sse_buffer_append_text(variants, "! ");
  return SSE_OK;
}

static void assert_variants(const char *languages, const char *text, const char *expected) {
  text_analyser *analyser;
  text_languages set = 0;
  sse_buffer variants = {0};
  sse_str exact = copy_exactly(STR(text));
  sse_error err;
  for (; *languages; languages += languages[2] ? 3 : 2)
    set |= 1u << text_language_of((sse_str){languages, 2});
  assert_int_equal(text_analyser_new(&analyser, &err), SSE_OK);
  sse_buffer_append_text(&variants, "");
  assert_int_equal(text_variants(analyser, set, exact, &variants, collect, &err), SSE_OK);
  assert_string_equal(variants.data, expected);
  free((char *)exact.data);
  sse_buffer_reset(&variants);
  text_analyser_free(analyser);
}

static void a_word_has_its_written_form_and_stems_of_each_language(void **state) {
  (void)state;
  assert_variants("", "Cooperatives Korea", "| cooperatives | korea ");
  assert_variants("en", "cooperatives", "| cooperatives ?~cooperative ?~cooperatives ");
  assert_variants("en", "cooper", "| cooper ?~cooper ");
  assert_variants("en fr", "nations", "| nations ?~nation ?~nations ?~nation ?~nations ");
  assert_variants("ru", "кооперативы", "| кооперативы ?~кооператив ?~кооперативы ?кооператив ");
  assert_variants("en", "2023", "| 2023 ");
}

static void a_chain_is_a_phrase_or_one_word(void **state) {
  (void)state;
  assert_variants("", "decision-making", "| decision making decisionmaking +decision +making ");
  assert_variants("", "co-operative co operative", "| cooperative | cooperative ");
  assert_variants("", "2023-07-19", "| 2023 07 19 ");
}

static void dense_scripts_are_phrases_of_bigrams(void **state) {
  (void)state;
  assert_variants("", "協同組合", "| 协同 同组 组合 +协同 +同组 +组合 ");
  assert_variants("", "社", "| 社* ");
  assert_variants("", "ไทย", "| ไท ทย +ไท +ทย ");
}

static void hangul_may_have_a_space_or_lack_its_particle(void **state) {
  (void)state;
  assert_variants("", "사회경제", "| 사회 회경 경제 ?사회 ~회경 경제 +사회 +회경 +경제 ");
  assert_variants("", "한국의", "| 한국 국의 ?한국 ");
  assert_variants("", "한국에서", "| 한국 국에 에서 ?한국 ~국에 에서 ?한국 ");
  assert_variants("", "은행에서도",
                  "| 은행 행에 에서 서도 ?은행 ~행에 에서 서도 ?은행 행에 ~에서 서도 ?은행 행에 에서 ?은행 ");
  assert_variants("", "국가", "| 국가 "); /* 가 after a single syllable is not a particle */
}

static void capitals_are_told(void **state) {
  (void)state;
  assert_variants("", "UN un Un I", "| un ! | un | un | i ");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_word_has_its_written_form_and_stems_of_each_language),
      cmocka_unit_test(a_chain_is_a_phrase_or_one_word),
      cmocka_unit_test(dense_scripts_are_phrases_of_bigrams),
      cmocka_unit_test(hangul_may_have_a_space_or_lack_its_particle),
      cmocka_unit_test(capitals_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
