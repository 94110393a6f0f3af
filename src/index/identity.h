/* Private to index/: what identifies an item, so that it is recognised in another run or source.
 * An item has an address, an id, both or neither. Each becomes a key; equal keys mean equal ids or addresses.
 * Nothing here looks into the tables. */
#ifndef SSE_INDEX_IDENTITY_H
#define SSE_INDEX_IDENTITY_H

#include "index/batch.h"

/* Keys are 64-bit XXH3 hashes: the chance that two of a million items share one is 1 in 30 million. */
typedef struct item_keys {
  bool has_own, has_address;
  bool is_root;    /* the address is that of a whole site, which many items may give */
  bool is_web_id;  /* the id is an address */
  int64_t own;     /* of the id, which is unique worldwide or else within its source */
  int64_t address; /* of the canonical address (sse_url_append_canonical), or of an id that is an address */
  int64_t id_address; /* if is_web_id */
  int64_t title;      /* of the bytes of the title */
} item_keys;

/* Fills in the keys of an item of the source with the path `source`. `canonical` is overwritten. False if out
 * of memory. */
bool identity_keys(const source_item *item, sse_str source, sse_buffer *canonical, item_keys *keys);
/* The key of an id that is not an address, from that source. `text` is overwritten. False if out of memory.
 */
bool identity_own(sse_str id, sse_str source, sse_buffer *text, int64_t *key);

enum {
  IDENTITY_ID_SIZE = 17,    /* 16 hexadecimal digits and a NUL */
  IDENTITY_ALIKE_MOST = 100 /* items with one title and date that a source may change in place; beyond that
                               the text counts too */
};

/* The item's date as it is stored, written to `text`; empty if it has none. */
sse_str identity_date(const source_item *item, char text[SSE_DATE_SIZE]);
/* Hashes everything that is stored of an item; returns false if out of memory. */
bool identity_hash(const source_item *item, unsigned char hash[ENTRY_HASH]);
/* The public id of an item of the source `path`, given that `alike` items already took the ids before it: its
 * source's id, else its address, else one made from its title and date; if those are taken, one made from all
 * that distinguishes it. `*id` may point into `made`. Returns false if out of memory. */
bool identity_make_id(const source_item *item, const item_keys *keys, const char *path, uint32_t alike,
                      char made[IDENTITY_ID_SIZE], sse_str *id);

/* The key of an address; `*is_one` is false if `url` is not an address. Returns false if out of memory. */
bool identity_address(sse_str url, sse_buffer *canonical, bool *is_one, int64_t *key);

#endif
