/* The best hits so far: a heap whose first one is the worst of them, which a better one replaces.
 * Errors stick in the ranking.
 * What is left is sorted at the end. */
#include "search/top.h"

static void sift_down(struct ranking *ranking, struct rank_hit *heap, size_t count, size_t at) {
  for (;;) {
    size_t child = 2 * at + 1;
    if (child >= count) return;
    if (child + 1 < count && rank_is_before(ranking, &heap[child], &heap[child + 1])) child++;
    if (!rank_is_before(ranking, &heap[at], &heap[child])) return;
    struct rank_hit swapped = heap[at];
    heap[at] = heap[child];
    heap[child] = swapped;
    at = child;
  }
}

/* Raises what both threads know to what this one does. */
static void raise_floor(const struct top *top) {
  const double own = top->heap[0].score;
  double floor = top->floor && top->count == top->wanted->count ? atomic_load(top->floor) : own;
  while (floor < own && !atomic_compare_exchange_weak(top->floor, &floor, own)) /* another was written */
    ;
}

void top_push(struct top *top, struct rank_hit *hit) {
  struct ranking *ranking = top->ranking;
  struct rank_hit *heap = top->heap;
  if (top->count == top->wanted->count) {
    if (!rank_is_before(ranking, hit, &heap[0])) return;
    heap[0] = *hit;
    sift_down(ranking, heap, top->count, 0);
    raise_floor(top);
    return;
  }
  size_t at = top->count++;
  heap[at] = *hit;
  while (at > 0 && rank_is_before(ranking, &heap[(at - 1) / 2], &heap[at])) {
    struct rank_hit swapped = heap[at];
    heap[at] = heap[(at - 1) / 2];
    heap[(at - 1) / 2] = swapped;
    at = (at - 1) / 2;
  }
  raise_floor(top);
}
