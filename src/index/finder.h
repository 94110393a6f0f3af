/* Private to index/: which row of the tables an item is, and which rows the current source has brought.
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
  sqlite3_int64 number; /* 0: no row was found */
  sqlite3_int64 source; /* its owner */
  sqlite3_int64 lender; /* another source, which its body comes from; 0 for none */
  bool gone;
  bool same;                 /* its owner's content is identical to the item */
  bool same_place;           /* its keys, provenance and state are identical to the item's */
  bool same_title;           /* likewise for its title */
  bool has_own, has_address; /* whether it has such keys, and whether they equal the item's */
  bool same_own, same_address;
  bool other_date; /* both have dates, and they differ */
  bool undated;    /* neither has one */
} found_item;

/* An item and everything it is looked up by. */
typedef struct finder_item {
  const index_entry *entry;
  sse_str date; /* as it is stored */
  item_keys keys;
} finder_item;

/* The caller frees `*finder`, before the index is closed. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status finder_new(const index_db *index, index_finder **finder, sse_error *err);
void finder_free(index_finder *finder); /* NULL is allowed */

/* The calls that follow are about the source `number`. */
void finder_begin(index_finder *finder, sqlite3_int64 number);

/* Finds the row of an item that has an address or an id; the row's number is 0 if the item is new.
 *   1. A row with the same address and title is that item. If the address is a site's root, that of a list,
 *      or that of several items, different dates, or different ids in one reading, still make two items.
 *   2. A row with the same id and title is that item, unless the addresses differ and the id is not unique.
 *   3. A row with the same id is the item under a new title, if no other row has the id.
 *   4. So is a row with the same address, if no other row has the address and it is not that of a list.
 *   5. Otherwise, if the item has only an id, or other rows share its id or address, it is the row of the
 *      same source with its date, its text and its title or, given a common key, another title.
 * Rules 3 to 5 never take a row that was already met in this reading. Rules 1 to 4 do not take a row of the
 * same source if its date differs and its text has little in common with the item's, or if neither has a date
 * and both title and text differ: a source that shows one item at a time, always under the same id or
 * address, then has a new one. Nor do they take a row of another source that differs in date, title and text
 * (or in title and text, without dates) if both texts are more than a summary: some pages give the address of
 * their section as their own. If all keys and the title are the same, this holds only in a source that has no
 * item with other keys. */
sse_status finder_find(index_finder *finder, const finder_item *item, found_item *found, sse_error *err);
/* Finds the row with this public id. */
sse_status finder_find_id(index_finder *finder, sse_str id, const finder_item *item, found_item *found,
                          sse_error *err);

/* Marks a row as brought by the current source; `*again` is set if it was already marked. */
sse_status finder_mark(index_finder *finder, sqlite3_int64 number, bool *again, sse_error *err);
bool finder_is_marked(const index_finder *finder, sqlite3_int64 number);

/* Rows with consecutive numbers. */
typedef struct finder_rows {
  uint32_t first; /* 0: items without a row of their own */
  uint32_t count;
} finder_rows;

/* Mark rows for which no item was looked up, and test whether any of them is marked. */
sse_status finder_mark_rows(index_finder *finder, finder_rows rows, sse_error *err);
bool finder_has_marked(const index_finder *finder, finder_rows rows);

/* Finishes an item of the current source: records the row that was marked since the last call, if any.
 * Errors: SSE_NO_MEMORY. */
sse_status finder_next(index_finder *finder, sse_error *err);
/* The rows of all finished items, in order. Borrowed until the next call of finder_next. */
const finder_rows *finder_brought(const index_finder *finder, size_t *count);
/* Returns true if a second item of the source met one of the rows, or if too many were met twice to tell. */
bool finder_met_twice(const index_finder *finder, finder_rows rows);

#endif
