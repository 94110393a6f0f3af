/* Keys of labels come from text_whole_variants, which also reads queries, so that spelling, case and accents
 * do not matter. A word without a stem stands for itself.
 * Nothing here knows what a concept is. */
#include "thesaurus/label.h"

sse_str label_unqualified(sse_str text) {
  sse_str whole = sse_str_trim(text);
  if (whole.length == 0 || whole.data[whole.length - 1] != ')') return whole;
  size_t open = whole.length;
  while (open > 0 && whole.data[open - 1] != '(')
    open--;
  if (open < 2 || !sse_is_space(whole.data[open - 2])) return whole;
  return sse_str_trim(sse_str_part(whole, 0, open - 1));
}

struct reading {
  sse_buffer *key;
  size_t words;
};

static sse_status take_variant(void *context, const text_variant *variant, sse_error *err) {
  struct reading *reading = context;
  (void)err;
  if (!variant->is_first) return SSE_OK;
  if (reading->words++ > 0) sse_buffer_append_text(reading->key, " ");
  sse_buffer_append_str(reading->key, variant->phrase);
  return SSE_OK;
}

sse_status label_append_key(text_analyser *analyser, sse_str text, sse_buffer *key, size_t *words,
                            sse_error *err) {
  struct reading reading = {.key = key};
  sse_buffer_append_text(key, "");
  sse_status status = text_whole_variants(analyser, text, &reading, take_variant, err);
  *words = reading.words;
  return !status && key->failed ? sse_fail_memory(err) : status;
}

void label_append_stems(text_analyser *analyser, text_language language, sse_str key, sse_buffer *stems) {
  sse_str word;
  bool is_first = true;
  for (size_t at = 0; sse_str_next(key, ' ', &at, &word); is_first = false) {
    sse_str stem = text_stem(analyser, language, word);
    if (!is_first) sse_buffer_append_text(stems, " ");
    sse_buffer_append_str(stems, stem.length > 0 ? stem : word);
  }
}
