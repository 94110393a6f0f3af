/* Items by date instead of a score: stretches of items are searched in the order of their best days, until
 * none that is left can contain a hit. That is soon if ids follow dates. The index keeps the range of days of
 * each stretch. */
#include "search/cursors.h"
#include "search/top.h"

#include <stdlib.h>

static bool is_by_own_date(search_sort sort) {
  return sort != SEARCH_SEEN && sort != SEARCH_CHANGED;
}

static double key_of_day(search_sort sort, uint32_t day) {
  return sort == SEARCH_OLDEST ? -(double)(day > 0 ? day : INDEX_NO_DAY) : day;
}

/* The sort key of an item instead of a score: a day, higher is better. */
static double date_key(struct top *top, struct rank_hit *hit) {
  struct ranking *ranking = top->ranking;
  const index_values *values;
  search_sort sort = top->wanted->sort;
  if (is_by_own_date(sort)) {
    rank_learn_day(ranking, hit);
    return key_of_day(sort, hit->day);
  }
  if (!ranking->status) ranking->status = index_values_of(ranking->index, hit->item, &values, ranking->err);
  if (ranking->status) return 0;
  return sort == SEARCH_SEEN ? values->seen : values->changed;
}

/* An upper bound for the keys in a stretch of items. */
static double span_bound(const index_span *span, search_sort sort) {
  if (!is_by_own_date(sort)) return UINT16_MAX;
  return sort == SEARCH_OLDEST ? -(double)span->oldest : span->newest;
}

/* By date, items with synonyms are mixed with those that have the words themselves. */
void top_take_dated(struct top *top, uint32_t item) {
  struct ranking *ranking = top->ranking;
  enum rank_class class = class_of_item(ranking, item), wanted = top->wanted->class;
  struct rank_hit hit = {.item = item, .class = class};
  if (class != wanted && !(wanted == RANK_EVERY && class == RANK_LITERAL)) return;
  hit.score = date_key(top, &hit);
  top_push(top, &hit);
}

/* A stretch of items and an upper bound for their keys. */
struct stretch {
  uint32_t first;
  double bound;
};

static int compare_stretches(const void *a, const void *b) {
  const struct stretch *left = a, *right = b;
  if (left->bound != right->bound) return left->bound > right->bound ? -1 : 1;
  return (left->first > right->first) - (left->first < right->first);
}

/* The first item at or after `item` and before `end` that may be no worse than the hits so far. */
static uint32_t dated_next(struct top *top, uint32_t item, uint32_t end) {
  struct ranking *ranking = top->ranking;
  const search_sort sort = top->wanted->sort;
  const index_day *days = NULL;
  if (!top->is_full || top->wanted->exhaustive || item >= end) return item;
  const double worst = top_worst(top);
  while (is_by_own_date(sort) && item < end) {
    uint32_t until = item;
    ranking->status = index_days_from(ranking->index, item, &days, &until, ranking->err);
    if (!days) return item;
    if (until > end) until = end;
    for (; item < until && key_of_day(sort, index_day_number(days)) < worst; days++)
      item++;
    if (item < until) return item;
  }
  for (; item < end && !ranking->status; item++) {
    struct rank_hit hit = {.item = item};
    if (date_key(top, &hit) >= worst) break;
  }
  return item;
}

static void take_stretch(struct top *top, uint32_t item, uint32_t end) {
  struct ranking *ranking = top->ranking;
  cursors_rewind(ranking);
  while (!ranking->status && (item = dated_next(top, item, end)) < end) {
    uint32_t found = class_next(ranking, top->wanted->class, item);
    if (found == item) top_take_dated(top, item++);
    if (found > item) item = found;
  }
}

void top_by_date(struct top *top) {
  struct ranking *ranking = top->ranking;
  const index_span *spans = NULL;
  size_t count = 0, numbers = index_ranking_numbers(ranking->index);
  ranking->status = index_spans(ranking->index, &spans, &count, ranking->err);
  struct stretch *stretches = calloc(count + 1, sizeof *stretches);
  if (!stretches && !ranking->status) ranking->status = sse_fail_memory(ranking->err);
  for (size_t i = 0; i < count && !ranking->status; i++)
    stretches[i] = (struct stretch){(uint32_t)(i * INDEX_DAYS), span_bound(&spans[i], top->wanted->sort)};
  if (!ranking->status) qsort(stretches, count, sizeof *stretches, compare_stretches);
  for (size_t i = 0; i < count && !ranking->status; i++) {
    bool is_full = top->is_full && !top->wanted->exhaustive;
    size_t end = stretches[i].first + INDEX_DAYS;
    if (is_full && stretches[i].bound < top_worst(top)) break;
    take_stretch(top, stretches[i].first > 0 ? stretches[i].first : 1,
                 (uint32_t)(end < numbers ? end : numbers));
  }
  free(stretches);
}
