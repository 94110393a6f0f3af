/* The best items of a query, by one thread or two, and all items that match, one by one or by stretches.
 * The rest of a prefix is read only if what it adds may be a hit, or must be counted.
 * scored.c and dated.c find the best items. */
#include "search/rank.h"
#include "search/cursors.h"
#include "search/prefix.h"
#include "search/top.h"

#include <stdlib.h>

static double most_recency(const struct rank_wanted *wanted) {
  return wanted->half_life > 0 ? 1 + RANK_RECENCY : 1;
}

/* Finds the best items with a score of at least `floor`: by two threads, if that is possible and worth it. */
static void find_above(struct top *top, double floor) {
  _Atomic double shared = floor;
  top->count = 0;
  top->is_full = false;
  top->floor = &shared;
  if (!top_find_halves(top)) top_find(top);
  top_settle(top);
  top->floor = NULL;
}

/* Skips items that score less than the estimate, unless too few turn out to score more. */
static void find(struct top *top) {
  if (top->wanted->count == 0) return;
  const double floor = top_estimate(top);
  find_above(top, floor);
  if (floor > 0 && !(top->is_full && top_worst(top) >= floor)) find_above(top, 0);
}

sse_status rank_best(struct ranking *ranking, const struct rank_wanted *wanted, struct rank_hit *hits,
                     size_t *found) {
  struct top top = {.ranking = ranking, .wanted = wanted, .hits = hits, .first = 1, .last = CURSOR_END - 1};
  bool by_date = rank_is_by_date(ranking, wanted->sort);
  find(&top);
  /* The items that the rest of a prefix adds are mostly worse than all hits. */
  if (ranking->has_rest && !top_is_hopeless(&top, prefix_rest_bound(ranking), most_recency(wanted))) {
    prefix_read_rest(ranking);
    find(&top);
  }
  qsort_r(hits, top.count, sizeof *hits, rank_compare, ranking);
  for (size_t i = 0; i < top.count && by_date; i++)
    hits[i].score = 0;
  *found = top.count;
  return ranking->status;
}

/* Reports items to a listener. */
struct reporting {
  struct ranking *ranking;
  const struct rank_listener *listener;
  size_t most, *count;
};

static void report(const struct reporting *reporting, uint32_t item) {
  struct ranking *ranking = reporting->ranking;
  const struct rank_listener *listener = reporting->listener;
  ++*reporting->count;
  if (listener->on_item && !ranking->status)
    ranking->status = listener->on_item(listener->context, item, ranking->err);
}

static void report_bits(const struct reporting *reporting, uint32_t first, const uint64_t *bits) {
  const struct rank_listener *listener = reporting->listener;
  const bool is_each = listener->on_item && !listener->on_stretch; /* item by item */
  if (listener->on_stretch && !reporting->ranking->status)
    listener->on_stretch(listener->context, first, bits);
  for (size_t i = 0; i < FILTER_WORDS && !is_each; i++)
    *reporting->count += (size_t)__builtin_popcountll(bits[i]);
  for (size_t i = 0; i < FILTER_WORDS && is_each; i++)
    for (uint64_t left = bits[i]; left != 0 && *reporting->count < reporting->most; left &= left - 1)
      report(reporting, first + (uint32_t)(i * 64 + (size_t)__builtin_ctzll(left)));
}

/* Reports the items of a class or a better one: one by one, or by stretches. */
static void each(const struct reporting *reporting, enum rank_class class) {
  struct ranking *ranking = reporting->ranking;
  bool has_bits = class != RANK_SOME && (ranking->required_count > 0 || ranking->allowed);
  uint64_t bits[FILTER_WORDS];
  *reporting->count = 0;
  cursors_rewind(ranking);
  for (uint32_t item = 1; *reporting->count < reporting->most && !ranking->status; item++) {
    item = class_next(ranking, class, item);
    if (item == CURSOR_END) break;
    if (!has_bits) {
      report(reporting, item);
      continue;
    }
    uint32_t first = item / FILTER_STRETCH * FILTER_STRETCH;
    class_fill(ranking, class, item, bits);
    report_bits(reporting, first, bits);
    item = first + FILTER_STRETCH - 1;
  }
}

sse_status rank_each(struct ranking *ranking, enum rank_class class, size_t most,
                     const struct rank_listener *listener, size_t *count) {
  static const struct rank_listener nobody = {0};
  const struct reporting silent = {ranking, &nobody, most, count},
                         reporting = {ranking, listener, most, count};
  *count = 0;
  if (ranking->cursor_count == 0 && !ranking->allowed) return ranking->status;
  if (ranking->has_rest && most < SIZE_MAX) each(&silent, class);
  if (*count < most) prefix_read_rest(ranking);
  each(&reporting, class);
  if (*count > most) *count = most;
  return ranking->status;
}
