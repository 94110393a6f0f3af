/* Words as written: the terms that are indexed along with the folded ones, and the variants by which a query
 * finds them. A term is shown as folded=written. */
#include "analysing.h"

#include "text/text.h"

static int collect(void *context, int flags, const char *term, int length, int start, int end) {
  if (length < 2 || term[0] != TEXT_STEM_MARK || term[1] != TEXT_WRITTEN_MARK) return TEXT_OK;
  assert_true(flags & TEXT_COLOCATED);
  for (int i = 2; i < length; i++)
    sse_buffer_printf(context, "%c", term[i] == TEXT_WRITTEN_MARK ? '=' : term[i]);
  sse_buffer_printf(context, "[%d,%d) ", start, end);
  return TEXT_OK;
}

static void assert_written(const char *text, const char *expected) {
  sse_buffer terms = {0};
  sse_str exact = copy_exactly(STR(text));
  sse_buffer_append_text(&terms, "");
  assert_int_equal(text_analyse(analyser, TEXT_NO_LANGUAGE, exact, &terms, collect), TEXT_OK);
  assert_string_equal(terms.data, expected);
  free((char *)exact.data);
  sse_buffer_reset(&terms);
}

static void words_with_accents_are_kept_as_they_are_written(void **state) {
  (void)state;
  assert_written("economie Économie l’économie", "economie=économie[9,18) economie=économie[23,32) ");
  assert_written("e\xCC\x81t\xC3\xA9", "ete=été[0,6) ");
  assert_written("co-opératif", "cooperatif=coopératif[0,12) operatif=opératif[3,12) ");
  assert_written("naïve Straße", "naive=naïve[0,6) "); /* ß folds to ss without an accent */
  assert_written("plain WORDS 12 été2", "");
  assert_written("협동조합 協同組合", "");
}

static void symbols_that_are_part_of_a_name_are_kept(void **state) {
  (void)state;
  assert_written("C++, C# and F#.", "c=c++[0,3) c=c#[5,7) f=f#[12,14) ");
  assert_written("the .NET and (.org)", "net=.net[4,8) org=.org[14,18) ");
  assert_written("AT&T, R&D and S&P", "at=at&t[0,4) r=r&d[6,9) s=s&p[14,17) ");
  assert_written("LGBT+ Canal+", "lgbt=lgbt+[0,5) canal=canal+[6,12) ");
}

static void a_point_before_a_name_is_told_from_one_after_a_word(void **state) {
  (void)state;
  assert_written("a\n.NET“.NET” «.NET", "net=.net[2,6) net=.net[9,13) net=.net[19,23) ");
  assert_written("tag\x1E.NET", "net=.net[4,8) ");
  assert_written("使用.NET", "net=.net[6,10) ");
  assert_written("fin.Net (x).Net “x”.Net 3.Net ..Net д.Net", "");
}

static void symbols_between_words_are_not(void **state) {
  (void)state;
  assert_written("a+b 2+2 a#b c+++ #tag issue#5 x_y", "");
  assert_written("The end.Net of it... and so.", "");
  assert_written("bread & butter breadth&butter", "");
  assert_written("C+1 C++x C+\xCC\x81", "");
}

static sse_status take(void *context, const text_variant *variant, sse_error *err) {
  sse_buffer *out = context;
  (void)err;
  if (variant->is_first && out->length > 0) sse_buffer_append_text(out, "; ");
  if (!variant->is_first) sse_buffer_append_text(out, " or ");
  for (size_t i = 0; i < variant->phrase.length; i++) {
    char c = variant->phrase.data[i];
    if (c == TEXT_WRITTEN_MARK) c = i > 1 ? '=' : ':';
    if (c != TEXT_STEM_MARK) sse_buffer_append(out, &c, 1);
  }
  return SSE_OK;
}

static void assert_variants(const char *query, const char *expected) {
  sse_buffer out = {0};
  sse_error err;
  assert_int_equal(text_variants(analyser, 0, STR(query), &out, take, &err), SSE_OK);
  assert_string_equal(out.data, expected);
  sse_buffer_reset(&out);
}

static void a_name_with_symbols_is_looked_for_as_it_is_written(void **state) {
  (void)state;
  assert_variants("C++ code", ":c=c++; code");
  assert_variants("AT&T bank", ":at=at&t t; bank");
  assert_variants(".NET", ":net=.net");
  assert_variants("LGBT+", ":lgbt=lgbt+ or lgbt");
}

static void the_term_of_a_word_tells_its_accents_and_nothing_else(void **state) {
  char term[TEXT_TERM_SIZE], prefix[TEXT_TERM_SIZE];
  (void)state;
  assert_int_equal(text_written(STR("Economie"), STR("economie"), term), 0);
  size_t length = text_written(STR("ÉCONOMIE"), STR("economie"), term);
  size_t begins = text_written_prefix(STR("economie"), prefix);
  assert_int_equal(length, begins + strlen("économie"));
  assert_memory_equal(term, prefix, begins);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_with_accents_are_kept_as_they_are_written),
      cmocka_unit_test(symbols_that_are_part_of_a_name_are_kept),
      cmocka_unit_test(a_point_before_a_name_is_told_from_one_after_a_word),
      cmocka_unit_test(symbols_between_words_are_not),
      cmocka_unit_test(a_name_with_symbols_is_looked_for_as_it_is_written),
      cmocka_unit_test(the_term_of_a_word_tells_its_accents_and_nothing_else),
  };
  return cmocka_run_group_tests(tests, make_analyser, free_analyser);
}
