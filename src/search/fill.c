/* Matching items of a whole stretch: bits for each term group, from the blocks of its postings, combined as
 * the term groups are. If many items match, that takes a third of the time of moving from one to the next.
 * Stretches are the same as those of constraints. */
#include "search/class.h"

#include <string.h>

enum { WORDS = FILTER_WORDS };

static void fill_list(struct ranking *ranking, struct cursor_list *list, uint32_t first, uint64_t *bits) {
  size_t block = index_list_block(&list->list, list->block, first);
  if (block != list->block) list->is_unpacked = false;
  list->block = block;
  while (list->block < list->list.block_count) {
    if (!list->is_unpacked) cursor_list_unpack(ranking, list);
    if (ranking->status) return;
    filters_put(bits, first, list->items, list->count);
    if (list->list.blocks[list->block].last - first >= FILTER_STRETCH - 1) return;
    list->block++;
    list->is_unpacked = false;
  }
}

static void fill_cursor(struct ranking *ranking, struct cursor *cursor, uint32_t first, uint64_t *bits) {
  for (size_t i = 0; i < cursor->list_count; i++)
    fill_list(ranking, &cursor->lists[i], first, bits);
}

static void intersect(uint64_t *bits, const uint64_t *others) {
  for (size_t i = 0; i < WORDS; i++)
    bits[i] &= others[i];
}

/* Sets the bits of the items that have all words of the term group. */
static void fill_words(struct ranking *ranking, size_t which, uint32_t first, uint64_t *bits) {
  const struct group_cursors *group = &ranking->groups[which];
  memset(bits, 0xff, WORDS * sizeof *bits);
  for (size_t i = 0; i < group->word_count; i++) {
    uint64_t word[WORDS] = {0};
    fill_cursor(ranking, &ranking->cursors[group->first + i], first, word);
    intersect(bits, word);
  }
}

/* Adds the items that have all parts of the term group. */
static void fill_parts(struct ranking *ranking, const struct query_group *group, uint32_t first,
                       uint64_t *bits) {
  uint64_t all[WORDS];
  bool counts = false;
  memset(all, 0xff, sizeof all);
  for (size_t i = 0; i < group->part_count; i++) {
    for (int second = 0; second < 2; second++) {
      uint64_t part[WORDS] = {0};
      size_t other;
      if (!query_part_counts(ranking->query, group, i, second, &other)) continue;
      const struct group_cursors *parts = &ranking->groups[group->first_part];
      fill_cursor(ranking, &ranking->cursors[parts[i].first], first, part);
      if (other != i) fill_cursor(ranking, &ranking->cursors[parts[other].first], first, part);
      intersect(all, part);
      counts = true;
    }
  }
  for (size_t i = 0; i < WORDS && counts; i++)
    bits[i] |= all[i];
}

void class_fill(struct ranking *ranking, enum rank_class class, uint32_t item, uint64_t *bits) {
  const uint32_t first = item / FILTER_STRETCH * FILTER_STRETCH;
  memset(bits, 0xff, WORDS * sizeof *bits);
  for (size_t g = 0; g < ranking->required_count && !ranking->status; g++) {
    const size_t which = ranking->required[g];
    const struct group_cursors *cursors = &ranking->groups[which];
    uint64_t group[WORDS];
    fill_words(ranking, which, first, group);
    if (class != RANK_LITERAL && cursors->has_synonyms)
      fill_cursor(ranking, &ranking->cursors[cursors->first + cursors->word_count], first, group);
    if (class != RANK_LITERAL) fill_parts(ranking, &ranking->query->groups[which], first, group);
    intersect(bits, group);
  }
  if (ranking->allowed && !ranking->status)
    ranking->status = constraint_fill(ranking->allowed, first, bits, ranking->err);
  for (size_t i = 0; i < WORDS && first + i * 64 < item; i++)
    bits[i] &= item - first >= (i + 1) * 64 ? 0 : UINT64_MAX << (item - first) % 64;
  if (ranking->except - first < FILTER_STRETCH && ranking->except > 0)
    bits[(ranking->except - first) / 64] &= ~((uint64_t)1 << ranking->except % 64);
}
