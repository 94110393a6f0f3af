/* Private to search/: the best hits so far, in a heap.
 * Items are scored into it by rank.c, or taken by their dates by dated.c.
 * Ties are broken as results are ordered. */
#ifndef SSE_SEARCH_TOP_H
#define SSE_SEARCH_TOP_H

#include "search/rank.h"

struct top {
  struct ranking *ranking;
  const struct rank_wanted *wanted;
  struct rank_hit *heap; /* the worst first */
  size_t count;
};

/* Adds a hit, unless those that are wanted are all better. */
void top_push(struct top *top, struct rank_hit *hit);

/* Fills it by date. */
void top_by_date(struct top *top);
/* Takes an item that may match, by its date. */
void top_take_dated(struct top *top, uint32_t item);

#endif
