/* Opens the cursors of a query: for each variant of a word the posting list that the index keeps of frequent
 * words, read block by block, or else the doclist, read whole from FTS5. Both look the same from outside:
 * blocks with a bound of the weights in them. */
#include "search/cursors.h"
#include "search/prefix.h"

#include <math.h>
#include <stdlib.h>

/* How much a variant counts that is not as it was typed, a synonym, and a compound that contains the word: it
 * is found, but is more often than not about something else. */
#define SHARE_DERIVED  0.9
#define SHARE_SYNONYM  0.5
#define SHARE_COMPOUND 0.1

/* Makes bounds for postings without lengths, as if every item were as short as possible. */
static sse_status make_blocks(struct cursor_list *list, const index_measures *measures, sse_error *err) {
  const index_norms shortest = {0};
  size_t count = (list->postings.count + INDEX_BLOCK - 1) / INDEX_BLOCK;
  list->list.items = list->postings.count;
  list->list.block_count = count;
  list->list.blocks = calloc(count + 1, sizeof *list->list.blocks);
  if (!list->list.blocks) return sse_fail_memory(err);
  for (size_t i = 0; i < list->postings.count; i++) {
    index_block *block = &list->list.blocks[i / INDEX_BLOCK];
    uint8_t best = index_impact(measures, &shortest, list->postings.postings[i].counts);
    block->last = list->postings.postings[i].item;
    if (best > block->best) block->best = best;
  }
  return SSE_OK;
}

/* Opens one variant: by its list, if it has one; lists are of all columns. */
static sse_status open_variant(struct ranking *ranking, const struct query_variant *variant, double share,
                               struct cursor_list *list, sse_error *err) {
  sse_buffer expression = {0};
  list->share = share;
  sse_status status = query_variant_list(ranking->query, variant, ranking->index, &list->list, err);
  if (status || list->list.items > 0) return status;
  list->in_memory = true;
  query_compile_variant(ranking->query, variant, &expression);
  if (expression.failed) {
    status = sse_fail_memory(err);
  } else {
    status = index_postings_read(ranking->index, sse_buffer_str(&expression), &list->postings, err);
  }
  sse_buffer_reset(&expression);
  return status ? status : make_blocks(list, index_ranking_measures(ranking->index), err);
}

/* The idf of Robertson and Zaragoza, kept above 0 for words that most items have. */
static double idf_of(const index_measures *measures, double frequency) {
  double items = measures->items, count = frequency < items ? frequency : items;
  return log1p((items - count + 0.5) / (count + 0.5));
}

static double share_of(const struct query_variant *variant, bool is_synonym) {
  if (variant->is_compound) return SHARE_COMPOUND;
  if (is_synonym) return SHARE_SYNONYM;
  return variant->is_derived ? SHARE_DERIVED : 1;
}

static sse_status open_cursor(struct ranking *ranking, size_t first_variant, size_t variant_count,
                              bool is_synonym, size_t group, sse_error *err) {
  struct cursor *cursor = &ranking->cursors[ranking->cursor_count++];
  sse_status status = SSE_OK;
  cursor->first_variant = first_variant;
  cursor->variant = is_synonym ? ranking->query->words[ranking->query->groups[group].first_word].first_variant
                               : first_variant;
  cursor->is_synonym = is_synonym;
  double items = index_ranking_measures(ranking->index)->items, missing = 1;
  if (items < 1) items = 1;
  cursor->lists = calloc(variant_count + 1, sizeof *cursor->lists);
  if (!cursor->lists) return sse_fail_memory(err);
  if (variant_count > CURSOR_LISTS_MOST)
    variant_count = CURSOR_LISTS_MOST; /* the first ones are the most likely */
  bool is_prefix = ranking->query->variants[first_variant].listed != QUERY_UNLISTED;
  if (is_prefix) {
    status = prefix_open(ranking, cursor, variant_count, is_synonym ? SHARE_SYNONYM : 1, err);
    missing = 1 - (double)cursor->frequency / items;
  }
  for (size_t i = first_variant; i < first_variant + variant_count && !is_prefix && !status; i++) {
    const struct query_variant *variant = &ranking->query->variants[i];
    struct cursor_list *list = &cursor->lists[cursor->list_count++];
    status = open_variant(ranking, variant, share_of(variant, is_synonym), list, err);
    cursor->frequency += list->list.items;
    missing *= 1 - fmin((double)list->list.items / items, 1);
  }
  /* The number of items with any of the variants, as if those were independent of each other. */
  cursor->expected = items * (1 - missing);
  cursor->idf = (double)ranking->query->groups[group].times *
                idf_of(index_ranking_measures(ranking->index), cursor->expected);
  cursor->scale = cursor->idf / 255;
  return status;
}

static size_t frequency_of(const struct ranking *ranking, size_t which) {
  const struct group_cursors *group = &ranking->groups[which];
  size_t least = SIZE_MAX;
  for (size_t i = 0; i < group->word_count; i++)
    if (ranking->cursors[group->first + i].frequency < least)
      least = ranking->cursors[group->first + i].frequency;
  return least + (group->has_synonyms ? ranking->cursors[group->first + group->word_count].frequency : 0);
}

static void order_required(struct ranking *ranking) {
  size_t *order = ranking->required;
  for (size_t g = 0; g < ranking->query->group_count; g++) {
    if (ranking->query->groups[g].is_optional) continue;
    size_t at = ranking->required_count++;
    for (; at > 0 && frequency_of(ranking, order[at - 1]) > frequency_of(ranking, g); at--)
      order[at] = order[at - 1];
    order[at] = g;
  }
}

sse_status cursors_open(struct ranking *ranking, index_db *db, const struct query *query, sse_error *err) {
  *ranking = (struct ranking){.db = db, .query = query, .pairs_enough = 2, .err = err};
  sse_status status = index_ranking_of(db, &ranking->index, err);
  if (status) return status;
  ranking->cursors = calloc(query->word_count + query->group_count + 1, sizeof *ranking->cursors);
  if (!ranking->cursors) return sse_fail_memory(err);
  for (size_t g = 0; g < query->group_count && !status; g++) {
    const struct query_group *group = &query->groups[g];
    ranking->groups[g] = (struct group_cursors){ranking->cursor_count, 0, group->synonym_count > 0};
    for (size_t w = 0; w < group->word_count && !status; w++) {
      const struct query_word *word = &query->words[group->first_word + w];
      if (!query_word_counts(query, group, w)) continue;
      ranking->groups[g].word_count++;
      status = open_cursor(ranking, word->first_variant, word->variant_count, false, g, err);
    }
    if (!status && group->synonym_count > 0)
      status = open_cursor(ranking, group->first_synonym, group->synonym_count, true, g, err);
  }
  order_required(ranking);
  return status;
}

void cursors_reset(struct ranking *ranking) {
  for (size_t i = 0; i < ranking->cursor_count; i++) {
    for (size_t k = 0; k < ranking->cursors[i].list_count; k++) {
      index_list_reset(&ranking->cursors[i].lists[k].list);
      index_postings_reset(&ranking->cursors[i].lists[k].postings);
      free(ranking->cursors[i].lists[k].dense);
    }
    free(ranking->cursors[i].lists);
  }
  free(ranking->cursors);
  constraint_free(ranking->allowed);
  *ranking = (struct ranking){0};
}

void cursors_rewind(struct ranking *ranking) {
  for (size_t i = 0; i < ranking->cursor_count; i++)
    cursor_rewind(&ranking->cursors[i]);
}
