/* Growing the table of keys: slots are rebuilt at twice the size, so that half of them are always free.
 * Keys are never removed.
 * If memory is short, the contents may be lost: the table can then only be reset. */
#include "base/keys.h"
#include "base/buffer.h"

#include <stdlib.h>

enum { SLOTS_LEAST = 64 };

void sse_keys_reset(sse_keys *keys) {
  free(keys->keys);
  free(keys->slots);
  *keys = (sse_keys){0};
}

static bool grow(sse_keys *keys) {
  if (keys->slot_count > keys->count * 2) return true;
  keys->slot_count = keys->slot_count > 0 ? keys->slot_count * 2 : SLOTS_LEAST;
  free(keys->slots);
  keys->slots = calloc(keys->slot_count, sizeof *keys->slots);
  for (size_t i = 0; i < keys->count && keys->slots; i++)
    keys->slots[sse_keys_slot(keys, keys->keys[i])] = (uint32_t)i + 1;
  return keys->slots != NULL;
}

bool sse_keys_add(sse_keys *keys, uint64_t key, size_t *place) {
  void *all = keys->keys;
  if (!grow(keys)) return false;
  size_t slot = sse_keys_slot(keys, key);
  if (keys->slots[slot] == 0) {
    if (!sse_array_reserve(&all, &keys->capacity, keys->count + 1, sizeof *keys->keys)) return false;
    keys->keys = all;
    keys->keys[keys->count++] = key;
    keys->slots[slot] = (uint32_t)keys->count;
  }
  *place = keys->slots[slot] - 1;
  return true;
}
