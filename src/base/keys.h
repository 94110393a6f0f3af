/* Numbers 64-bit keys in the order in which they are first added.
 * Callers keep the data of a key in an array of their own, at the key's number.
 * A hash table of these numbers; the keys are hashes already, so they are not hashed again. */
#ifndef SSE_BASE_KEYS_H
#define SSE_BASE_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All zero is an empty table. */
typedef struct sse_keys {
  uint64_t *keys;
  size_t count, capacity;
  uint32_t *slots; /* 1 + the number of a key, or 0 for a free slot; at least half are free */
  size_t slot_count;
} sse_keys;

void sse_keys_reset(sse_keys *keys);

/* Sets `*place` to the number of the key, assigning the next one if the key is new. Returns false if memory
 * is short. */
bool sse_keys_add(sse_keys *keys, uint64_t key, size_t *place);

static inline size_t sse_keys_slot(const sse_keys *keys, uint64_t key) {
  size_t mask = keys->slot_count - 1, at = (key ^ key >> 32) & mask;
  while (keys->slots[at] != 0 && keys->keys[keys->slots[at] - 1] != key)
    at = (at + 1) & mask;
  return at;
}

/* The number of a key; SIZE_MAX if it was never added. */
static inline size_t sse_keys_find(const sse_keys *keys, uint64_t key) {
  return keys->count == 0 ? SIZE_MAX : (size_t)keys->slots[sse_keys_slot(keys, key)] - 1;
}

#endif
