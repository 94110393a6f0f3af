/* Keys of 64 bits, and the place of each in the order in which they came.
 * What belongs to a key stands in an array of the user's, at its place.
 * A hash table of places: keys are hashes themselves. */
#ifndef SSE_BASE_KEYS_H
#define SSE_BASE_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All zero is an empty one. */
typedef struct sse_keys {
  uint64_t *keys;
  size_t count, capacity;
  uint32_t *slots; /* a place, from 1; 0: free. At least half are. */
  size_t slot_count;
} sse_keys;

void sse_keys_reset(sse_keys *keys);

/* The place of a key, which it has from its first time on. False where memory is short. */
bool sse_keys_add(sse_keys *keys, uint64_t key, size_t *place);

static inline size_t sse_keys_slot(const sse_keys *keys, uint64_t key) {
  size_t mask = keys->slot_count - 1, at = (key ^ key >> 32) & mask;
  while (keys->slots[at] != 0 && keys->keys[keys->slots[at] - 1] != key)
    at = (at + 1) & mask;
  return at;
}

/* The place of a key; SIZE_MAX where there is none. */
static inline size_t sse_keys_find(const sse_keys *keys, uint64_t key) {
  return keys->count == 0 ? SIZE_MAX : (size_t)keys->slots[sse_keys_slot(keys, key)] - 1;
}

#endif
