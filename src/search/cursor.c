/* Cursors over the postings of a word's forms: lists that the index keeps of frequent words, block by block,
 * and doclists of the others, read whole from FTS5. Both look the same from outside: blocks with a bound of
 * the weights in them. */
#include "search/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How much a form counts that is not as it was typed, a synonym, and a compound with the word: that is found,
 * but is about something else more often than not. */
#define SHARE_DERIVED  0.9
#define SHARE_SYNONYM  0.5
#define SHARE_COMPOUND 0.1
/* How much the forms of a word count in an item beside the one that counts most. */
#define OTHERS 0.5

static double saturated(double weight) {
  return weight / (INDEX_SATURATION + weight);
}

/* ---- Opening ------------------------------------------------------------------------------------ */

/* Bounds for postings without lengths: as if every item were as short as can be. */
static sse_status make_blocks(struct cursor_list *list, const index_measures *measures, sse_error *err) {
  const index_brief shortest = {0};
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

/* One term: by its list, where it has one, which is of all columns. */
static sse_status open_form(struct ranking *ranking, const struct query_form *form, double share,
                            struct cursor_list *list, sse_error *err) {
  sse_buffer expression = {0};
  list->share = share;
  sse_status status = query_form_list(ranking->query, form, ranking->index, &list->list, err);
  if (status || list->list.items > 0) return status;
  list->in_memory = true;
  query_compile_form(ranking->query, form, &expression);
  if (expression.failed) {
    status = sse_fail_memory(err);
  } else {
    status = index_postings_read(ranking->index, sse_buffer_str(&expression), &list->postings, err);
  }
  sse_buffer_reset(&expression);
  return status ? status : make_blocks(list, index_ranking_measures(ranking->index), err);
}

/* Robertson and Zaragoza's idf, kept above 0 for words that most items have. */
static double idf_of(const index_measures *measures, double frequency) {
  double items = measures->items, count = frequency < items ? frequency : items;
  return log1p((items - count + 0.5) / (count + 0.5));
}

static double share_of(const struct query_form *form, bool is_synonym) {
  if (form->is_compound) return SHARE_COMPOUND;
  if (is_synonym) return SHARE_SYNONYM;
  return form->is_derived ? SHARE_DERIVED : 1;
}

static sse_status open_cursor(struct ranking *ranking, size_t first_form, size_t form_count, bool is_synonym,
                              size_t unit, sse_error *err) {
  struct cursor *cursor = &ranking->cursors[ranking->cursor_count++];
  sse_status status = SSE_OK;
  cursor->first_form = first_form;
  cursor->form =
      is_synonym ? ranking->query->words[ranking->query->units[unit].first_word].first_form : first_form;
  cursor->is_synonym = is_synonym;
  double items = index_ranking_measures(ranking->index)->items, missing = 1;
  if (items < 1) items = 1;
  cursor->lists = calloc(form_count + 1, sizeof *cursor->lists);
  if (!cursor->lists) return sse_fail_memory(err);
  if (form_count > CURSOR_LISTS_MOST) form_count = CURSOR_LISTS_MOST; /* the first ones are the likeliest */
  bool is_prefix = ranking->query->forms[first_form].listed != QUERY_UNLISTED;
  if (is_prefix) {
    status = prefix_open(ranking, cursor, form_count, is_synonym ? SHARE_SYNONYM : 1, err);
    missing = 1 - (double)cursor->frequency / items;
  }
  for (size_t i = first_form; i < first_form + form_count && !is_prefix && !status; i++) {
    const struct query_form *form = &ranking->query->forms[i];
    struct cursor_list *list = &cursor->lists[cursor->list_count++];
    status = open_form(ranking, form, share_of(form, is_synonym), list, err);
    cursor->frequency += list->list.items;
    missing *= 1 - fmin((double)list->list.items / items, 1);
  }
  /* Items with any of the forms, as if those were independent of each other. */
  cursor->expected = items * (1 - missing);
  cursor->idf = (double)ranking->query->units[unit].times *
                idf_of(index_ranking_measures(ranking->index), cursor->expected);
  cursor->scale = cursor->idf / 255;
  return status;
}

static size_t frequency_of(const struct ranking *ranking, size_t which) {
  const struct unit_cursors *unit = &ranking->units[which];
  size_t least = SIZE_MAX;
  for (size_t i = 0; i < unit->word_count; i++)
    if (ranking->cursors[unit->first + i].frequency < least)
      least = ranking->cursors[unit->first + i].frequency;
  return least + (unit->has_synonyms ? ranking->cursors[unit->first + unit->word_count].frequency : 0);
}

static void order_required(struct ranking *ranking) {
  size_t *order = ranking->required;
  for (size_t u = 0; u < ranking->query->unit_count; u++) {
    if (ranking->query->units[u].is_optional) continue;
    size_t at = ranking->required_count++;
    for (; at > 0 && frequency_of(ranking, order[at - 1]) > frequency_of(ranking, u); at--)
      order[at] = order[at - 1];
    order[at] = u;
  }
}

sse_status ranking_open(struct ranking *ranking, index_db *db, const struct query *query, sse_error *err) {
  *ranking = (struct ranking){.db = db, .query = query, .pairs_enough = 2, .err = err};
  sse_status status = index_ranking_of(db, &ranking->index, err);
  if (status) return status;
  ranking->cursors = calloc(query->word_count + query->unit_count + 1, sizeof *ranking->cursors);
  if (!ranking->cursors) return sse_fail_memory(err);
  for (size_t u = 0; u < query->unit_count && !status; u++) {
    const struct query_unit *unit = &query->units[u];
    ranking->units[u] = (struct unit_cursors){ranking->cursor_count, 0, unit->synonym_count > 0};
    for (size_t w = 0; w < unit->word_count && !status; w++) {
      const struct query_word *word = &query->words[unit->first_word + w];
      if (!query_word_counts(query, unit, w)) continue;
      ranking->units[u].word_count++;
      status = open_cursor(ranking, word->first_form, word->form_count, false, u, err);
    }
    if (!status && unit->synonym_count > 0)
      status = open_cursor(ranking, unit->first_synonym, unit->synonym_count, true, u, err);
  }
  order_required(ranking);
  return status;
}

void ranking_reset(struct ranking *ranking) {
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

/* ---- Walking ------------------------------------------------------------------------------------ */

void list_unpack(struct ranking *ranking, struct cursor_list *list) {
  enum { BLOCKS_AT_ONCE = 64 }; /* between two looks at the clock */
  list->at = list->count = 0;
  list->is_unpacked = true;
  const uint32_t dense = list->dense ? list->list.blocks[list->block].last / INDEX_BLOCK * INDEX_BLOCK : 0;
  for (uint32_t i = dense; i < dense + INDEX_BLOCK && list->dense; i++) {
    list->items[list->count] = i;
    list->values[list->count] = list->dense[i];
    list->count += list->dense[i] > 0;
  }
  for (size_t i = list->block * INDEX_BLOCK;
       i < list->postings.count && list->count < INDEX_BLOCK && list->in_memory; i++) {
    list->items[list->count] = list->postings.postings[i].item;
    list->values[list->count++] = list->postings.postings[i].counts;
  }
  if (++ranking->unpacked % BLOCKS_AT_ONCE == 0 && !ranking->status)
    ranking->status = index_check_time(ranking->db, ranking->err);
  if (!list->in_memory && !list->dense && !ranking->status)
    ranking->status = index_list_read(ranking->index, &list->list, list->block, list->items, list->values,
                                      &list->count, ranking->err);
}

uint32_t list_advance(struct ranking *ranking, struct cursor_list *list, uint32_t item) {
  const index_list *all = &list->list;
  while (list->block < all->block_count && all->blocks[list->block].last < item) {
    list->block++;
    list->is_unpacked = false;
  }
  if (list->block == all->block_count) return list->item = CURSOR_END;
  if (!list->is_unpacked) list_unpack(ranking, list);
  if (ranking->status) return list->item = CURSOR_END;
  while (list->at + 1 < list->count && list->items[list->at] < item)
    list->at++;
  return list->item = list->items[list->at];
}

/* The score that impacts of the forms make, each by its list. */
static double score_of(const struct ranking *ranking, const struct cursor *cursor, const uint8_t *impacts) {
  const double *weights = index_ranking_measures(ranking->index)->weights;
  double best = 0, sum = 0;
  if (cursor->list_count == 1 && cursor->lists[0].share == 1) return cursor->scale * impacts[0];
  for (size_t i = 0; i < cursor->list_count; i++) {
    double weight = cursor->lists[i].share * weights[impacts[i]];
    sum += weight;
    if (weight > best) best = weight;
  }
  return cursor->idf * saturated(best + OTHERS * (sum - best));
}

double cursor_bound(struct ranking *ranking, struct cursor *cursor, uint32_t item, uint32_t *until) {
  uint8_t best[CURSOR_LISTS_MOST];
  for (size_t i = 0; i < cursor->list_count; i++) {
    struct cursor_list *list = &cursor->lists[i];
    best[i] = 0;
    while (list->seen < list->list.block_count && list->list.blocks[list->seen].last < item)
      list->seen++;
    if (list->seen == list->list.block_count) continue;
    const index_block *block = &list->list.blocks[list->seen];
    best[i] = block->best;
    if (block->last < *until) *until = block->last;
  }
  return score_of(ranking, cursor, best);
}

double cursor_most(const struct ranking *ranking, const struct cursor *cursor) {
  uint8_t best[CURSOR_LISTS_MOST] = {0};
  for (size_t i = 0; i < cursor->list_count; i++)
    for (size_t block = 0; block < cursor->lists[i].list.block_count; block++)
      if (cursor->lists[i].list.blocks[block].best > best[i])
        best[i] = cursor->lists[i].list.blocks[block].best;
  return score_of(ranking, cursor, best);
}

/* The impact of the posting a list stands at; those read from FTS5 have counts, not impacts. */
static uint8_t impact_of(struct ranking *ranking, const struct cursor_list *list) {
  const index_brief *brief;
  if (!list->in_memory) return list->values[list->at];
  if (!ranking->status) ranking->status = index_brief_of(ranking->index, list->item, &brief, ranking->err);
  if (ranking->status) return 0;
  return index_impact(index_ranking_measures(ranking->index), brief, list->values[list->at]);
}

double cursor_score(struct ranking *ranking, struct cursor *cursor, uint32_t item) {
  uint8_t impacts[CURSOR_LISTS_MOST];
  uint32_t nearest = CURSOR_END;
  for (size_t i = 0; i < cursor->list_count; i++) {
    uint32_t found = list_seek(ranking, &cursor->lists[i], item);
    impacts[i] = found == item ? impact_of(ranking, &cursor->lists[i]) : 0;
    if (found < nearest) nearest = found;
  }
  return nearest == item ? score_of(ranking, cursor, impacts) : 0;
}

void cursor_share(const struct ranking *ranking, double *scores) {
  for (size_t u = 0; u < ranking->query->unit_count; u++) {
    const struct unit_cursors *unit = &ranking->units[u];
    double words = 0, *synonyms = &scores[unit->first + unit->word_count];
    for (size_t i = 0; i < unit->word_count; i++)
      words += scores[unit->first + i];
    if (!unit->has_synonyms) continue;
    bool is_less = *synonyms <= words;
    if (is_less) *synonyms *= CURSOR_SHARE_LESS;
    for (size_t i = 0; i < unit->word_count && !is_less; i++)
      scores[unit->first + i] *= CURSOR_SHARE_LESS;
  }
}

void cursor_rewind(struct cursor *cursor) {
  for (size_t i = 0; i < cursor->list_count; i++) {
    struct cursor_list *list = &cursor->lists[i];
    list->seen = list->block = list->at = 0;
    list->item = 0;
    list->is_unpacked = false;
  }
}
