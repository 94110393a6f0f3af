/* A set of items, with one bit for each number.
 * Numbers begin with 1, like those of the index.
 * A set without bits contains all items: there is no condition. */
#ifndef SSE_QUERY_ITEM_SET_H
#define SSE_QUERY_ITEM_SET_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct item_set {
  uint64_t *words; /* NULL if there is no condition: all items are in it */
  size_t count;    /* of words */
} item_set;

/* Makes an empty set for items up to `count` * 64 - 1; the caller resets it. Errors: SSE_NO_MEMORY. */
sse_status item_set_make(size_t count, item_set *set, sse_error *err);
void item_set_reset(item_set *set);

static inline bool item_set_has(const item_set *set, uint32_t item) {
  return !set->words || (item / 64 < set->count && set->words[item / 64] >> item % 64 & 1);
}

/* The first item of the set at or after `item` and before `end` * 64; UINT32_MAX if there is none. */
uint32_t item_set_next(const item_set *set, uint32_t item, size_t end);

static inline void item_set_put(item_set *set, uint32_t item) {
  if (item / 64 < set->count) set->words[item / 64] |= (uint64_t)1 << item % 64;
}

/* The same as an index_match_fn; `set` is an item_set. */
void item_set_put_match(void *set, uint32_t item);

static inline void item_set_take(item_set *set, uint32_t item) {
  if (item / 64 < set->count) set->words[item / 64] &= ~((uint64_t)1 << item % 64);
}

#endif
