/* Private to search/: the best hits so far.
 * scored.c adds items with their scores, dated.c by their dates.
 * Ties are broken as in the order of results. */
#ifndef SSE_SEARCH_TOP_H
#define SSE_SEARCH_TOP_H

#include "search/order.h"

#include <stdatomic.h>

struct top {
  struct ranking *ranking;
  const struct rank_wanted *wanted;
  struct rank_hit *hits; /* room for top_room; once full, the worst of the wanted ones is the last of them */
  size_t count;
  bool is_full;          /* the wanted number was found */
  uint32_t first, last;  /* the range of items to search */
  _Atomic double *floor; /* no item with a lower score is wanted, as far as all threads know; NULL: unknown */
};

/* The room needed in `hits` for a number of wanted hits. */
static inline size_t top_room(size_t wanted) {
  return wanted + wanted / 2 + 1;
}
/* The score of the worst of the wanted hits; needs is_full. */
static inline double top_worst(const struct top *top) {
  return top->hits[top->wanted->count - 1].score;
}
/* Keeps only the best hits, at the end of a search. */
void top_settle(struct top *top);
/* Adds a hit, unless the wanted number of better ones was found. */
void top_push(struct top *top, struct rank_hit *hit);

/* No item with a lower score can become a hit any more; 0 as long as any item can. */
static inline double top_least(const struct top *top) {
  const double own = top->is_full ? top_worst(top) : 0;
  const double both = top->floor ? atomic_load_explicit(top->floor, memory_order_relaxed) : 0;
  return own > both ? own : both;
}

/* Bounds are multiplied by this against rounding, so that items that tie with the last hit are not
 * skipped. */
#define TOP_ROUNDING (1 + 1e-9)

/* True if nothing with a score of at most `bound` by words, and this recency, can become a hit. Never true
 * while any item can: the bound of an item without a word of the query may be rounded to less than 0. */
static inline bool top_is_hopeless(const struct top *top, double bound, double recency) {
  const double least = top_least(top);
  return !top->wanted->exhaustive && least > 0 && bound * recency * TOP_ROUNDING < least;
}

/* True if scores alone decide which items are hits: no conditions, no order by date, no candidates known.
 * `*postings` is the number of postings of all cursors. */
bool top_is_by_scores(const struct top *top, size_t *postings);

/* scored.c: finds the best of the items from `first` to `last`. Errors stick in the ranking. */
void top_find(struct top *top);

/* estimate.c: a score that most likely as many items reach as are wanted, from a sample of a sixteenth of all
 * items; 0 if the sample is not worth its cost. */
double top_estimate(const struct top *top);

/* halves.c: like top_find, but with two threads. Returns false, and does nothing, if that is not worth its
 * cost. */
bool top_find_halves(struct top *top);

/* dated.c: finds the best by date. */
void top_by_date(struct top *top);
/* Adds an item by its date, if it matches. */
void top_take_dated(struct top *top, uint32_t item);

#endif
