/* Private to index/: what an item goes by, so that the same one is known again from another run or source.
 * An item has an address, an id, both or neither; each becomes a key, and keys that agree name one thing.
 * Nothing here looks into the tables. */
#ifndef SSE_INDEX_IDENTITY_H
#define SSE_INDEX_IDENTITY_H

#include "index/batch.h"

/* Keys are 64 bits of XXH3: two of a million items that differ share one with a chance of 1 in 30 million. */
typedef struct item_keys {
  bool has_own, has_address;
  bool is_root;       /* the address is that of a site as a whole, which many items may give */
  bool is_web_id;     /* the id is an address */
  int64_t own;        /* of the id: in the whole world where it is unique there, else in its source */
  int64_t address;    /* of the canonical address (sse_url_append_canonical), or of an id that is one */
  int64_t id_address; /* where is_web_id */
  int64_t title;      /* of the bytes of the title */
} item_keys;

/* Fills in the keys of an item of the source `source`. `canonical` is overwritten. False where memory is
 * short. */
bool identity_keys(const source_item *item, int64_t source, sse_buffer *canonical, item_keys *keys);

enum {
  IDENTITY_ID_SIZE = 17,    /* 16 hexadecimal digits and a NUL */
  IDENTITY_ALIKE_MOST = 100 /* items of one title and date a source may change in place; after them the text
                               counts too */
};

/* The item's date as it is kept, written to `text`; none where it has none. */
sse_str identity_date(const source_item *item, char text[SSE_DATE_SIZE]);
/* A hash of all that is kept of an item; false where memory is short. */
bool identity_hash(const source_item *item, unsigned char hash[ENTRY_HASH]);
/* The id an item of the source `path` is shown under where `alike` items took those before: its source's own,
 * else its address, by default one made of its title and date; after that made of all that tells it apart.
 * `*id` may be in `made`. False where memory is short. */
bool identity_make_id(const source_item *item, const item_keys *keys, const char *path, uint32_t alike,
                      char made[IDENTITY_ID_SIZE], sse_str *id);

/* The key of an address; `*is_one` is false for what is not an address. False where memory is short. */
bool identity_address(sse_str url, sse_buffer *canonical, bool *is_one, int64_t *key);

#endif
