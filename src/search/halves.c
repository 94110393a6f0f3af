/* The best items by two threads, each with half of the items, its own connection, cursors and hits. They
 * share the score that no hit can be below, so that each skips what the other makes hopeless. The result is
 * exact: an item that is not among the best of its half is not among the best of all. */
#include "base/both.h"
#include "search/cursors.h"
#include "search/top.h"

#include <stdlib.h>

enum {
  LARGE = 1500000 /* postings; for fewer it is not worth opening the cursors twice, which takes some
                     milliseconds */
};

/* Constraints are checked by one thread; so are prefixes, whose postings were already read by two. */
static bool is_worth_it(const struct top *top) {
  const struct ranking *ranking = top->ranking;
  size_t postings;
  bool is_plain = top_is_by_scores(top, &postings);
  for (size_t i = 0; i < ranking->cursor_count; i++)
    is_plain = is_plain && ranking->cursors[i].variant_count == 0;
  return is_plain && (top->wanted->both || postings > LARGE);
}

static void find(void *context) {
  top_find(context);
}

/* Opens the same query for the second thread. */
static bool open_second(const struct ranking *ranking, struct ranking *second, sse_error *err) {
  index_db *index = (index_db *)index_second(ranking->db); /* only the second thread uses it */
  if (!index) return false;
  sse_status status = cursors_open(second, index, ranking->query, err);
  second->except = ranking->except;
  second->pairs_enough = ranking->pairs_enough;
  return !status;
}

bool top_find_halves(struct top *top) {
  sse_error err;
  struct ranking second = {0};
  if (!is_worth_it(top)) return false;
  struct top upper = {.ranking = &second, .wanted = top->wanted, .last = top->last, .floor = top->floor};
  upper.hits = calloc(top_room(top->wanted->count), sizeof *upper.hits);
  bool done = upper.hits && open_second(top->ranking, &second, &err);
  if (done) {
    top->last = (uint32_t)(index_ranking_numbers(top->ranking->index) / 2);
    upper.first = top->last + 1;
    sse_both(find, top, &upper);
    top->last = upper.last;
    if (second.status && !top->ranking->status) {
      top->ranking->status = second.status;
      *top->ranking->err = err;
    }
    for (size_t i = 0; i < upper.count && !top->ranking->status; i++)
      top_push(top, &upper.hits[i]);
  }
  cursors_reset(&second);
  free(upper.hits);
  return done;
}
