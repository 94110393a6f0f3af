/* The keys of an item. An id is unique worldwide only if its form guarantees it (base/url.h); `1` and
 * `post:1` are ids within one source. The root of a site does not distinguish items: some feeds give it for
 * all of theirs. */
#include "index/identity.h"
#include "base/url.h"

#include <stdio.h>
#include <string.h>
#include <xxhash.h>

static int64_t key_of(sse_str text) {
  return (int64_t)XXH3_64bits(text.data ? text.data : "", text.length);
}

bool identity_address(sse_str url, sse_buffer *canonical, bool *is_one, int64_t *key) {
  sse_buffer_clear(canonical);
  sse_url_append_canonical(canonical, url);
  if (canonical->failed) return false;
  *is_one = canonical->length > 0;
  if (*is_one) *key = key_of(sse_buffer_str(canonical));
  return true;
}

/* Source and id are hashed as one text: were the source a seed, short ids of two sources would share keys,
 * since a small seed changes no more than a few bits of a short text. A path has no NUL. */
bool identity_own(sse_str id, sse_str source, sse_buffer *text, int64_t *key) {
  sse_buffer_clear(text);
  sse_url_append_worldwide_id(text, id);
  if (text->length == 0) {
    sse_buffer_append_str(text, source);
    sse_buffer_append_str(text, (sse_str){"", 1});
    sse_buffer_append_str(text, id);
  }
  *key = key_of(sse_buffer_str(text));
  return !text->failed;
}

bool identity_keys(const source_item *item, sse_str source, sse_buffer *canonical, item_keys *keys) {
  *keys = (item_keys){.title = key_of(item->title)};
  bool done = identity_address(item->url, canonical, &keys->has_address, &keys->address) &&
              identity_address(item->id, canonical, &keys->is_web_id, &keys->id_address);
  if (!done) return false;
  sse_str address = keys->has_address ? item->url : item->id;
  if (!keys->has_address && keys->is_web_id) keys->address = keys->id_address;
  keys->has_address = keys->has_address || keys->is_web_id;
  keys->is_root = keys->has_address && sse_url_is_root(address);
  keys->has_own = item->id.length > 0 && !(keys->is_web_id && sse_url_is_root(item->id));
  keys->own = keys->id_address;
  return !keys->has_own || keys->is_web_id || identity_own(item->id, source, canonical, &keys->own);
}

/* ---- Identifying items without keys ----------------------------------------------------------- */

/* Lengths are hashed too, so that different lists of texts cannot collide by concatenation. */
static bool hash_str(XXH3_state_t *state, sse_str text) {
  uint64_t length = text.length;
  return XXH3_128bits_update(state, &length, sizeof length) == XXH_OK &&
         XXH3_128bits_update(state, text.data ? text.data : "", text.length) == XXH_OK;
}

static bool hash_strs(const sse_str *texts, size_t count, unsigned char hash[ENTRY_HASH]) {
  XXH3_state_t *state = XXH3_createState();
  bool done = state && XXH3_128bits_reset(state) == XXH_OK;
  for (size_t i = 0; i < count && done; i++)
    done = hash_str(state, texts[i]);
  if (done) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state));
    memcpy(hash, canonical.digest, ENTRY_HASH);
  }
  (void)XXH3_freeState(state); /* always XXH_OK */
  return done;
}

sse_str identity_date(const source_item *item, char text[SSE_DATE_SIZE]) {
  sse_date_format(item->date, text);
  return item->date.year ? sse_str_of(text) : (sse_str){0};
}

bool identity_hash(const source_item *item, unsigned char hash[ENTRY_HASH]) {
  char date[SSE_DATE_SIZE];
  const sse_str kept[] = {item->title, item->body,     identity_date(item, date),
                          item->url,   item->source,   item->lang,
                          item->tags,  item->reply_to, item->author};
  return hash_strs(kept, sizeof kept / sizeof *kept, hash);
}

bool identity_make_id(const source_item *item, const item_keys *keys, const char *path, uint32_t alike,
                      char made[IDENTITY_ID_SIZE], sse_str *id) {
  char date[SSE_DATE_SIZE];
  unsigned char hash[ENTRY_HASH];
  char ordinal[16];
  sse_str own = item->id;
  if (own.length == 0 && keys->has_address && !keys->is_root) own = item->url;
  sse_str parts[] = {item->title, identity_date(item, date), sse_str_of(path), {ordinal, 0}, item->body, own};
  int length = snprintf(ordinal, sizeof ordinal, "%u", (unsigned)alike);
  if (length < 0) return false;
  parts[3].length = (size_t)length;
  size_t count = alike == 0 ? 2 : alike <= IDENTITY_ALIKE_MOST ? 4 : 5;
  *id = own;
  if (own.length > 0 && alike == 0) return true;
  if (!hash_strs(parts, own.length > 0 ? 6 : count, hash)) return false;
  for (size_t i = 0; i < IDENTITY_ID_SIZE / 2; i++)
    (void)snprintf(made + 2 * i, 3, "%02x", hash[i]); /* two digits always fit */
  *id = (sse_str){made, IDENTITY_ID_SIZE - 1};
  return true;
}
