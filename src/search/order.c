/* Which of two hits comes first: by score, then the later one, then by id; and what recency adds to a score.
 * The values of an item that this needs are only read if they decide.
 * Errors stick in the ranking. */
#include "search/order.h"

#include <math.h>
#include <stdlib.h>

bool rank_is_by_date(const struct ranking *ranking, search_sort sort) {
  return sort != SEARCH_RELEVANCE || ranking->cursor_count == 0;
}

double rank_recency(const struct rank_wanted *wanted, uint32_t day) {
  if (wanted->half_life <= 0 || day == 0) return 1;
  double age = day < wanted->today ? wanted->today - day : 0;
  return 1 + RANK_RECENCY * exp2(-age / wanted->half_life);
}

void rank_learn_day(struct ranking *ranking, struct rank_hit *hit) {
  if (hit->has_day || ranking->status) return;
  ranking->status = index_item_day(ranking->index, hit->item, &hit->day, ranking->err);
  hit->has_day = !ranking->status;
}

bool rank_is_before(struct ranking *ranking, struct rank_hit *a, struct rank_hit *b) {
  if (a->score != b->score) return a->score > b->score;
  rank_learn_day(ranking, a);
  rank_learn_day(ranking, b);
  if (a->day != b->day) return a->day > b->day;
  bool is_before = a->item < b->item;
  if (!ranking->status)
    ranking->status = index_is_before(ranking->index, a->item, b->item, &is_before, ranking->err);
  return is_before;
}

int rank_compare(const void *left, const void *right, void *ranking) {
  struct rank_hit *a = (struct rank_hit *)left, *b = (struct rank_hit *)right; /* the day may be set */
  return rank_is_before(ranking, a, b) ? -1 : rank_is_before(ranking, b, a);
}

static int compare_hits(const void *left, const void *right, void *context) {
  const struct rank_hit *a = left, *b = right;
  if (a->class != b->class) return a->class < b->class ? -1 : 1;
  return rank_compare(left, right, context);
}

void rank_order(struct ranking *ranking, struct rank_hit *hits, size_t count) {
  qsort_r(hits, count, sizeof *hits, compare_hits, ranking);
}
