/* text/ while one allocation fails, each in turn: it reports the failure, or gives the usual result. */
#include "failing.h"

#include "faults.h"

#include "text/text.h"

static int add_term(void *context, int flags, const char *term, int length, int start, int end) {
  sse_buffer_printf(context, "%d %.*s %d %d;", flags, length, term, start, end);
  return ((sse_buffer *)context)->failed ? TEXT_NO_MEMORY : TEXT_OK;
}

static sse_status add_variant(void *context, const text_variant *variant, sse_error *err) {
  sse_buffer_append_str(context, variant->phrase);
  sse_buffer_append_text(context, ";");
  return ((sse_buffer *)context)->failed ? sse_fail_memory(err) : SSE_OK;
}

static sse_status add_phrase(void *context, sse_str phrase, sse_error *err) {
  sse_buffer_append_str(context, phrase);
  sse_buffer_append_text(context, ";");
  return ((sse_buffer *)context)->failed ? sse_fail_memory(err) : SSE_OK;
}

static bool analyse(const char *folder, sse_buffer *out) {
  (void)folder;
  static const char text[] =
      "L’Économie sociale: co-operatives’ UN e-mail 2023-07-25, 사회적경제 협동조합은 社会 nations";
  static const char *const languages[] = {"en", "fr", "ru", ""};
  text_analyser *analyser;
  sse_error err;
  if (text_analyser_new(&analyser, &err)) return false;
  int result = TEXT_OK;
  sse_status status = SSE_OK;
  for (size_t i = 0; i < sizeof languages / sizeof *languages && result == TEXT_OK && !status; i++) {
    text_language language = text_language_of(STR(languages[i]));
    result = text_analyse(analyser, language, STR(text), out, add_term);
    if (*languages[i] && result == TEXT_OK)
      status = text_variants(analyser, 1u << language, STR(text), out, add_variant, &err);
  }
  text_analyser_free(analyser);
  return result == TEXT_OK && !status;
}

static bool clean(const char *folder, sse_buffer *out) {
  (void)folder;
  size_t repaired = 0;
  sse_error err;
  return text_clean(STR("plain"), out, &repaired, &err) == SSE_OK &&
         text_clean(STR("e\xCC\x81t\xC3\xA9 \xFF \xEA\xB0\x80"), out, &repaired, &err) == SSE_OK;
}

static bool use_synonyms(const char *folder, sse_buffer *out) {
  (void)folder;
  text_analyser *analyser;
  text_synonyms *synonyms = NULL;
  sse_error err;
  if (text_analyser_new(&analyser, &err)) return false;
  sse_status status =
      text_synonyms_new(analyser, STR("mou, memorandum of understanding\nun => nations, a\\, b\n# c\nx, mou"),
                        "file", &synonyms, &err);
  if (!status) status = text_synonyms_each(synonyms, STR("mou"), out, add_phrase, &err);
  if (!status) status = text_synonyms_each(synonyms, STR("un"), out, add_phrase, &err);
  text_synonyms_free(synonyms);
  text_analyser_free(analyser);
  return status == SSE_OK;
}

static void what_is_short_of_memory_says_so_or_gives_the_same(void **state) {
  static const struct {
    const char *what;
    faults_work *work;
  } rows[] = {{"analysis", analyse}, {"cleaning", clean}, {"synonyms", use_synonyms}};
  (void)state;
  if (!OWN_MALLOC) skip();
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_says_so_or_gives_the_same(NULL, rows[i].what, rows[i].work);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_short_of_memory_says_so_or_gives_the_same),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
