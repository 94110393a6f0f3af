/* The cache of answers: a hash table by key, and a list by last use.
 * One lock is enough: it is held for a few microseconds at a time, most of them for copying an answer.
 */
#include "http/cache.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum {
  SHARE = 8,             /* 1 / SHARE of the cache is the most that one answer may take */
  BYTES_OF_A_SLOT = 4096 /* a page of hits and its key take a little more than that */
};

struct entry {
  struct entry *next;          /* in its slot */
  struct entry *newer, *older; /* in order of last use */
  uint64_t hash;               /* of the key */
  size_t key_length, length;
  char bytes[]; /* the key, and after it the body */
};

struct cache {
  pthread_mutex_t lock;
  struct entry **slots;
  size_t slot_count, size, most;
  struct entry *newest, *oldest;
};

sse_status cache_new(size_t bytes, struct cache **made, sse_error *err) {
  *made = NULL;
  if (bytes == 0) return SSE_OK;
  struct cache *created = calloc(1, sizeof *created);
  if (!created) return sse_fail_memory(err);
  created->most = bytes;
  created->slot_count = bytes / BYTES_OF_A_SLOT + 1;
  created->slots = calloc(created->slot_count, sizeof(struct entry *));
  if (!created->slots || pthread_mutex_init(&created->lock, NULL) != 0) {
    free(created->slots);
    free(created);
    return sse_fail_memory(err);
  }
  *made = created;
  return SSE_OK;
}

static size_t size_of(const struct entry *entry) {
  return sizeof *entry + entry->key_length + entry->length;
}

/* ---- The list and the hash table ---------------------------------------------------------------- */

static void unlink_entry(struct cache *cache, struct entry *entry) {
  *(entry->newer ? &entry->newer->older : &cache->newest) = entry->older;
  *(entry->older ? &entry->older->newer : &cache->oldest) = entry->newer;
}

static void link_newest(struct cache *cache, struct entry *entry) {
  entry->newer = NULL;
  entry->older = cache->newest;
  *(cache->newest ? &cache->newest->newer : &cache->oldest) = entry;
  cache->newest = entry;
}

/* Returns the pointer that refers to the entry of a key, or where it would be added. */
static struct entry **place_of(struct cache *cache, uint64_t hash, sse_str key) {
  struct entry **place = &cache->slots[hash % cache->slot_count];
  for (; *place; place = &(*place)->next)
    if ((*place)->hash == hash && sse_str_equal((sse_str){(*place)->bytes, (*place)->key_length}, key)) break;
  return place;
}

static void drop(struct cache *cache, struct entry *entry) {
  unlink_entry(cache, entry);
  *place_of(cache, entry->hash, (sse_str){entry->bytes, entry->key_length}) = entry->next;
  cache->size -= size_of(entry);
  free(entry);
}

void cache_free(struct cache *cache) {
  if (!cache) return;
  while (cache->oldest)
    drop(cache, cache->oldest);
  (void)pthread_mutex_destroy(&cache->lock); /* nobody holds it any more */
  free(cache->slots);
  free(cache);
}

/* ---- Finding and storing ------------------------------------------------------------------------ */

bool cache_find(struct cache *cache, sse_str key, char **body, size_t *length) {
  *body = NULL;
  if (!cache) return false;
  uint64_t hash = XXH3_64bits(key.data, key.length);
  (void)pthread_mutex_lock(&cache->lock); /* cannot fail: no thread ends while it holds the lock */
  struct entry *found = *place_of(cache, hash, key);
  if (found) {
    unlink_entry(cache, found);
    link_newest(cache, found);
    *body = sse_copy((sse_str){found->bytes + found->key_length, found->length});
    *length = found->length;
  }
  (void)pthread_mutex_unlock(&cache->lock);
  return *body != NULL;
}

static struct entry *make_entry(uint64_t hash, sse_str key, sse_str body) {
  struct entry *made = malloc(sizeof *made + key.length + body.length);
  if (!made) return NULL;
  *made = (struct entry){.hash = hash, .key_length = key.length, .length = body.length};
  memcpy(made->bytes, key.data, key.length);
  if (body.length > 0) memcpy(made->bytes + key.length, body.data, body.length);
  return made;
}

void cache_keep(struct cache *cache, sse_str key, sse_str body) {
  size_t room = cache ? cache->most / SHARE : 0;
  if (room < sizeof(struct entry) || key.length > room - sizeof(struct entry) ||
      body.length > room - sizeof(struct entry) - key.length)
    return;
  uint64_t hash = XXH3_64bits(key.data, key.length);
  struct entry *made = make_entry(hash, key, body);
  if (!made) return;
  (void)pthread_mutex_lock(&cache->lock);
  struct entry *same = *place_of(cache, hash, key); /* another thread answered the same request */
  if (same) drop(cache, same);
  while (cache->size + size_of(made) > cache->most) {
    assert(!cache->oldest->older); /* so drop() replaces cache->oldest */
    drop(cache, cache->oldest);
  }
  struct entry **slot = &cache->slots[hash % cache->slot_count];
  made->next = *slot;
  *slot = made;
  link_newest(cache, made);
  cache->size += size_of(made);
  (void)pthread_mutex_unlock(&cache->lock);
}

size_t cache_size(struct cache *cache) {
  if (!cache) return 0;
  (void)pthread_mutex_lock(&cache->lock);
  size_t size = cache->size;
  (void)pthread_mutex_unlock(&cache->lock);
  return size;
}
