/* Estimates the score of the worst of many hits from a sample of the items, so that a search can skip items
 * with lower scores from the start ("sampling" in Mallia and others, A Comparison of Top-k Threshold
 * Estimation Techniques for Disjunctive Query Processing, 2020). */
#include "search/cursors.h"
#include "search/top.h"

#include <math.h>
#include <stdlib.h>

enum {
  SHARE = 16,     /* one item in this many is examined */
  STRETCHES = 16, /* in this many places, since items near each other are often alike */
  FEW = 64,       /* for fewer hits it is not worth its cost */
  LARGE = 100000  /* for fewer postings it is not either */
};

/* Constraints are excluded, as they may cost more to check than a score does. */
static bool is_worth_it(const struct top *top) {
  const struct rank_wanted *wanted = top->wanted;
  size_t postings;
  if (!top_is_by_scores(top, &postings)) return false;
  return wanted->both || (wanted->count >= FEW && postings >= LARGE);
}

/* How many hits of the sample correspond to those wanted: three standard deviations more than expected, so
 * that the worst of them is hardly ever too high. */
static size_t hits_of_sample(size_t wanted) {
  const double expected = (double)wanted / SHARE;
  return (size_t)(expected + 3 * sqrt(expected)) + 1;
}

double top_estimate(const struct top *top) {
  if (!is_worth_it(top)) return 0;
  const uint32_t all = (uint32_t)index_ranking_numbers(top->ranking->index);
  struct rank_wanted wanted = *top->wanted;
  wanted.count = hits_of_sample(top->wanted->count);
  struct top sample = {.ranking = top->ranking, .wanted = &wanted};
  sample.hits = calloc(top_room(wanted.count), sizeof *sample.hits);
  if (!sample.hits) return 0;
  for (uint32_t i = 0; i < STRETCHES; i++) {
    sample.first = 1 + (uint32_t)((uint64_t)all * i / STRETCHES);
    sample.last = sample.first + all / (STRETCHES * SHARE);
    top_find(&sample);
  }
  top_settle(&sample);
  const double worst = sample.is_full ? top_worst(&sample) : 0;
  free(sample.hits);
  return worst;
}
