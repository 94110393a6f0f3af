/* Scores the parts of words that the query and an item have in common: runs of four characters, and single
 * characters of scripts without spaces (text_grams). They are scored as words are, by BM25F, with a separate
 * saturation. So an item with the plural, a compound or another spelling of a word ranks before one that has
 * nothing like it. (McNamee and Mayfield, Character N-Gram Tokenization for European Language Text Retrieval,
 * 2004.) */
#include "search/grams.h"
#include "base/keys.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SATURATION       1.0
#define WEIGHT_RUN       0.07 /* of a word's weight; a word has about five runs */
#define WEIGHT_CHARACTER 0.2

enum { FIELDS = 2 };

struct gram {
  double weight; /* its idf, times in the query, and the weight of its kind */
  unsigned counts[FIELDS];
};

struct grams {
  sse_keys keys;
  struct gram *grams; /* in the order of `keys` */
  size_t capacity;
  unsigned field; /* of the current text */
};

/* Adds the parts of a term that was typed `times` times. */
static sse_status add_term(struct grams *grams, sse_str term, size_t times, sse_error *err) {
  text_gram found[TEXT_GRAMS_MOST];
  size_t count = text_grams(term, found);
  for (size_t i = 0; i < count; i++) {
    void *all = grams->grams;
    size_t place;
    if (!sse_keys_add(&grams->keys, found[i].key, &place) ||
        !sse_array_reserve_zero(&all, &grams->capacity, grams->keys.count, sizeof *grams->grams))
      return sse_fail_memory(err);
    grams->grams = all;
    grams->grams[place].weight += (double)times * (found[i].is_character ? WEIGHT_CHARACTER : WEIGHT_RUN);
  }
  return SSE_OK;
}

/* Adds a word as it was typed: its terms and, if they are pairs of a dense run, the last character. */
static sse_status add_phrase(struct grams *grams, sse_str phrase, size_t times, sse_error *err) {
  text_gram first[TEXT_GRAMS_MOST];
  sse_status status = SSE_OK;
  sse_str term = {0};
  for (size_t position = 0; !status && sse_str_next(phrase, ' ', &position, &term);)
    status = add_term(grams, term, times, err);
  if (status || text_grams(term, first) == 0 || !first[0].is_character) return status;
  return add_term(grams, sse_str_part(term, text_cluster_end(term, 0), term.length), times, err);
}

static sse_status add_group(struct grams *grams, const struct query *query, const struct query_group *group,
                            sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < group->word_count && !status && group->run == 0; i++) {
    const struct query_variant *variant = &query->variants[query->words[group->first_word + i].first_variant];
    if (variant->column < 0)
      status = add_phrase(grams, query_variant_phrase(query, variant), group->times, err);
  }
  return status;
}

/* Multiplies each weight by its idf. */
static sse_status weigh(struct grams *grams, index_ranking *index, sse_error *err) {
  double items = index_ranking_measures(index)->items;
  uint8_t code;
  sse_status status = SSE_OK;
  for (size_t i = 0; i < grams->keys.count && !status; i++) {
    status = index_sketch_code(index, grams->keys.keys[i], &code, err);
    double found = fmin(index_sketch_items(code), items);
    grams->grams[i].weight *= log1p((items - found + 0.5) / (found + 0.5));
  }
  return status;
}

sse_status grams_new(const struct query *query, index_ranking *index, struct grams **grams, sse_error *err) {
  struct grams *made = calloc(1, sizeof *made);
  *grams = made;
  if (!made) return sse_fail_memory(err);
  sse_status status = SSE_OK;
  for (size_t i = 0; i < query->group_count && !status; i++)
    status = add_group(made, query, &query->groups[i], err);
  if (!status) status = weigh(made, index, err);
  return status;
}

void grams_free(struct grams *grams) {
  if (!grams) return;
  free(grams->grams);
  sse_keys_reset(&grams->keys);
  free(grams);
}

void grams_begin_item(struct grams *grams) {
  for (size_t i = 0; i < grams->keys.count; i++)
    memset(grams->grams[i].counts, 0, sizeof grams->grams[i].counts);
}

void grams_begin_field(struct grams *grams, bool is_title) {
  grams->field = is_title;
}

void grams_take(struct grams *grams, sse_str term) {
  text_gram found[TEXT_GRAMS_MOST];
  size_t count = text_grams(term, found);
  for (size_t i = 0; i < count; i++) {
    size_t place = sse_keys_find(&grams->keys, found[i].key);
    if (place != SIZE_MAX) grams->grams[place].counts[grams->field]++;
  }
}

double grams_score(const struct grams *grams, const index_measures *measures, const index_norms *norms) {
  double title = measures->title_factor[norms->title_length],
         body = measures->body_factor[norms->body_length];
  double score = 0;
  for (size_t i = 0; i < grams->keys.count; i++) {
    const struct gram *gram = &grams->grams[i];
    double weight = gram->counts[0] * body + gram->counts[1] * title;
    score += gram->weight * (SATURATION + 1) * weight / (SATURATION + weight);
  }
  return score;
}
