/* The keys of an item. An id is unique in the whole world only where its form promises that: an http(s)
 * address, a tag (RFC 4151), a URN (RFC 8141) or a UUID (RFC 9562). `1` and `post:1` are ids of one source.
 * A site's root is no id at all: feeds give it to all their items. */
#include "index/identity.h"
#include "base/url.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <xxhash.h>

static bool begins_with(sse_str text, const char *prefix) {
  size_t length = strlen(prefix);
  return text.length > length && strncasecmp(text.data, prefix, length) == 0;
}

/* True for a UUID, bare or as a URN; `*uuid` is its 36 characters. */
static bool is_uuid(sse_str id, sse_str *uuid) {
  enum { UUID_LENGTH = 36 };
  static const char prefix[] = "urn:uuid:";
  size_t start = begins_with(id, prefix) ? sizeof prefix - 1 : 0;
  if (id.length - start != UUID_LENGTH) return false;
  *uuid = sse_str_part(id, start, id.length);
  for (size_t i = 0; i < UUID_LENGTH; i++) {
    bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? uuid->data[i] != '-' : !isxdigit((unsigned char)uuid->data[i])) return false;
  }
  return true;
}

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

/* The key of an id that is no address. */
static bool own_key(sse_str id, int64_t source, sse_buffer *lower, int64_t *key) {
  sse_str uuid;
  if (!is_uuid(id, &uuid)) {
    bool is_worldwide = begins_with(id, "tag:") || begins_with(id, "urn:");
    *key = key_of(id, is_worldwide ? 0 : source);
    return true;
  }
  sse_buffer_clear(lower);
  for (size_t i = 0; i < uuid.length; i++) {
    const char small = (char)tolower((unsigned char)uuid.data[i]);
    sse_buffer_append(lower, &small, 1);
  }
  *key = key_of(sse_buffer_str(lower), 0);
  return !lower->failed;
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
