/* Compounds from the index's own words, in the languages that have compounds and that the query may be in.
 * A word counts as one of a language unless other languages have it far more often.
 * text/ decides which words may be parts of others. */
#include "query/compounds.h"

/* The languages with compounds that the query may be in. */
static text_languages languages_of(const struct query_reading *reading) {
  text_languages languages = 0;
  for (text_language i = 1; i < 32; i++)
    if (text_has_compounds(i) && (reading->language == TEXT_NO_LANGUAGE || reading->language == i))
      languages |= reading->languages & (text_languages)1 << i;
  return reading->index ? languages : 0;
}

/* Sets `*is_own` for a word that other languages do not have, or that items of the language have, too, and
 * not only by accident. */
static sse_status ask_own(const struct query_reading *reading, text_language language, sse_str word,
                          bool *is_own, sse_error *err) {
  enum { FAR_MORE = 10 };
  uint64_t in = 0, outside = 0;
  sse_status status = SSE_OK;
  if (reading->language == TEXT_NO_LANGUAGE)
    status = query_word_usage(reading, word, (text_languages)1 << language, &in, &outside, err);
  *is_own = in * FAR_MORE >= outside;
  return status;
}

/* ---- Compounds of a word ------------------------------------------------------------------------- */

struct giving {
  const index_db *index;
  void *context;
  index_word_fn *on_word;
};

static sse_status give_words(void *context, sse_str stem, sse_error *err) {
  struct giving *giving = context;
  return index_words(giving->index, stem, giving->context, giving->on_word, err);
}

sse_status compounds_with(const struct query_reading *reading, sse_str term, void *context,
                          index_word_fn *on_word, sse_error *err) {
  text_languages languages = languages_of(reading);
  struct giving giving = {reading->index, context, on_word};
  sse_status status = SSE_OK;
  for (text_language i = 1; i < 32 && !status; i++) {
    bool is_own = false;
    if (!(languages >> i & 1) || !text_may_be_part(i, term)) continue;
    status = ask_own(reading, i, term, &is_own, err);
    sse_str stem = !status && is_own ? text_stem(reading->analyser, i, term) : (sse_str){0};
    if (stem.length > 0) status = index_compounds(reading->index, stem, &giving, give_words, err);
  }
  return status;
}

/* ---- The parts of a compound -------------------------------------------------------------------- */

struct knowing {
  const index_db *index;
  text_language language;
};

static sse_status is_known(void *context, sse_str word, bool *known, sse_error *err) {
  const struct knowing *knowing = context;
  uint64_t frequency = 0;
  if (text_is_stem(word)) return index_has_stem(knowing->index, word, known, err);
  sse_str stem = text_stem(index_analyser(knowing->index), knowing->language, word);
  sse_status status = index_frequency(knowing->index, stem, word, &frequency, err);
  *known = frequency > 0;
  return status;
}

static sse_status add_frequency(void *context, sse_str term, uint64_t frequency, sse_error *err) {
  uint64_t *sum = context;
  (void)term, (void)err;
  *sum += frequency;
  return SSE_OK;
}

sse_status compound_parts(const struct query_reading *reading, sse_str term,
                          sse_str parts[TEXT_COMPOUND_PARTS_MOST], size_t *count, sse_error *err) {
  text_languages languages = languages_of(reading);
  sse_status status = SSE_OK;
  *count = 0;
  for (text_language i = 1; i < 32 && *count == 0 && !status; i++) {
    struct knowing knowing = {reading->index, i};
    uint64_t frequency = 0;
    bool is_own = false;
    if (!(languages >> i & 1)) continue;
    status = ask_own(reading, i, term, &is_own, err);
    sse_str stem = !status && is_own ? text_stem(reading->analyser, i, term) : (sse_str){0};
    if (stem.length == 0) continue;
    status = index_words(reading->index, stem, &frequency, add_frequency, err);
    if (!status && frequency < QUERY_TOO_FEW)
      status = text_compound_parts(reading->analyser, i, term, &knowing, is_known, parts, count, err);
  }
  return status;
}
