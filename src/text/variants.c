/* The variants of a query's words: the ways in which an index may hold them.
 * Text is written in one language or another, with or without a hyphen, a space or a particle; each of these
 * gives a phrase of terms as analyse.c produces them. */
#include "text/analyse.h"
#include "text/classes.h"
#include "text/dense.h"
#include "text/written.h"

#include <string.h>

enum { CLUSTERS_MOST = TEXT_WORD_LONGEST }; /* of a dense run in a query; a longer one is read as several */

struct variants {
  text_analyser *analyser;
  text_languages languages;
  sse_str text;
  void *context;
  text_variant_fn *on_variant;
  sse_error *err;
  size_t start, end; /* of the current word */
  bool is_joined;    /* nothing is between it and the word before it */
  bool begun;        /* a variant of it was reported */
  bool is_part;      /* for the variants being reported */
  bool is_pair, first_counts, second_counts;
  bool is_particle;
  sse_str last_character; /* of the current run, while the whole of it is reported */
  sse_buffer phrase;
};

/* True for two or more ASCII capitals and no small letter. */
static bool is_capitals(sse_str source) {
  size_t capitals = 0;
  for (size_t i = 0; i < source.length; i++) {
    if (sse_is_lower(source.data[i])) return false;
    if (sse_is_upper(source.data[i])) capitals++;
  }
  return capitals > 1;
}

/* Reports the contents of `phrase`. */
static sse_status give(struct variants *variants, bool derived, bool prefix) {
  sse_str source = sse_str_part(variants->text, variants->start, variants->end);
  if (variants->phrase.failed) return sse_fail_memory(variants->err);
  const text_variant variant = {.phrase = sse_buffer_str(&variants->phrase),
                                .start = variants->start,
                                .end = variants->end,
                                .is_first = !variants->begun,
                                .is_derived = derived,
                                .is_prefix = prefix,
                                .is_part = variants->is_part,
                                .is_pair = variants->is_pair,
                                .is_particle = variants->is_particle,
                                .first_counts = variants->first_counts,
                                .second_counts = variants->second_counts,
                                .last_character = variants->last_character,
                                .is_capitals = is_capitals(source),
                                .is_capital = text_is_capital(source)};
  variants->begun = true;
  return variants->on_variant(variants->context, &variant, variants->err);
}

static sse_status give_term(struct variants *variants, sse_str term, bool derived) {
  sse_buffer_clear(&variants->phrase);
  sse_buffer_append_str(&variants->phrase, term);
  return give(variants, derived, false);
}

/* Snowball's stems are not fixed points: it makes кооператив of Russian кооператива, and кооперат of that. So
 * a word may also be the stem of others and, if its script leaves no doubt about the language, its stem may
 * be another word. */
static sse_status give_neighbours(struct variants *variants, sse_str stem, sse_str term) {
  sse_status status = SSE_OK;
  sse_str word = sse_str_part(stem, TEXT_STEM_HEAD, stem.length);
  bool own_script = (unsigned char)word.data[0] >= 0x80;
  if (sse_str_equal(word, term)) return SSE_OK;
  sse_buffer_clear(&variants->phrase);
  sse_buffer_append_str(&variants->phrase, sse_str_part(stem, 0, TEXT_STEM_HEAD));
  sse_buffer_append_str(&variants->phrase, term);
  status = give(variants, true, false);
  return status || !own_script ? status : give_term(variants, word, true);
}

/* The stems of a word in each of the languages. */
static sse_status give_stems(struct variants *variants, sse_str source, sse_str term) {
  sse_status status = SSE_OK;
  for (text_language language = 1; language < 32 && !status; language++) {
    if (!(variants->languages >> language & 1)) continue;
    sse_str stem = stem_of(variants->analyser->stems, language, source, source.length, term);
    if (stem.length == 0) continue;
    status = give_term(variants, stem, true);
    if (!status) status = give_neighbours(variants, stem, term);
  }
  return status;
}

/* Appends the words that & joins to the first one: in a text they follow it as separate words. */
static void append_joined(sse_str name, sse_buffer *phrase) {
  char folded[TEXT_TERM_SIZE];
  sse_str word;
  for (size_t at = 0, first = 1; sse_str_next(name, '&', &at, &word); first = 0) {
    if (first) continue;
    sse_buffer_append_text(phrase, " ");
    sse_buffer_append(phrase, folded, text_fold(word, folded));
  }
}

/* A name with symbols, as it is written. Sets `*is_all` for a short name, which means nothing without
 * them. */
static sse_status give_name(struct variants *variants, const text_word *at, bool *is_all) {
  enum { SHORT = 3 }; /* letters */
  char term[TEXT_TERM_SIZE];
  written_name name;
  *is_all = false;
  if (at->kind != WORD_PLAIN || at->has_digit ||
      !written_find_name(variants->text, at->start, at->end, &name))
    return SSE_OK;
  size_t length = written_name_term(sse_str_part(variants->text, name.start, name.end),
                                    (sse_str){at->term, at->term_length}, term);
  if (length == 0) return SSE_OK;
  variants->start = name.start;
  variants->end = name.end;
  *is_all = name.letters <= SHORT || name.start < at->start;
  sse_buffer_clear(&variants->phrase);
  sse_buffer_append(&variants->phrase, term, length);
  append_joined(sse_str_part(variants->text, name.start, name.end), &variants->phrase);
  return give(variants, false, false);
}

static sse_status give_word(struct variants *variants, const text_word *at) {
  const sse_str term = {at->term, at->term_length};
  sse_str source = sse_str_part(variants->text, at->start, at->end);
  bool is_all;
  sse_status status = give_name(variants, at, &is_all);
  bool has_name = variants->begun;
  if (status || is_all) return status;
  if (at->kind == WORD_CHAIN) {
    sse_buffer_clear(&variants->phrase);
    for (size_t i = 0, from = 0; i < at->part_count; from = at->parts[i++].term_end) {
      if (i > 0) sse_buffer_append_text(&variants->phrase, " ");
      sse_buffer_append_str(&variants->phrase, sse_str_part(term, from, at->parts[i].term_end));
    }
    status = give(variants, false, false);
    if (status || !at->is_joined) return status;
  }
  status = give_term(variants, term, has_name);
  if (!status && !at->has_digit) status = give_stems(variants, source, term);
  return status;
}

/* The bigrams of the first `count` clusters; the one at `marked`, if there is one, is marked as spanning a
 * space. */
static sse_status give_bigrams(struct variants *variants, const dense_cluster *clusters, size_t count,
                               size_t marked, bool derived) {
  const char mark = TEXT_STEM_MARK;
  sse_buffer_clear(&variants->phrase);
  for (size_t i = 0; i + 1 < count; i++) {
    if (i > 0) sse_buffer_append_text(&variants->phrase, " ");
    if (i == marked) sse_buffer_append(&variants->phrase, &mark, 1);
    sse_buffer_append(&variants->phrase, clusters[i].term, clusters[i].length);
    sse_buffer_append(&variants->phrase, clusters[i + 1].term, clusters[i + 1].length);
  }
  if (count == 1) sse_buffer_append(&variants->phrase, clusters[0].term, clusters[0].length);
  return give(variants, derived, count == 1);
}

/* The number of clusters of a Hangul word that are a particle at its end; 0 if none leaves `least` before it.
 * The list has the commonest particles of case, topic and number. */
static size_t particle_length(const dense_cluster *clusters, size_t count, size_t least) {
  static const char particles[][10] = {"은",   "는",   "이",   "가",   "을",   "를",   "의",   "에",   "와",
                                       "과",   "도",   "로",   "만",   "들",   "에서", "에게", "으로", "까지",
                                       "부터", "이나", "처럼", "보다", "들은", "들이", "들의", "들을"};
  size_t longest = 0;
  for (size_t i = 0; i < sizeof particles / sizeof *particles; i++) {
    size_t length = strlen(particles[i]) / 3;
    bool same = count >= length + least && length > longest;
    for (size_t k = 0; k < length && same; k++) {
      const dense_cluster *cluster = &clusters[count - length + k];
      same = cluster->length == 3 && memcmp(cluster->term, particles[i] + 3 * k, 3) == 0;
    }
    if (same) longest = length;
  }
  return longest;
}

/* True for characters from U+3000 to U+9FFF. */
static bool is_han_or_kana(const dense_cluster *cluster) {
  return (unsigned char)cluster->term[0] >= 0xE3 && (unsigned char)cluster->term[0] <= 0xE9;
}

/* Marks the clusters that are in stop words: a run has those between the words that count. In scripts other
 * than those of China and Japan too many words contain a stop word of a single character. */
static void find_grammar(const dense_cluster *clusters, size_t count, bool *is_grammar) {
  enum { LONGEST = 6 }; /* clusters of a stop word */
  char word[LONGEST * sizeof clusters->term];
  memset(is_grammar, 0, count * sizeof *is_grammar);
  for (size_t start = 0; start < count; start++) {
    size_t length = 0, least = is_han_or_kana(&clusters[start]) ? 1 : 2;
    for (size_t end = start; end < count && end < start + LONGEST; end++) {
      memcpy(word + length, clusters[end].term, clusters[end].length);
      length += clusters[end].length;
      if (end + 1 < start + least || text_stop_word_languages((sse_str){word, length}) != UINT32_MAX)
        continue;
      memset(is_grammar + start, true, (end + 1 - start) * sizeof *is_grammar);
    }
  }
}

/* True for a run that has nothing but grammar, and a word directly before it: ILO는, ILOの. After a digit 만
 * is ten thousand, and 도 degrees. */
static bool is_particle(const struct variants *variants, const dense_cluster *clusters, size_t count,
                        bool is_hangul) {
  bool is_grammar[CLUSTERS_MOST], is_all = true;
  if (!variants->is_joined) return false;
  if (is_hangul) {
    size_t particle = !sse_is_digit(variants->text.data[variants->start - 1]);
    for (; particle > 0 && count > 0; count -= particle)
      particle = particle_length(clusters, count, 0);
    return count == 0;
  }
  find_grammar(clusters, count, is_grammar);
  for (size_t i = 0; i < count; i++)
    is_all = is_all && is_grammar[i];
  return is_all;
}

static sse_status give_dense(struct variants *variants, const dense_cluster *clusters, size_t count,
                             bool is_hangul) {
  const size_t least = variants->is_joined ? 1 : 2; /* 에 of 2023년에 */
  if (count > 1) variants->last_character = (sse_str){clusters[count - 1].term, clusters[count - 1].length};
  variants->is_particle = is_particle(variants, clusters, count, is_hangul);
  sse_status status = give_bigrams(variants, clusters, count, SIZE_MAX, false);
  variants->is_particle = false;
  variants->last_character = (sse_str){0};
  if (!is_hangul) return status;
  /* There may be a space between any two syllables that leaves two on either side. */
  for (size_t i = 1; i + 3 <= count && !status; i++)
    status = give_bigrams(variants, clusters, count, i, true);
  /* One particle after the other: 은행에서도 has 도 and 에서. */
  for (size_t particle; !status && (particle = particle_length(clusters, count, least)) > 0;) {
    count -= particle;
    status = give_bigrams(variants, clusters, count, SIZE_MAX, true);
  }
  return status;
}

/* The bigrams of a run, one by one: a text may have the words of the run with others between them. */
static sse_status give_pairs(struct variants *variants, const dense_cluster *clusters, size_t count,
                             bool is_hangul) {
  bool is_grammar[CLUSTERS_MOST];
  sse_status status = SSE_OK;
  for (size_t particle; is_hangul && (particle = particle_length(clusters, count, 2)) > 0;)
    count -= particle; /* many words end in it */
  find_grammar(clusters, count, is_grammar);
  variants->is_part = variants->is_pair = true;
  for (size_t i = 0; i + 1 < count && count > 2 && !status; i++) {
    variants->begun = false;
    variants->first_counts = !is_grammar[i];
    variants->second_counts = !is_grammar[i + 1];
    status = give_bigrams(variants, clusters + i, 2, SIZE_MAX, false);
  }
  variants->is_part = variants->is_pair = false;
  return status;
}

/* What to do with the clusters of a run. */
typedef sse_status give_fn(struct variants *variants, const dense_cluster *clusters, size_t count,
                           bool is_hangul);

static sse_status give_run(struct variants *variants, const text_word *at, give_fn *give_clusters) {
  dense_cluster clusters[CLUSTERS_MOST];
  size_t position = at->start;
  sse_status status = SSE_OK;
  while (!status) {
    size_t count = 0;
    while (count < CLUSTERS_MOST && dense_next(variants->text, &position, at->end, &clusters[count]))
      count++;
    if (count == 0) break;
    variants->start = clusters[0].start;
    variants->end = clusters[count - 1].end;
    variants->begun = false;
    status = give_clusters(variants, clusters, count, at->is_hangul);
  }
  return status;
}

/* Reports one part. */
static sse_status give_part(struct variants *variants, sse_str source, sse_str term, bool has_digit) {
  variants->is_part = true;
  variants->begun = false;
  sse_status status = give_term(variants, term, false);
  if (!status && !has_digit) status = give_stems(variants, source, term);
  variants->is_part = false;
  return status;
}

/* The parts of a chain, one by one, each with its stems. */
static sse_status give_chain_parts(struct variants *variants, const text_word *at) {
  sse_status status = SSE_OK;
  for (size_t i = 0, from = 0; i < at->part_count && at->is_joined && !status; i++) {
    const word_part *part = &at->parts[i];
    sse_str term = {at->term + from, part->term_end - from};
    from = part->term_end;
    status = give_part(variants, sse_str_part(variants->text, part->start, part->end), term, part->has_digit);
  }
  return status;
}

/* The end of the text from `start` that has no apostrophe in it; `*next` is where the rest begins. */
static size_t apostrophe_after(sse_str source, size_t start, size_t *next) {
  for (size_t at = start; at < source.length; at = *next) {
    int32_t code;
    *next = at + text_decode(source, at, &code);
    if (code == '\'' || code == 0x2019 || code == 0x2018 || code == 0x02BC || code == 0xFF07) return at;
  }
  return *next = source.length;
}

/* The parts of a word with apostrophes, such as rock'n'roll, unless the last part is as short as in don't or
 * TKB'nin. */
static sse_status give_apostrophe_parts(struct variants *variants, const text_word *at) {
  enum { CONTRACTION = 3 }; /* letters */
  sse_str source = sse_str_part(variants->text, at->start, at->end);
  size_t last = 0, next = 0;
  while (apostrophe_after(source, next, &next) < source.length)
    last = next;
  if (last == 0 || at->has_digit || text_length(sse_str_part(source, last, source.length)) <= CONTRACTION)
    return SSE_OK;
  sse_status status = SSE_OK;
  for (size_t start = 0; start < source.length && !status; start = next) {
    char term[TEXT_TERM_SIZE];
    sse_str part = sse_str_part(source, start, apostrophe_after(source, start, &next));
    size_t length = text_fold(part, term);
    if (length > 0) status = give_part(variants, part, (sse_str){term, length}, false);
  }
  return status;
}

static sse_status give_parts(struct variants *variants, const text_word *at) {
  switch (at->kind) {
  case WORD_DENSE:
    return give_run(variants, at, give_pairs);
  case WORD_CHAIN:
    return give_chain_parts(variants, at);
  default:
    return give_apostrophe_parts(variants, at);
  }
}

static sse_status give_variants(text_analyser *analyser, text_languages languages, sse_str text,
                                bool has_parts, void *context, text_variant_fn *on_variant, sse_error *err) {
  struct variants variants = {.analyser = analyser,
                              .languages = languages,
                              .text = text,
                              .context = context,
                              .on_variant = on_variant,
                              .err = err};
  text_word *at = &analyser->word;
  sse_status status = SSE_OK;
  for (int pass = 0; pass < (has_parts ? 2 : 1); pass++) {
    size_t position = 0;
    variants.end = 0;
    while (!status && words_next(text, &position, at)) {
      if (at->start < variants.end) continue; /* a part of the name that came before it */
      variants.is_joined = at->start > 0 && at->start == variants.end;
      variants.start = at->start;
      variants.end = at->end;
      variants.begun = false;
      if (pass == 0)
        status = at->kind == WORD_DENSE ? give_run(&variants, at, give_dense) : give_word(&variants, at);
      if (pass == 1) status = give_parts(&variants, at);
    }
  }
  sse_buffer_reset(&variants.phrase);
  if (stem_failed(analyser->stems) && !status) status = sse_fail_memory(err);
  return status;
}

sse_status text_variants(text_analyser *analyser, text_languages languages, sse_str text, void *context,
                         text_variant_fn *on_variant, sse_error *err) {
  return give_variants(analyser, languages, text, true, context, on_variant, err);
}

sse_status text_whole_variants(text_analyser *analyser, sse_str text, void *context,
                               text_variant_fn *on_variant, sse_error *err) {
  return give_variants(analyser, 0, text, false, context, on_variant, err);
}
