/* Private to index/: items by day, for comparing the items of one day with each other.
 * If only some items changed, days without a new item are left out: their items were compared before.
 * Items without a day or without a known language are left out too. */
#ifndef SSE_INDEX_DAYS_H
#define SSE_INDEX_DAYS_H

#include "index/stories.h"

struct stories_days {
  uint32_t oldest, newest; /* from 1; `newest` is 0 if there are no days */
  uint32_t *ends;          /* by day, from `oldest` - 1: the end of its items in `items` */
  uint32_t *items;         /* by day and number: four bytes each */
};

/* Gathers the items, whose values are then known (stories_know). The caller resets `days`, whatever the
 * result. Errors: those of the store. */
sse_status days_gather(const struct stories *stories, struct stories_days *days, sse_error *err);
void days_reset(struct stories_days *days);

#endif
