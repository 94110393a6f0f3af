/* Moves cursors: a block is unpacked when an item in it is requested, and skipped if its bound shows that
 * none of its items can be a hit. The variants of a word are scored together, by BM25F, each with its share.
 * Postings read from FTS5 have counts, from which impacts are computed. */
#include "search/cursor.h"

/* How much the other variants of a word count in an item, next to the one that counts most. */
#define OTHERS 0.5

static double saturated(double weight) {
  return weight / (INDEX_SATURATION + weight);
}

void cursor_list_unpack(struct ranking *ranking, struct cursor_list *list) {
  enum { BLOCKS_AT_ONCE = 64 }; /* between two checks of the time limit */
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

uint32_t cursor_list_advance(struct ranking *ranking, struct cursor_list *list, uint32_t item) {
  const index_list *all = &list->list;
  while (list->block < all->block_count && all->blocks[list->block].last < item) {
    list->block++;
    list->is_unpacked = false;
  }
  if (list->block == all->block_count) return list->item = CURSOR_END;
  if (!list->is_unpacked) cursor_list_unpack(ranking, list);
  if (ranking->status) return list->item = CURSOR_END;
  while (list->at + 1 < list->count && list->items[list->at] < item)
    list->at++;
  return list->item = list->items[list->at];
}

/* The score for one impact for each list, 0 for a variant that the item does not have. */
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

double cursor_impact_score(const struct ranking *ranking, const struct cursor *cursor, uint8_t impact) {
  return score_of(ranking, cursor, &impact);
}

uint32_t cursor_seek_impact(struct ranking *ranking, struct cursor *cursor, uint32_t item, uint32_t until,
                            unsigned least) {
  struct cursor_list *list = &cursor->lists[0];
  item = cursor_list_seek(ranking, list, item);
  while (item <= until && list->values[list->at] < least) {
    size_t at = list->at + 1;
    while (at < list->count && list->values[at] < least && list->items[at] <= until)
      at++;
    if (at == list->count) {
      item = cursor_list_advance(ranking, list, list->items[at - 1] + 1);
    } else {
      list->at = at;
      item = list->item = list->items[at];
    }
  }
  return item;
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

/* The impact of a list's current posting; postings read from FTS5 have counts instead. */
static uint8_t impact_of(struct ranking *ranking, const struct cursor_list *list) {
  const index_norms *norms;
  if (!list->in_memory) return list->values[list->at];
  if (!ranking->status) ranking->status = index_norms_of(ranking->index, list->item, &norms, ranking->err);
  if (ranking->status) return 0;
  return index_impact(index_ranking_measures(ranking->index), norms, list->values[list->at]);
}

double cursor_score(struct ranking *ranking, struct cursor *cursor, uint32_t item) {
  uint8_t impacts[CURSOR_LISTS_MOST];
  uint32_t nearest = CURSOR_END;
  for (size_t i = 0; i < cursor->list_count; i++) {
    uint32_t found = cursor_list_seek(ranking, &cursor->lists[i], item);
    impacts[i] = found == item ? impact_of(ranking, &cursor->lists[i]) : 0;
    if (found < nearest) nearest = found;
  }
  return nearest == item ? score_of(ranking, cursor, impacts) : 0;
}

void cursor_share(const struct ranking *ranking, double *scores) {
  for (size_t g = 0; g < ranking->query->group_count; g++) {
    const struct group_cursors *group = &ranking->groups[g];
    double words = 0, *synonyms = &scores[group->first + group->word_count];
    for (size_t i = 0; i < group->word_count; i++)
      words += scores[group->first + i];
    if (!group->has_synonyms) continue;
    bool is_less = *synonyms <= words;
    if (is_less) *synonyms *= CURSOR_SHARE_LESS;
    for (size_t i = 0; i < group->word_count && !is_less; i++)
      scores[group->first + i] *= CURSOR_SHARE_LESS;
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
