/* The best hits of a search, compared with a plain sort: however many are wanted, in whatever order they
 * come, and by two threads with a common floor. Scores differ, so the index is never needed to break ties. */
#include "search/top.h"

#include "testing.h"

#include <stdlib.h>

enum { PUSHED = 5000 };

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static int highest_first(const void *a, const void *b) {
  const double left = *(const double *)a, right = *(const double *)b;
  return (left < right) - (left > right);
}

static int best_first(const void *a, const void *b) {
  return highest_first(&((const struct rank_hit *)a)->score, &((const struct rank_hit *)b)->score);
}

/* Makes scores from 1 on, each once: rising, falling, or mixed. */
static void make_scores(double *scores, int order) {
  uint32_t state = 7;
  for (size_t i = 0; i < PUSHED; i++)
    scores[i] = order == 1 ? (double)(PUSHED - i) : (double)(i + 1);
  for (size_t i = PUSHED - 1; i > 0 && order == 2; i--) {
    const size_t other = next_random(&state) % (i + 1);
    const double swapped = scores[i];
    scores[i] = scores[other];
    scores[other] = swapped;
  }
}

static void expect_best(const double *scores, size_t wanted_count) {
  const struct rank_wanted wanted = {.count = wanted_count};
  _Atomic double floor = 0;
  struct top top = {.wanted = &wanted, .floor = &floor};
  double *sorted = malloc(PUSHED * sizeof *sorted);
  top.hits = calloc(top_room(wanted_count), sizeof *top.hits);
  assert_non_null(sorted);
  assert_non_null(top.hits);
  memcpy(sorted, scores, PUSHED * sizeof *sorted);
  qsort(sorted, PUSHED, sizeof *sorted, highest_first);
  for (size_t i = 0; i < PUSHED; i++) {
    struct rank_hit hit = {.score = scores[i], .item = (uint32_t)i};
    top_push(&top, &hit);
    if (i + 1 < wanted_count) assert_true(top_least(&top) == 0);
    /* A score that is still wanted is never below the floor. */
    assert_true(wanted_count > PUSHED || top_least(&top) <= sorted[wanted_count - 1]);
  }
  top_settle(&top);
  assert_int_equal(top.count, wanted_count < PUSHED ? wanted_count : PUSHED);
  qsort(top.hits, top.count, sizeof *top.hits, best_first);
  for (size_t i = 0; i < top.count; i++)
    assert_true(top.hits[i].score == sorted[i]);
  if (top.is_full) assert_true(top_least(&top) == sorted[wanted_count - 1] && floor == top_least(&top));
  free(top.hits);
  free(sorted);
}

static void test_the_best_are_those_of_a_sort_in_whatever_order_they_come(void **state) {
  static const size_t wanted[] = {1, 2, 3, 10, 100, 1777, PUSHED - 1, PUSHED, PUSHED + 1};
  double scores[PUSHED];
  (void)state;
  for (int order = 0; order < 3; order++) {
    make_scores(scores, order);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
      expect_best(scores, wanted[i]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_the_best_are_those_of_a_sort_in_whatever_order_they_come),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
