/* Finds the stop words of a query. Many stop words of one language mean something in another, such as
 * war: the rest of the query decides which language it is or, failing that, how the index uses the
 * word. */
#include "query/query.h"

#include <stdlib.h>

/* Appends a run of pairs as it was typed. */
static void append_run(sse_buffer *typed, sse_str pairs) {
  sse_str pair;
  for (size_t position = 0; sse_str_next(pairs, ' ', &position, &pair);) {
    if (position <= pairs.length && pair.length > 0) pair.length = text_cluster_end(pair, 0);
    sse_buffer_append_str(typed, pair);
  }
}

/* The languages in which a word is a stop word; its accents count if any word of the query has some. The
 * pairs of a longer run never are stop words, as they may be parts of other words. */
static text_languages grammar_of(const struct query *query, size_t word, text_languages languages,
                                 sse_buffer *typed) {
  if (query->words[word].is_pair || query->words[word].is_name) return 0;
  bool has_accents = query->typed.length > 0;
  sse_str accented = query_typed(query, &query->words[word]);
  sse_buffer_clear(typed);
  append_run(typed, accented.length > 0 ? accented : query_written(query, word));
  text_languages found = has_accents ? text_stop_word_languages_typed(sse_buffer_str(typed))
                                     : text_stop_word_languages(sse_buffer_str(typed));
  return found == UINT32_MAX ? found : found & languages;
}

/* The languages in which each word is a stop word, and the number of stop words in each language. */
struct grammar {
  text_languages *languages;
  size_t counts[32];
};

/* The languages with the most stop words in the query, not counting one word; 0 if there are none. */
static text_languages languages_indicated(const struct grammar *grammar, size_t besides) {
  text_languages indicated = 0;
  size_t most = 1;
  for (text_language language = 1; language < 32; language++) {
    size_t count = grammar->counts[language] - (grammar->languages[besides] >> language & 1);
    if (count > most) indicated = 0;
    if (count >= most) indicated |= (text_languages)1 << language;
    if (count > most) most = count;
  }
  return indicated;
}

struct usage {
  const index_db *index;
  sse_str word;
  text_languages languages;
  uint64_t *in, *outside;
};

static sse_status count_usage(void *context, const text_variant *variant, sse_error *err) {
  const struct usage *usage = context;
  uint64_t frequency = 0;
  text_language language = text_stem_language(variant->phrase);
  if (language == TEXT_NO_LANGUAGE) return SSE_OK;
  sse_status status = index_frequency(usage->index, variant->phrase, usage->word, &frequency, err);
  *(usage->languages >> language & 1 ? usage->in : usage->outside) += frequency;
  return status;
}

sse_status query_word_usage(const struct query_reading *reading, sse_str word, text_languages languages,
                            uint64_t *in, uint64_t *outside, sse_error *err) {
  struct usage usage = {reading->index, word, languages, in, outside};
  *in = *outside = 0;
  return text_variants(reading->analyser, reading->languages, word, &usage, count_usage, err);
}

/* Sets `*is_grammar` for a word that is hardly used except as a stop word: how, but not war. */
static sse_status ask_usage(const struct query_reading *reading, sse_str written, text_languages grammar,
                            bool *is_grammar, sse_error *err) {
  enum { FAR_MORE = 10 };
  uint64_t in = 0, outside = 0;
  sse_status status = SSE_OK;
  if (reading->index) status = query_word_usage(reading, written, grammar, &in, &outside, err);
  *is_grammar = in > 0 && outside * FAR_MORE <= in;
  return status;
}

/* Sets `*is_grammar` for a word that is a stop word in all languages that the query may be in; war is one
 * only in German. The language of a word in other than Latin letters follows from its script. */
static sse_status ask_grammar(const struct query *query, size_t word, const struct query_reading *reading,
                              const struct grammar *grammar, bool *is_grammar, sse_error *err) {
  text_languages of_word = grammar->languages[word];
  sse_str written = query_written(query, word);
  bool is_one_language = (reading->languages & (reading->languages - 1)) == 0;
  bool is_other_script = (unsigned char)written.data[0] >= 0x80;
  *is_grammar = text_is_stop_word(reading->analyser, written, reading->languages) ||
                (of_word != 0 && (is_other_script || is_one_language));
  if (*is_grammar || of_word == 0) return SSE_OK;
  text_languages indicated = reading->language != TEXT_NO_LANGUAGE ? (text_languages)1 << reading->language
                                                                   : languages_indicated(grammar, word);
  *is_grammar = indicated != 0 && (of_word & indicated) == indicated;
  return *is_grammar || indicated != 0 ? SSE_OK : ask_usage(reading, written, of_word, is_grammar, err);
}

static sse_status find_grammar(const struct query *query, text_languages languages, struct grammar *grammar,
                               sse_error *err) {
  sse_buffer typed = {0};
  grammar->languages = calloc(query->word_count + 1, sizeof *grammar->languages);
  if (!grammar->languages) return sse_fail_memory(err);
  for (size_t i = 0; i < query->word_count; i++) {
    grammar->languages[i] = grammar_of(query, i, languages, &typed);
    for (text_language language = 1; language < 32; language++)
      grammar->counts[language] += grammar->languages[i] >> language & 1;
  }
  sse_status status = typed.failed ? sse_fail_memory(err) : SSE_OK;
  sse_buffer_reset(&typed);
  return status;
}

/* A chain is a stop word if all its parts are, a dense run if none of its characters counts. */
static sse_status mark_wholes(struct query *query, sse_error *err) {
  size_t runs = 0;
  for (size_t i = 0; i < query->word_count; i++)
    runs = query->words[i].run > runs ? query->words[i].run : runs;
  bool *has_content = calloc(runs + 1, sizeof *has_content);
  if (!has_content) return sse_fail_memory(err);
  for (size_t i = 0; i < query->word_count; i++) {
    const struct query_word *word = &query->words[i];
    if (word->is_pair ? word->first_counts || word->second_counts : !word->is_grammar)
      has_content[word->run] = true;
  }
  for (size_t i = 0; i < query->word_count; i++) { /* a part may be cut off */
    size_t whole = query->words[i].whole;
    if (whole > 0 && whole <= runs && !has_content[whole] && !query->words[i].is_kept)
      query->words[i].is_grammar = true;
  }
  free(has_content);
  return SSE_OK;
}

sse_status query_mark_grammar(struct query *query, const struct query_reading *reading, sse_error *err) {
  struct grammar grammar = {0};
  sse_status status = find_grammar(query, reading->languages, &grammar, err);
  for (size_t i = 0; i < query->word_count && !status; i++) {
    struct query_word *word = &query->words[i];
    const bool is_kept = word->is_kept && word->run == 0; /* of a chain that is required, parts may go */
    word->is_grammar = word->is_particle && !word->is_exact;
    if (!word->is_grammar && !word->is_exact && !is_kept && !word->is_name && !word->is_pair)
      status = ask_grammar(query, i, reading, &grammar, &word->is_grammar, err);
  }
  free(grammar.languages);
  return status ? status : mark_wholes(query, err);
}
