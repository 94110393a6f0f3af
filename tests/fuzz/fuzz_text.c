/* Feeds any bytes to all of text/: repair, detection, terms, variants of a query and synonym rules.
 * Besides the sanitizers' checks, each term must come from within the text. Built and run by scripts/fuzz. */
#include "text/text.h"

#include <stdlib.h>

static int check_term(void *context, int flags, const char *term, int length, int start, int end) {
  const sse_str *text = context;
  (void)flags;
  bool inside = length > 0 && term && start >= 0 && start < end && (size_t)end <= text->length;
  if (!inside) abort();
  return TEXT_OK;
}

static sse_status check_variant(void *context, const text_variant *variant, sse_error *err) {
  const sse_str *text = context;
  (void)err;
  if (variant->phrase.length == 0 || variant->start >= variant->end || variant->end > text->length) abort();
  return SSE_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte chooses the language, the rest is the text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static text_analyser *analyser;
  text_synonyms *synonyms;
  sse_buffer clean = {0};
  size_t repaired = 0;
  sse_error err;
  if (size == 0 || (!analyser && text_analyser_new(&analyser, &err))) return 0;
  text_language language = data[0] % 29;
  sse_str bytes = {(const char *)data + 1, size - 1};
  /* The unrepaired bytes, too: the analyser promises not to fail on invalid UTF-8. */
  (void)text_analyse(analyser, language, bytes, &bytes, check_term);
  if (text_clean(bytes, &clean, &repaired, &err) == SSE_OK && clean.data) {
    sse_str text = sse_buffer_str(&clean);
    (void)text_detect(analyser, text);
    (void)text_analyse(analyser, language, text, &text, check_term);
    (void)text_variants(analyser, (text_languages)1 << language, text, &text, check_variant, &err);
    if (text_synonyms_new(analyser, text, "fuzz", &synonyms, &err) == SSE_OK) text_synonyms_free(synonyms);
  }
  sse_buffer_reset(&clean);
  return 0;
}
