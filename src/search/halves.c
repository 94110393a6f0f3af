/* The best items by two threads, each with a half of the items, cursors and hits of its own: what one knows
 * that no hit can be below, the other need not look at either. Exact, since an item that is not among the
 * best of its half is not among the best. The second thread reads the index by a connection of its own. */
#include "base/both.h"
#include "search/cursors.h"
#include "search/top.h"

#include <stdlib.h>

enum {
  LARGE = 1500000 /* postings, from which on it is worth opening the cursors twice: some milliseconds */
};

/* Conditions are answered by one thread, as are beginnings of words, whose postings two have read already. */
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
  index_db *index = (index_db *)index_second(ranking->db); /* it is for the second thread alone */
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
