/* Private to index/: which row of the tables an item is, and which rows the source at hand has brought.
 * One decision for all kinds of items, in one place; nothing here changes the tables.
 * All statements that look for items are in finder.c. */
#ifndef SSE_INDEX_FINDER_H
#define SSE_INDEX_FINDER_H

#include "index/batch.h"
#include "index/identity.h"
#include "index/index.h"

#include <sqlite3.h>

typedef struct index_finder index_finder;

/* A row, as far as it matters for what becomes of an item. */
typedef struct found_item {
  sqlite3_int64 number; /* 0: there is none */
  sqlite3_int64 source; /* its owner */
  sqlite3_int64 lender; /* another source, of which its body is; 0 for none */
  bool gone;
  bool same;                 /* its owner's content is that of the item */
  bool same_place;           /* its keys, provenance and state are those of the item */
  bool same_title;           /* as below, in the title */
  bool has_own, has_address; /* whether it has such keys, and whether they are the item's */
  bool same_own, same_address;
  bool other_date; /* both have dates, which differ */
  bool undated;    /* neither has one */
} found_item;

/* An item and all that it is looked for by. */
typedef struct finder_item {
  const index_entry *entry;
  sse_str date; /* as it is kept */
  item_keys keys;
} finder_item;

/* `*finder` is the caller's to free, before the index is closed. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status finder_new(const index_db *index, index_finder **finder, sse_error *err);
void finder_free(index_finder *finder); /* NULL is allowed */

/* What follows is of the source `number`. */
void finder_begin(index_finder *finder, sqlite3_int64 number);

/* Finds the row that an item with an address or an id is by now; its number is 0 where it is a new item.
 *   1. Of the same address and title, it is that item. At a site's root, or an address that a list or several
 *      items have, two dates or, in one reading, two ids still make two.
 *   2. Of the same id and title, it is that item, unless the address differs and the id is not the only one.
 *   3. Of the same id, which no other item has, it is the item under a new title.
 *   4. Of the same address, which no other item has and which is not a list either.
 *   5. Else, where an id is all it has or others share its id or address, it is the item of the same source
 *      that has its date, its text and its title or, with a key in common, another title.
 * By 3 to 5 no row is taken that was already met in this reading. By 1 to 4 no row of the same source is
 * taken whose date is another one and whose text has little in common with the item's, or which has no date,
 * as the item, and neither title nor text in common: a source that shows one item at a time, always with the
 * same id or address, has a new one. Nor is a row of another source taken that differs in date, title and
 * text, or in title and text without dates, where both texts are more than a summary: pages name their
 * section as their address. Where all keys and the title are the same, that is so only in a source that has
 * no item with other keys. */
sse_status finder_find(index_finder *finder, const finder_item *item, found_item *found, sse_error *err);
/* Finds the row with that id, as it is shown to the world. */
sse_status finder_find_id(index_finder *finder, sse_str id, const finder_item *item, found_item *found,
                          sse_error *err);

/* Marks a row as brought by the source at hand; `*again` tells that it was already. */
sse_status finder_mark(index_finder *finder, sqlite3_int64 number, bool *again, sse_error *err);
bool finder_is_marked(const index_finder *finder, sqlite3_int64 number);

/* Rows with numbers that follow each other. */
typedef struct finder_rows {
  uint32_t first; /* 0: items without a row of their own */
  uint32_t count;
} finder_rows;

/* Marks rows without an item of the source being looked for, and tells whether any is marked. */
sse_status finder_mark_rows(index_finder *finder, finder_rows rows, sse_error *err);
bool finder_has_marked(const index_finder *finder, finder_rows rows);

/* Ends the item of the source at hand that was looked for: notes the row that was marked since the last
 * one. Errors: SSE_NO_MEMORY. */
sse_status finder_next(index_finder *finder, sse_error *err);
/* The rows of all items that were looked for, in order. Borrowed until the next one. */
const finder_rows *finder_brought(const index_finder *finder, size_t *count);
/* Whether a second item of the source was one of the rows; true, too, where so many were that it is not
 * known.
 */
bool finder_met_twice(const index_finder *finder, finder_rows rows);

#endif
