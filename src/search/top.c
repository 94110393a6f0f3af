/* The best hits so far, in a buffer with room for half as many more: when it is full, all but the best are
 * dropped. This compares a hit less often than a heap does, and in consecutive memory, which matters if
 * thousands are wanted. Errors stick in the ranking; the hits that are left are not sorted. */
#include "search/top.h"

static void swap(struct rank_hit *a, struct rank_hit *b) {
  struct rank_hit swapped = *a;
  *a = *b;
  *b = swapped;
}

/* Moves the median of three hits to the first place: for hits that come in order, the first is a bad
 * pivot. */
static void choose_pivot(struct ranking *ranking, struct rank_hit *first, struct rank_hit *last) {
  struct rank_hit *middle = first + (last - first) / 2;
  if (rank_is_before(ranking, last, first)) swap(first, last);
  if (rank_is_before(ranking, middle, first)) swap(first, middle);
  if (rank_is_before(ranking, last, middle)) swap(middle, last);
  swap(first, middle);
}

/* Moves the best `count` hits to the front, the worst of them last (Hoare, Algorithm 65: Find, 1961). */
static void select_best(struct ranking *ranking, struct rank_hit *hits, size_t from, size_t until,
                        size_t count) {
  while (until - from > 1) {
    if (until - from > 2) choose_pivot(ranking, &hits[from], &hits[until - 1]);
    size_t kept = from; /* hits after the pivot, up to this one, rank before it */
    for (size_t i = from + 1; i < until; i++)
      if (rank_is_before(ranking, &hits[i], &hits[from])) swap(&hits[++kept], &hits[i]);
    swap(&hits[from], &hits[kept]);
    if (kept == count - 1) return;
    if (kept < count) {
      from = kept + 1;
    } else {
      until = kept;
    }
  }
}

bool top_is_by_scores(const struct top *top, size_t *postings) {
  const struct ranking *ranking = top->ranking;
  const struct rank_wanted *wanted = top->wanted;
  *postings = 0;
  for (size_t i = 0; i < ranking->cursor_count; i++)
    *postings += ranking->cursors[i].frequency;
  return !ranking->allowed && !wanted->exhaustive && !wanted->among &&
         !rank_is_by_date(ranking, wanted->sort);
}

/* Raises the shared floor to that of this thread. */
static void raise_floor(const struct top *top) {
  const double own = top_worst(top);
  double floor = top->floor ? atomic_load(top->floor) : own;
  while (floor < own && !atomic_compare_exchange_weak(top->floor, &floor, own)) /* another was written */
    ;
}

void top_settle(struct top *top) {
  if (top->count < top->wanted->count) return;
  select_best(top->ranking, top->hits, 0, top->count, top->wanted->count);
  top->count = top->wanted->count;
  top->is_full = true;
  raise_floor(top);
}

void top_push(struct top *top, struct rank_hit *hit) {
  const size_t wanted = top->wanted->count;
  if (top->is_full && !rank_is_before(top->ranking, hit, &top->hits[wanted - 1])) return;
  top->hits[top->count++] = *hit;
  if (top->count == top_room(wanted) || (!top->is_full && top->count == wanted)) top_settle(top);
}
