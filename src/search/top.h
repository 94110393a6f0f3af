/* Private to search/: the best hits so far.
 * Items are scored into it by scored.c, or taken by their dates by dated.c.
 * Ties are broken as results are ordered. */
#ifndef SSE_SEARCH_TOP_H
#define SSE_SEARCH_TOP_H

#include "search/order.h"

#include <stdatomic.h>

struct top {
  struct ranking *ranking;
  const struct rank_wanted *wanted;
  struct rank_hit *hits; /* with top_room; once full, the worst of those wanted is the last of them */
  size_t count;
  bool is_full;          /* as many as are wanted were found */
  uint32_t first, last;  /* items that are looked at */
  _Atomic double *floor; /* no item of a lower score is wanted, as far as all threads know; NULL: not known */
};

/* How many hits there has to be room for where so many are wanted. */
static inline size_t top_room(size_t wanted) {
  return wanted + wanted / 2 + 1;
}
/* The score of the worst hit of those wanted, where it is full. */
static inline double top_worst(const struct top *top) {
  return top->hits[top->wanted->count - 1].score;
}
/* Leaves the best hits alone, at the end of a search. */
void top_settle(struct top *top);
/* Adds a hit, unless those that are wanted are all better. */
void top_push(struct top *top, struct rank_hit *hit);

/* No item of a lower score can become a hit any more; 0 while any can. */
static inline double top_least(const struct top *top) {
  const double own = top->is_full ? top_worst(top) : 0;
  const double both = top->floor ? atomic_load_explicit(top->floor, memory_order_relaxed) : 0;
  return own > both ? own : both;
}

/* Bounds are raised by this against rounding, so that what ties with the last hit is still looked at. */
#define TOP_ROUNDING (1 + 1e-9)

/* True where nothing with a score up to `bound`, by its words, and such a factor can become a hit. */
static inline bool top_is_hopeless(const struct top *top, double bound, double recency) {
  return !top->wanted->exhaustive && bound * recency * TOP_ROUNDING < top_least(top);
}

/* True where scores alone decide what is a hit: no conditions, no order by date, no items known beforehand.
 * `*postings` is how many all cursors have. */
bool top_is_by_scores(const struct top *top, size_t *postings);

/* scored.c: finds the best among the items from `first` to `last`. Errors stick in the ranking. */
void top_find(struct top *top);

/* estimate.c: a score that most likely as many items reach as are wanted, from a look at a sixteenth of all;
 * 0 where that is not worth it. */
double top_estimate(const struct top *top);

/* halves.c: the same, by two threads, where that is worth it; false where it is not, and nothing was done. */
bool top_find_halves(struct top *top);

/* dated.c: fills it by date. */
void top_by_date(struct top *top);
/* Takes an item that may match, by its date. */
void top_take_dated(struct top *top, uint32_t item);

#endif
