/* A cache of answers, so that a repeated request does not cause another search.
 * A key includes all that its answer depends on, also the version of the index, and is compared in full. So
 * no outdated answer is ever found; those that nobody asks for any more are evicted first. */
#ifndef SSE_HTTP_CACHE_H
#define SSE_HTTP_CACHE_H

#include "base/status.h"
#include "base/str.h"

struct cache;

/* Creates a cache of at most `bytes` bytes, including keys and overhead; the caller frees `*made`. For 0
 * bytes it is NULL, which the functions below treat as an empty cache that keeps nothing. Errors:
 * SSE_NO_MEMORY. */
sse_status cache_new(size_t bytes, struct cache **made, sse_error *err);
void cache_free(struct cache *cache);

/* Returns true if there is an answer; `*body` is a copy that the caller frees. Returns false if there is no
 * memory for the copy. Thread-safe, as are the functions below. */
bool cache_find(struct cache *cache, sse_str key, char **body, size_t *length);
/* Stores a copy of an answer, evicting the least recently used ones. An answer that would take more than an
 * eighth of the cache is not stored; nor is any if memory is short, which is not an error. */
void cache_keep(struct cache *cache, sse_str key, sse_str body);

/* The bytes in use. */
size_t cache_size(struct cache *cache);

#endif
