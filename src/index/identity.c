/* The keys of an item. An id is unique in the whole world only where its form promises that (base/url.h);
 * `1` and `post:1` are ids of one source. A site's root does not tell items apart: feeds give it to all of
 * theirs. */
#include "index/identity.h"
#include "base/url.h"

#include <xxhash.h>

static int64_t key_of(sse_str text, int64_t seed) {
  return (int64_t)XXH3_64bits_withSeed(text.data ? text.data : "", text.length, (uint64_t)seed);
}

bool identity_address(sse_str url, sse_buffer *canonical, bool *is_one, int64_t *key) {
  sse_buffer_clear(canonical);
  sse_url_append_canonical(canonical, url);
  if (canonical->failed) return false;
  *is_one = canonical->length > 0;
  if (*is_one) *key = key_of(sse_buffer_str(canonical), 0);
  return true;
}

/* The key of an id that is not an address. */
static bool own_key(sse_str id, int64_t source, sse_buffer *worldwide, int64_t *key) {
  sse_buffer_clear(worldwide);
  sse_url_append_worldwide_id(worldwide, id);
  *key = worldwide->length > 0 ? key_of(sse_buffer_str(worldwide), 0) : key_of(id, source);
  return !worldwide->failed;
}

bool identity_keys(const source_item *item, int64_t source, sse_buffer *canonical, item_keys *keys) {
  *keys = (item_keys){.title = key_of(item->title, 0)};
  bool done = identity_address(item->url, canonical, &keys->has_address, &keys->address) &&
              identity_address(item->id, canonical, &keys->is_web_id, &keys->id_address);
  if (!done) return false;
  sse_str address = keys->has_address ? item->url : item->id;
  if (!keys->has_address && keys->is_web_id) keys->address = keys->id_address;
  keys->has_address = keys->has_address || keys->is_web_id;
  keys->is_root = keys->has_address && sse_url_is_root(address);
  keys->has_own = item->id.length > 0 && !(keys->is_web_id && sse_url_is_root(item->id));
  keys->own = keys->id_address;
  return !keys->has_own || keys->is_web_id || own_key(item->id, source, canonical, &keys->own);
}
