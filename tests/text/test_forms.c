/* The forms in which an index may hold the words of a query. A word begins with a bar; derived forms have a ?
 * in front, prefixes a * after them, parts of runs without spaces a + in front, and the mark of stems is
 * shown as ~. */
#include "testing.h"

#include "text/text.h"

static sse_status collect(void *context, const text_form *form, sse_error *err) {
  sse_buffer *forms = context;
  (void)err;
  sse_buffer_append_text(forms, form->is_part ? "+" : form->is_first ? "| " : "");
  if (form->is_derived) sse_buffer_append_text(forms, "?");
  for (size_t i = 0; i < form->phrase.length; i++) {
    char byte = form->phrase.data[i];
    if (byte < '@' || byte > '_') sse_buffer_append(forms, byte == TEXT_STEM_MARK ? "~" : &byte, 1);
  }
  sse_buffer_append_text(forms, form->is_prefix ? "* " : " ");
  if (form->is_capitals && form->is_first) sse_buffer_append_text(forms, "! ");
  return SSE_OK;
}

static void assert_forms(const char *languages, const char *text, const char *expected) {
  text_analyser *analyser;
  text_languages set = 0;
  sse_buffer forms = {0};
  sse_str exact = copy_exactly(STR(text));
  sse_error err;
  for (; *languages; languages += languages[2] ? 3 : 2)
    set |= 1u << text_language_of((sse_str){languages, 2});
  assert_int_equal(text_analyser_new(&analyser, &err), SSE_OK);
  sse_buffer_append_text(&forms, "");
  assert_int_equal(text_forms(analyser, set, exact, &forms, collect, &err), SSE_OK);
  assert_string_equal(forms.data, expected);
  free((char *)exact.data);
  sse_buffer_reset(&forms);
  text_analyser_free(analyser);
}

static void a_word_has_its_written_form_and_stems_of_each_language(void **state) {
  (void)state;
  assert_forms("", "Cooperatives Korea", "| cooperatives | korea ");
  assert_forms("en", "cooperatives", "| cooperatives ?~cooperative ?~cooperatives ");
  assert_forms("en", "cooper", "| cooper ?~cooper ");
  assert_forms("en fr", "nations", "| nations ?~nation ?~nations ?~nation ?~nations ");
  assert_forms("ru", "кооперативы", "| кооперативы ?~кооператив ?~кооперативы ?кооператив ");
  assert_forms("en", "2023", "| 2023 ");
}

static void a_chain_is_a_phrase_or_one_word(void **state) {
  (void)state;
  assert_forms("", "decision-making", "| decision making decisionmaking +decision +making ");
  assert_forms("", "co-operative co operative", "| cooperative | cooperative ");
  assert_forms("", "2023-07-19", "| 2023 07 19 ");
}

static void dense_scripts_are_phrases_of_bigrams(void **state) {
  (void)state;
  assert_forms("", "協同組合", "| 協同 同組 組合 +協同 +同組 +組合 ");
  assert_forms("", "社", "| 社* ");
  assert_forms("", "ไทย", "| ไท ทย +ไท +ทย ");
}

static void hangul_may_have_a_space_or_lack_its_particle(void **state) {
  (void)state;
  assert_forms("", "사회경제", "| 사회 회경 경제 ?사회 ~회경 경제 +사회 +회경 +경제 ");
  assert_forms("", "한국의", "| 한국 국의 ?한국 ");
  assert_forms("", "한국에서", "| 한국 국에 에서 ?한국 ~국에 에서 ?한국 ");
  assert_forms("", "은행에서도",
               "| 은행 행에 에서 서도 ?은행 ~행에 에서 서도 ?은행 행에 ~에서 서도 ?은행 행에 에서 ?은행 ");
  assert_forms("", "국가", "| 국가 "); /* 가 is no particle of a word of one syllable */
}

static void capitals_are_told(void **state) {
  (void)state;
  assert_forms("", "UN un Un I", "| un ! | un | un | i ");
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
