/* The words with a prefix, as one list, in which an item has the highest impact of any of them. The most
 * frequent words are read at once. The others, which are many, are read only if those do not suffice. They
 * all have one impact, so that a bound for what they add is known in advance. */
#include "search/prefix.h"
#include "base/both.h"

#include <math.h>
#include <stdlib.h>

enum { REST_IMPACT = 102 }; /* for a weight of 1: one occurrence in a body of usual length */

static void put_impact(struct cursor_list *list, uint32_t item, uint8_t impact) {
  if (impact > list->dense[item]) list->dense[item] = impact;
}

/* The range of items whose impacts one thread writes. */
struct piece {
  const struct query *query;
  size_t first_variant, variant_count;
  index_ranking *index; /* for use by the thread */
  struct cursor_list *list;
  uint32_t first, end;                 /* items, excluding `end` */
  bool is_unlisted[CURSOR_LISTS_MOST]; /* variants without a list */
  sse_status status;
  sse_error err;
};

static void put_list(struct piece *piece, index_list *from) {
  uint32_t items[INDEX_BLOCK];
  uint8_t impacts[INDEX_BLOCK];
  size_t count;
  for (size_t block = index_list_block(from, 0, piece->first); block < from->block_count && !piece->status;
       block++) {
    piece->status = index_list_read(piece->index, from, block, items, impacts, &count, &piece->err);
    for (size_t i = 0; i < count && !piece->status; i++)
      if (items[i] >= piece->first && items[i] < piece->end) put_impact(piece->list, items[i], impacts[i]);
    if (from->blocks[block].last >= piece->end) return;
  }
}

/* Writes the impacts of the words that have a list. */
static void put_lists(void *context) {
  struct piece *piece = context;
  for (size_t i = 1; i < piece->variant_count && !piece->status; i++) {
    const struct query_variant *variant = &piece->query->variants[piece->first_variant + i];
    index_list from = {0};
    piece->status = query_variant_list(piece->query, variant, piece->index, &from, &piece->err);
    piece->is_unlisted[i] = from.items == 0;
    if (!piece->status) put_list(piece, &from);
    index_list_reset(&from);
  }
}

static sse_status put_postings(struct ranking *ranking, const struct query_variant *variant,
                               struct cursor_list *list, sse_error *err) {
  const index_measures *measures = index_ranking_measures(ranking->index);
  index_postings *postings = &list->postings;
  sse_buffer expression = {0};
  query_compile_variant(ranking->query, variant, &expression);
  sse_status status = expression.failed
                          ? sse_fail_memory(err)
                          : index_postings_read(ranking->index, sse_buffer_str(&expression), postings, err);
  for (size_t i = 0; i < postings->count && !status; i++) {
    const index_norms *norms;
    const index_posting *posting = &postings->postings[i];
    status = index_norms_of(ranking->index, posting->item, &norms, err);
    if (!status) put_impact(list, posting->item, index_impact(measures, norms, posting->counts));
  }
  sse_buffer_reset(&expression);
  return status;
}

/* True if the first word, which is the most frequent one, is in many items. */
static bool has_many(struct ranking *ranking, const struct cursor *cursor, size_t variant_count) {
  index_list list = {0};
  sse_error ignored;
  bool has = variant_count > 1 &&
             query_variant_list(ranking->query, &ranking->query->variants[cursor->first_variant + 1],
                                ranking->index, &list, &ignored) == SSE_OK &&
             list.items > INDEX_MANY;
  index_list_reset(&list);
  return has;
}

/* Reads all variants; if there are many items, a second thread reads the lists for the upper half of them. */
static sse_status put_variants(struct ranking *ranking, const struct cursor *cursor, size_t variant_count,
                               sse_error *err) {
  const uint32_t numbers = (uint32_t)index_ranking_numbers(ranking->index);
  struct piece lower = {.query = ranking->query,
                        .first_variant = cursor->first_variant,
                        .variant_count = variant_count,
                        .index = ranking->index,
                        .list = &cursor->lists[0],
                        .end = numbers};
  struct piece upper = lower;
  const index_db *second = has_many(ranking, cursor, variant_count) ? index_second(ranking->db) : NULL;
  sse_error ignored;
  if (second && index_ranking_of(second, &upper.index, &ignored) == SSE_OK) {
    lower.end = upper.first = numbers / 2;
    sse_both(put_lists, &lower, &upper);
  } else {
    put_lists(&lower);
  }
  const struct piece *failed = lower.status ? &lower : &upper;
  sse_status status = failed->status;
  if (status) *err = failed->err;
  for (size_t i = 1; i < variant_count && !status; i++)
    if (lower.is_unlisted[i])
      status = put_postings(ranking, &ranking->query->variants[cursor->first_variant + i], lower.list, err);
  return status;
}

/* The block for the impacts of INDEX_BLOCK items; plain loops, which compilers vectorise. */
static index_block block_of(const uint8_t *impacts, size_t first, size_t *items) {
  index_block block = {0};
  uint8_t count = 0, last = INDEX_BLOCK - 1;
  for (size_t i = 0; i < INDEX_BLOCK; i++)
    block.best = impacts[i] > block.best ? impacts[i] : block.best;
  if (block.best == 0) return block;
  for (size_t i = 0; i < INDEX_BLOCK; i++)
    count = (uint8_t)(count + (impacts[i] > 0));
  while (impacts[last] == 0)
    last--;
  block.last = (uint32_t)(first + last);
  *items += count;
  return block;
}

/* Makes a block for each INDEX_BLOCK numbers, unless all impacts are 0. */
static void make_blocks(struct cursor_list *list, size_t numbers) {
  list->list.items = list->list.block_count = 0;
  for (size_t first = 0; first < numbers; first += INDEX_BLOCK) {
    const index_block block = block_of(list->dense + first, first, &list->list.items);
    if (block.best > 0) list->list.blocks[list->list.block_count++] = block;
  }
}

sse_status prefix_open(struct ranking *ranking, struct cursor *cursor, size_t variant_count, double share,
                       sse_error *err) {
  size_t numbers = index_ranking_numbers(ranking->index), blocks = numbers / INDEX_BLOCK + 1;
  struct cursor_list *list = &cursor->lists[cursor->list_count++];
  list->share = share;
  list->dense = calloc(blocks, INDEX_BLOCK);
  list->list.blocks = calloc(blocks, sizeof *list->list.blocks);
  if (!list->dense || !list->list.blocks) return sse_fail_memory(err);
  sse_status status = put_variants(ranking, cursor, variant_count, err);
  make_blocks(list, numbers);
  cursor->frequency = list->list.items;
  cursor->variant_count = variant_count;
  cursor->has_rest = ranking->query->variants[cursor->first_variant].listed == QUERY_LISTED_SOME;
  ranking->has_rest = ranking->has_rest || cursor->has_rest;
  return status;
}

static sse_status read_rest(struct ranking *ranking, struct cursor *cursor, sse_error *err) {
  size_t numbers = index_ranking_numbers(ranking->index);
  struct cursor_list *list = &cursor->lists[0];
  item_set set = {0};
  sse_status status = item_set_make(numbers / 64 + 1, &set, err);
  if (!status)
    status = query_find_rest(ranking->query, &ranking->query->variants[cursor->first_variant], ranking->db,
                             &set, err);
  for (uint32_t item = 0; !status && (item = item_set_next(&set, item + 1, set.count)) < numbers;)
    if (list->dense[item] == 0) list->dense[item] = REST_IMPACT;
  item_set_reset(&set);
  if (!status) make_blocks(list, numbers);
  return status;
}

void prefix_read_rest(struct ranking *ranking) {
  for (size_t i = 0; i < ranking->cursor_count && ranking->has_rest && !ranking->status; i++)
    if (ranking->cursors[i].has_rest)
      ranking->status = read_rest(ranking, &ranking->cursors[i], ranking->err);
  ranking->has_rest = false;
}

double prefix_rest_bound(const struct ranking *ranking) {
  double all = 0, less = INFINITY; /* the smallest loss of a prefix that matches only with its rest */
  for (size_t i = 0; i < ranking->cursor_count; i++) {
    const struct cursor *cursor = &ranking->cursors[i];
    double most = fmax(cursor_most(ranking, cursor), cursor->has_rest ? cursor->scale * REST_IMPACT : 0);
    all += most;
    if (cursor->has_rest) less = fmin(less, most - cursor->scale * REST_IMPACT);
  }
  return all - less;
}
