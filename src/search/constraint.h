/* Private to search/: what an item has to satisfy besides having the words: alternatives, exclusions,
 * nearness, filters. A set of items, a bit for each number. */
#ifndef SSE_SEARCH_CONSTRAINT_H
#define SSE_SEARCH_CONSTRAINT_H

#include "search/query.h"

typedef struct item_set {
  uint64_t *words; /* NULL: nothing is asked, all items are in it */
  size_t count;    /* of words */
} item_set;

/* Finds the items that satisfy all constraints of the query, and the filters in `filters`, a query of its
 * own. What a filter cannot mean is noted in `notes`. `today` is where relative dates start. `set` is the
 * caller's to reset, whatever the result. */
sse_status constraint_find(const struct query *query, const struct query_reading *reading, sse_str filters,
                           sse_date today, index_ranking *ranking, sse_buffer *notes, item_set *set,
                           sse_error *err);
/* The set of all items. It is the caller's to reset, whatever the result. */
sse_status constraint_everything(index_ranking *ranking, item_set *set, sse_error *err);
void item_set_reset(item_set *set);

static inline bool item_set_has(const item_set *set, uint32_t item) {
  return !set->words || (item / 64 < set->count && set->words[item / 64] >> item % 64 & 1);
}

/* The first item of the set at or after `item`; UINT32_MAX where there is none. */
uint32_t item_set_next(const item_set *set, uint32_t item);

/* The days of "2023", "2023-07", "2023-07-25", or "-30d", "-2w", "-6m", "-1y" before `today`: the first and
 * the last. False for anything else. */
bool constraint_days(sse_str text, sse_date today, uint32_t *first, uint32_t *last);

#endif
