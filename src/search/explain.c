/* The parts of an item's score, so that a person can check it: each word's variants with their number of
 * occurrences in headline and body, the word's idf, recency, nearness. One item is scored again by the
 * cursors that ranked it, so that what is shown is what was counted. */
#include "search/explain.h"

#include <stdlib.h>

struct explaining {
  struct ranking *ranking;
  search_hit *shown;
  size_t capacity;
  const struct rank_hit *hit;
};

/* Adds a part; takes over the contents of `what`. */
static sse_status add_part(struct explaining *explaining, unsigned depth, double value, sse_buffer *what,
                           sse_error *err) {
  search_hit *shown = explaining->shown;
  void *parts = shown->parts;
  if (what->failed ||
      !sse_array_reserve(&parts, &explaining->capacity, shown->part_count + 1, sizeof *shown->parts)) {
    sse_buffer_reset(what);
    return sse_fail_memory(err);
  }
  shown->parts = parts;
  shown->parts[shown->part_count++] = (search_part){depth, value, what->data};
  *what = (sse_buffer){0};
  return SSE_OK;
}

/* Appends terms without the marks of those that span a space. */
static void append_phrase(sse_buffer *what, sse_str phrase) {
  for (size_t i = 0; i < phrase.length; i++)
    if (phrase.data[i] != TEXT_STEM_MARK) sse_buffer_append(what, phrase.data + i, 1);
}

static sse_status explain_variant(struct explaining *explaining, const struct query_variant *variant,
                                  double share, sse_error *err) {
  struct ranking *ranking = explaining->ranking;
  const index_norms *norms;
  index_posting posting = {0};
  sse_buffer expression = {0}, what = {0};
  query_compile_variant(ranking->query, variant, &expression);
  sse_status status = expression.failed ? sse_fail_memory(err)
                                        : index_posting_find(ranking->index, sse_buffer_str(&expression),
                                                             explaining->hit->item, &posting, err);
  if (!status) status = index_norms_of(ranking->index, explaining->hit->item, &norms, err);
  if (!status && posting.item != 0) {
    append_phrase(&what, query_variant_phrase(ranking->query, variant));
    sse_buffer_printf(&what, ": %d in the headline, %d in the body; impact %d of 255", posting.counts >> 4,
                      posting.counts & 15,
                      index_impact(index_ranking_measures(ranking->index), norms, posting.counts));
    if (share < 1) sse_buffer_printf(&what, ", by %.2f", share);
    status = add_part(explaining, 1, 0, &what, err);
  }
  sse_buffer_reset(&expression);
  return status;
}

static sse_status explain_cursor(struct explaining *explaining, struct cursor *cursor, double score,
                                 sse_error *err) {
  struct ranking *ranking = explaining->ranking;
  sse_buffer what = {0};
  if (score <= 0) return ranking->status;
  if (cursor->is_synonym) sse_buffer_append_text(&what, "synonyms of ");
  append_phrase(&what, query_variant_phrase(ranking->query, &ranking->query->variants[cursor->variant]));
  sse_buffer_printf(&what, ": idf %.3f (in %zu of %u items)", cursor->idf, cursor->frequency,
                    (unsigned)index_ranking_measures(ranking->index)->items);
  sse_status status = add_part(explaining, 0, score, &what, err);
  bool is_prefix = cursor->variant_count > 0;
  size_t count = is_prefix ? cursor->variant_count : cursor->list_count,
         parts = explaining->shown->part_count;
  for (size_t i = is_prefix; i < count && !status; i++)
    status = explain_variant(explaining, &ranking->query->variants[cursor->first_variant + i],
                             is_prefix ? 1 : cursor->lists[i].share, err);
  if (!status && is_prefix && explaining->shown->part_count == parts) {
    sse_buffer_append_text(&what, "a rarer word with this beginning");
    status = add_part(explaining, 1, 0, &what, err);
  }
  return status;
}

sse_status explain_hit(struct ranking *ranking, const struct rank_wanted *wanted, const struct rank_hit *hit,
                       search_hit *shown, sse_error *err) {
  struct explaining explaining = {ranking, shown, 0, hit};
  sse_buffer what = {0};
  sse_status status = SSE_OK;
  double *scores = calloc(ranking->cursor_count + 1, sizeof *scores);
  if (!scores) return sse_fail_memory(err);
  for (size_t i = 0; i < ranking->cursor_count; i++) {
    cursor_rewind(&ranking->cursors[i]);
    scores[i] = cursor_score(ranking, &ranking->cursors[i], hit->item);
  }
  cursor_share(ranking, scores);
  for (size_t i = 0; i < ranking->cursor_count && !status; i++)
    status = explain_cursor(&explaining, &ranking->cursors[i], scores[i], err);
  free(scores);
  double recency = hit->words * (rank_recency(wanted, hit->day) - 1);
  if (!status && recency > 0) {
    sse_buffer_printf(&what, "recency: %.3f of the words' part", rank_recency(wanted, hit->day) - 1);
    status = add_part(&explaining, 0, recency, &what, err);
  }
  const struct {
    double value;
    const char *what;
  } others[] = {{hit->nearness, "how close together the words are"},
                {hit->grams, "similarly spelled words"},
                {hit->language, "in the language of the query"},
                {hit->accents, "with accents or capitals as typed"},
                {hit->topic, "about the same as the best items"}};
  for (size_t i = 0; i < sizeof others / sizeof *others && !status; i++) {
    if (others[i].value <= 0) continue;
    sse_buffer_append_text(&what, others[i].what);
    status = add_part(&explaining, 0, others[i].value, &what, err);
  }
  return status;
}
