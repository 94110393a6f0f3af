/* Private to index/: items by day, for who compares those of one day.
 * Where only some items changed, days without a new one are left out: what they have was compared before.
 * An item without a day, or of which the language is not known, is in none. */
#ifndef SSE_INDEX_DAYS_H
#define SSE_INDEX_DAYS_H

#include "index/stories.h"

struct stories_days {
  uint32_t oldest, newest; /* of the days, from 1; `newest` is 0 where there is none */
  uint32_t *ends;          /* by day, from `oldest` - 1: where its items end among all */
  uint32_t *items;         /* by day and number: four bytes each */
};

/* Gathers them; they are known then (stories_know). It is the caller's to reset, whatever the result. Errors:
 * those of the store. */
sse_status days_gather(const struct stories *stories, struct stories_days *days, sse_error *err);
void days_reset(struct stories_days *days);

#endif
