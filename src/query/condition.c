/* A tree of conditions, evaluated for the items of a stretch as bits. Lists are only unpacked where the
 * stretch is, and other conditions are only checked for items that may still satisfy the whole. Filters,
 * which check each item separately, come last. */
#include "query/condition.h"

#include <stdlib.h>
#include <string.h>

struct condition_list {
  index_list list;
  size_t block; /* where the last stretch ended */
};

struct condition {
  condition_kind kind;
  struct condition *child, *last, *next;
  item_set set;
  struct filter *filter;
  span_walk *walk;
  struct condition_list *lists;
  size_t list_count, list_capacity;
};

struct condition *condition_new(struct condition *parent, condition_kind kind) {
  struct condition *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  made->kind = kind;
  if (parent) {
    *(parent->last ? &parent->last->next : &parent->child) = made;
    parent->last = made;
  }
  return made;
}

void condition_free(struct condition *condition) {
  if (!condition) return;
  for (struct condition *child = condition->child, *next; child; child = next) {
    next = child->next;
    condition_free(child);
  }
  for (size_t i = 0; i < condition->list_count; i++)
    index_list_reset(&condition->lists[i].list);
  free(condition->lists);
  filters_free(condition->filter);
  span_walk_free(condition->walk);
  item_set_reset(&condition->set);
  free(condition);
}

item_set *condition_set(struct condition *condition, size_t numbers) {
  sse_error ignored;
  return item_set_make(numbers / 64 + 1, &condition->set, &ignored) ? NULL : &condition->set;
}

void condition_own_filter(struct condition *condition, struct filter *filter) {
  condition->filter = filter;
}

void condition_own_walk(struct condition *condition, span_walk *walk) {
  condition->walk = walk;
}

sse_status condition_own_list(struct condition *condition, index_list *list, sse_error *err) {
  void *lists = condition->lists;
  if (!sse_array_reserve(&lists, &condition->list_capacity, condition->list_count + 1,
                         sizeof *condition->lists)) {
    index_list_reset(list);
    return sse_fail_memory(err);
  }
  condition->lists = lists;
  condition->lists[condition->list_count++] = (struct condition_list){*list, 0};
  return SSE_OK;
}

/* ---- Evaluation --------------------------------------------------------------------------------- */

static bool is_none(const uint64_t *bits) {
  uint64_t any = 0;
  for (size_t i = 0; i < FILTER_WORDS; i++)
    any |= bits[i];
  return any == 0;
}

/* The first and the last item of a non-empty set of bits. */
static void ends_of(const uint64_t *bits, uint32_t first, uint32_t *lowest, uint32_t *highest) {
  size_t low = 0, high = FILTER_WORDS - 1;
  while (bits[low] == 0)
    low++;
  while (bits[high] == 0)
    high--;
  *lowest = first + (uint32_t)(low * 64 + (size_t)__builtin_ctzll(bits[low]));
  *highest = first + (uint32_t)(high * 64 + 63 - (size_t)__builtin_clzll(bits[high]));
}

/* Adds the items of a list, from the blocks with the items from `lowest` to `highest`. */
static sse_status fill_list(struct condition_list *list, index_ranking *ranking, uint32_t first,
                            uint32_t lowest, uint32_t highest, uint64_t *found, sse_error *err) {
  uint32_t items[INDEX_BLOCK];
  uint8_t impacts[INDEX_BLOCK];
  size_t count;
  sse_status status = SSE_OK;
  list->block = index_list_block(&list->list, list->block, lowest);
  for (; list->block < list->list.block_count && !status; list->block++) {
    status = index_list_read(ranking, &list->list, list->block, items, impacts, &count, err);
    if (!status) filters_put(found, first, items, count);
    if (list->list.blocks[list->block].last >= highest) break;
  }
  return status;
}

static sse_status fill_lists(struct condition *condition, index_ranking *ranking, uint32_t first,
                             const uint64_t *among, uint64_t *found, sse_error *err) {
  sse_status status = SSE_OK;
  uint32_t lowest, highest;
  if (is_none(among)) return SSE_OK;
  ends_of(among, first, &lowest, &highest);
  for (size_t i = 0; i < condition->list_count && !status; i++)
    status = fill_list(&condition->lists[i], ranking, first, lowest, highest, found, err);
  for (size_t i = 0; i < FILTER_WORDS; i++)
    found[i] &= among[i];
  return status;
}

static sse_status fill_places(struct condition *condition, uint32_t first, const uint64_t *among,
                              uint64_t *found, sse_error *err) {
  enum { FEW = 32 }; /* so few items that they are checked one by one */
  sse_status status = SSE_OK;
  size_t count = 0;
  for (size_t i = 0; i < FILTER_WORDS; i++)
    count += (size_t)__builtin_popcountll(among[i]);
  if (count > FEW) status = span_walk_fill(condition->walk, first, FILTER_STRETCH, found, err);
  for (size_t i = 0; i < FILTER_WORDS; i++) {
    for (uint64_t left = count > FEW ? 0 : among[i]; left != 0 && !status; left &= left - 1) {
      const unsigned place = (unsigned)__builtin_ctzll(left);
      uint64_t bit = 0;
      status = span_walk_fill(condition->walk, first + (uint32_t)i * 64 + place, 1, &bit, err);
      found[i] |= bit << place;
    }
    found[i] &= among[i];
  }
  return status;
}

static sse_status fill_all(struct condition *parent, index_ranking *ranking, uint32_t first,
                           const uint64_t *among, uint64_t *found, sse_error *err) {
  uint64_t left[FILTER_WORDS];
  sse_status status = SSE_OK;
  memcpy(found, among, sizeof left);
  for (int is_late = 0; is_late < 2; is_late++) {
    for (struct condition *child = parent->child; child && !status && !is_none(found); child = child->next) {
      if ((child->kind == CONDITION_FILTER || child->kind == CONDITION_PLACES) != is_late) continue;
      memcpy(left, found, sizeof left);
      status = condition_fill(child, ranking, first, left, found, err);
    }
  }
  return status;
}

static sse_status fill_any(struct condition *parent, index_ranking *ranking, uint32_t first,
                           const uint64_t *among, uint64_t *found, sse_error *err) {
  uint64_t left[FILTER_WORDS], more[FILTER_WORDS];
  sse_status status = SSE_OK;
  memcpy(left, among, sizeof left);
  for (struct condition *child = parent->child; child && !status && !is_none(left); child = child->next) {
    status = condition_fill(child, ranking, first, left, more, err);
    for (size_t i = 0; i < FILTER_WORDS && !status; i++) {
      found[i] |= more[i];
      left[i] &= ~more[i];
    }
  }
  return status;
}

/* Numbers without an item satisfy nothing, not even a negation. */
static sse_status fill_not(struct condition *parent, index_ranking *ranking, uint32_t first,
                           const uint64_t *among, uint64_t *found, sse_error *err) {
  uint64_t left[FILTER_WORDS], excluded[FILTER_WORDS] = {0};
  sse_status status = fill_any(parent, ranking, first, among, excluded, err);
  for (size_t i = 0; i < FILTER_WORDS; i++)
    left[i] = among[i] & ~excluded[i];
  return status ? status : filters_fill(NULL, ranking, first, left, found, err);
}

sse_status condition_fill(struct condition *condition, index_ranking *ranking, uint32_t first,
                          const uint64_t *among, uint64_t *found, sse_error *err) {
  memset(found, 0, FILTER_WORDS * sizeof *found);
  switch (condition->kind) {
  case CONDITION_ALL:
    return fill_all(condition, ranking, first, among, found, err);
  case CONDITION_ANY:
    return fill_any(condition, ranking, first, among, found, err);
  case CONDITION_NOT:
    return fill_not(condition, ranking, first, among, found, err);
  case CONDITION_LISTS:
    return fill_lists(condition, ranking, first, among, found, err);
  case CONDITION_PLACES:
    return fill_places(condition, first, among, found, err);
  case CONDITION_SET:
    for (size_t i = 0; i < FILTER_WORDS && first / 64 + i < condition->set.count; i++)
      found[i] = condition->set.words[first / 64 + i] & among[i];
    return SSE_OK;
  default:
    return filters_fill(condition->filter, ranking, first, among, found, err);
  }
}
