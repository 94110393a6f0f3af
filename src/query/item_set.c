/* Sets of items as bits.
 * Most sets of a query are dense, so that a bit for each item of the index is small enough.
 * Set operations (and, or, not) work word by word, in the code that needs them. */
#include "query/item_set.h"

#include <stdlib.h>

sse_status item_set_make(size_t count, item_set *set, sse_error *err) {
  set->count = count;
  set->words = calloc(count, sizeof *set->words);
  return set->words ? SSE_OK : sse_fail_memory(err);
}

void item_set_reset(item_set *set) {
  free(set->words);
  *set = (item_set){0};
}

uint32_t item_set_next(const item_set *set, uint32_t item, size_t end) {
  for (size_t word = item / 64; word < set->count && word < end; word++, item = (uint32_t)(word * 64)) {
    uint64_t left = set->words[word] >> item % 64;
    if (left != 0) return item + (uint32_t)__builtin_ctzll(left);
  }
  return UINT32_MAX;
}

void item_set_put_match(void *set, uint32_t item) {
  item_set_put(set, item);
}
