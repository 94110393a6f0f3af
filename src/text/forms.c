/* The forms in which an index may hold the words of a query.
 * What was typed is written in one language or another, with or without a hyphen, a space or a particle; each
 * of these is a phrase of terms as analyse.c puts them. */
#include "text/analyse.h"

#include <string.h>

enum { CLUSTERS_MOST = TEXT_WORD_LONGEST }; /* of a dense run in a query; a longer one is read up to there */

struct forms {
  text_analyser *analyser;
  text_languages languages;
  sse_str text;
  void *context;
  text_form_fn *on_form;
  sse_error *err;
  size_t start, end; /* of the word at hand */
  bool begun;        /* a form of it was given */
  bool is_part;      /* what is given now */
  sse_buffer phrase;
};

/* True for two ASCII capitals or more and no small letter. */
static bool is_capitals(sse_str source) {
  size_t capitals = 0;
  for (size_t i = 0; i < source.length; i++) {
    if (source.data[i] >= 'a' && source.data[i] <= 'z') return false;
    if (source.data[i] >= 'A' && source.data[i] <= 'Z') capitals++;
  }
  return capitals > 1;
}

/* Hands on what stands in the phrase. */
static sse_status give(struct forms *forms, bool derived, bool prefix) {
  sse_str source = sse_str_part(forms->text, forms->start, forms->end);
  if (forms->phrase.failed) return sse_fail_memory(forms->err);
  const text_form form = {.phrase = sse_buffer_str(&forms->phrase),
                          .start = forms->start,
                          .end = forms->end,
                          .is_first = !forms->begun,
                          .is_derived = derived,
                          .is_prefix = prefix,
                          .is_part = forms->is_part,
                          .is_capitals = is_capitals(source),
                          .is_capital = text_is_capital(source)};
  forms->begun = true;
  return forms->on_form(forms->context, &form, forms->err);
}

static sse_status give_term(struct forms *forms, sse_str term, bool derived) {
  sse_buffer_clear(&forms->phrase);
  sse_buffer_append_str(&forms->phrase, term);
  return give(forms, derived, false);
}

/* Snowball does not stem its own stems to themselves: Russian кооператива to кооператив, that to кооперат. So
 * a word may also be the stem of others and, where its script leaves no doubt about the language, its stem
 * may be another word. */
static sse_status give_neighbours(struct forms *forms, sse_str stem, sse_str term) {
  sse_status status = SSE_OK;
  sse_str word = sse_str_part(stem, STEM_MARK, stem.length);
  bool own_script = (unsigned char)word.data[0] >= 0x80;
  if (sse_str_equal(word, term)) return SSE_OK;
  sse_buffer_clear(&forms->phrase);
  sse_buffer_append_str(&forms->phrase, sse_str_part(stem, 0, STEM_MARK));
  sse_buffer_append_str(&forms->phrase, term);
  status = give(forms, true, false);
  return status || !own_script ? status : give_term(forms, word, true);
}

/* The stems of a word in each of the languages. */
static sse_status give_stems(struct forms *forms, sse_str source, sse_str term) {
  sse_status status = SSE_OK;
  for (text_language language = 1; language < 32 && !status; language++) {
    if (!(forms->languages >> language & 1)) continue;
    sse_str stem = stem_of(forms->analyser->stems, language, source, source.length, term);
    if (stem.length == 0) continue;
    status = give_term(forms, stem, true);
    if (!status) status = give_neighbours(forms, stem, term);
  }
  return status;
}

static sse_status give_word(struct forms *forms, const text_word *at) {
  const sse_str term = {at->term, at->term_length};
  sse_str source = sse_str_part(forms->text, at->start, at->end);
  sse_status status = SSE_OK;
  if (at->kind == WORD_CHAIN) {
    sse_buffer_clear(&forms->phrase);
    for (size_t i = 0, from = 0; i < at->part_count; from = at->parts[i++].term_end) {
      if (i > 0) sse_buffer_append_text(&forms->phrase, " ");
      sse_buffer_append_str(&forms->phrase, sse_str_part(term, from, at->parts[i].term_end));
    }
    status = give(forms, false, false);
    if (status || !at->is_joined) return status;
  }
  status = give_term(forms, term, false);
  if (!status && !at->has_digit) status = give_stems(forms, source, term);
  return status;
}

/* The bigrams of the first `count` clusters, the one at `marked` (if there is one) as that over a space. */
static sse_status give_bigrams(struct forms *forms, const dense_cluster *clusters, size_t count,
                               size_t marked, bool derived) {
  const char mark = TEXT_STEM_MARK;
  sse_buffer_clear(&forms->phrase);
  for (size_t i = 0; i + 1 < count; i++) {
    if (i > 0) sse_buffer_append_text(&forms->phrase, " ");
    if (i == marked) sse_buffer_append(&forms->phrase, &mark, 1);
    sse_buffer_append(&forms->phrase, clusters[i].term, clusters[i].length);
    sse_buffer_append(&forms->phrase, clusters[i + 1].term, clusters[i + 1].length);
  }
  if (count == 1) sse_buffer_append(&forms->phrase, clusters[0].term, clusters[0].length);
  return give(forms, derived, count == 1);
}

/* How many clusters of a Hangul word are a particle at its end, 0 for none that leaves two in front: the
 * commonest of case, topic and number. */
static size_t particle_length(const dense_cluster *clusters, size_t count) {
  static const char particles[][10] = {"은",   "는",   "이",   "가",   "을",   "를",   "의",   "에",   "와",
                                       "과",   "도",   "로",   "만",   "들",   "에서", "에게", "으로", "까지",
                                       "부터", "이나", "처럼", "보다", "들은", "들이", "들의", "들을"};
  size_t longest = 0;
  for (size_t i = 0; i < sizeof particles / sizeof *particles; i++) {
    size_t length = strlen(particles[i]) / 3;
    bool same = count >= length + 2 && length > longest;
    for (size_t k = 0; k < length && same; k++) {
      const dense_cluster *cluster = &clusters[count - length + k];
      same = cluster->length == 3 && memcmp(cluster->term, particles[i] + 3 * k, 3) == 0;
    }
    if (same) longest = length;
  }
  return longest;
}

/* Reads the clusters of a run; how many there are. */
static size_t read_clusters(const struct forms *forms, const text_word *at, dense_cluster *clusters) {
  size_t position = at->start, count = 0;
  while (count < CLUSTERS_MOST && dense_next(forms->text, &position, at->end, &clusters[count]))
    count++;
  return count;
}

static sse_status give_dense(struct forms *forms, const text_word *at, dense_cluster *clusters) {
  size_t count = read_clusters(forms, at, clusters);
  if (count == 0) return SSE_OK;
  sse_status status = give_bigrams(forms, clusters, count, SIZE_MAX, false);
  if (!at->is_hangul || status) return status;
  /* A space may stand between any two syllables that leave two on either side. */
  for (size_t i = 1; i + 3 <= count && !status; i++)
    status = give_bigrams(forms, clusters, count, i, true);
  /* One particle after the other: 은행에서도 has 도 and 에서. */
  for (size_t particle; !status && (particle = particle_length(clusters, count)) > 0;) {
    count -= particle;
    status = give_bigrams(forms, clusters, count, SIZE_MAX, true);
  }
  return status;
}

/* The bigrams of a run, one by one: a text may have words of the run with others between them. */
static sse_status give_parts(struct forms *forms, const text_word *at, dense_cluster *clusters) {
  size_t count = read_clusters(forms, at, clusters);
  sse_status status = SSE_OK;
  for (size_t particle; at->is_hangul && (particle = particle_length(clusters, count)) > 0;)
    count -= particle; /* many words have it */
  forms->is_part = true;
  for (size_t i = 0; i + 1 < count && count > 2 && !status; i++) {
    forms->begun = false;
    status = give_bigrams(forms, clusters + i, 2, SIZE_MAX, false);
  }
  forms->is_part = false;
  return status;
}

/* The parts of a chain, one by one, each with its stems. */
static sse_status give_chain_parts(struct forms *forms, const text_word *at) {
  sse_status status = SSE_OK;
  forms->is_part = true;
  for (size_t i = 0, from = 0; i < at->part_count && at->is_joined && !status; i++) {
    const word_part *part = &at->parts[i];
    sse_str term = {at->term + from, part->term_end - from};
    from = part->term_end;
    forms->begun = false;
    status = give_term(forms, term, false);
    if (!status && !part->has_digit)
      status = give_stems(forms, sse_str_part(forms->text, part->start, part->end), term);
  }
  forms->is_part = false;
  return status;
}

sse_status text_forms(text_analyser *analyser, text_languages languages, sse_str text, void *context,
                      text_form_fn *on_form, sse_error *err) {
  struct forms forms = {.analyser = analyser,
                        .languages = languages,
                        .text = text,
                        .context = context,
                        .on_form = on_form,
                        .err = err};
  dense_cluster clusters[CLUSTERS_MOST];
  text_word *at = &analyser->word;
  size_t position = 0;
  sse_status status = SSE_OK;
  while (!status && words_next(text, &position, at)) {
    forms.start = at->start;
    forms.end = at->end;
    forms.begun = false;
    status = at->kind == WORD_DENSE ? give_dense(&forms, at, clusters) : give_word(&forms, at);
  }
  position = 0;
  while (!status && words_next(text, &position, at)) {
    forms.start = at->start;
    forms.end = at->end;
    if (at->kind == WORD_DENSE) status = give_parts(&forms, at, clusters);
    if (at->kind == WORD_CHAIN) status = give_chain_parts(&forms, at);
  }
  sse_buffer_reset(&forms.phrase);
  if (stem_failed(analyser->stems) && !status) status = sse_fail_memory(err);
  return status;
}
