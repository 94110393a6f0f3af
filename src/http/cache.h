/* Answers that were made once, so that what is asked for again is not searched for again.
 * An answer stands under a key that says all it depends on, compared whole: it is found as it was made, or
 * not at all. Where the index is another, keys are others; what nobody asks for any more is the first to go.
 */
#ifndef SSE_HTTP_CACHE_H
#define SSE_HTTP_CACHE_H

#include "base/status.h"
#include "base/str.h"

struct cache;

/* `*made` keeps at most so many bytes, keys and what an answer takes beside it included; it is the caller's
 * to free. It is NULL for 0 bytes, which the functions below take for a cache that keeps nothing. Errors:
 * SSE_NO_MEMORY. */
sse_status cache_new(size_t bytes, struct cache **made, sse_error *err);
void cache_free(struct cache *cache);

/* True where there is an answer; `*body` is a copy for the caller to free. Without memory for it, there is
 * none. From any thread, as are those below. */
bool cache_find(struct cache *cache, sse_str key, char **body, size_t *length);
/* Keeps a copy of an answer, in place of those that were not asked for the longest. One that would need more
 * than an eighth of the cache is not kept, nor is it an error where memory is short. */
void cache_keep(struct cache *cache, sse_str key, sse_str body);

/* The bytes that are taken at the moment. */
size_t cache_size(struct cache *cache);

#endif
