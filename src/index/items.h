/* Private to index/: items in the tables, source by source.
 * Call items_begin, items_put any number of times, then items_end; items_save and items_undo in between.
 * All statements that change items are in items.c, those for sources in sources.c. */
#ifndef SSE_INDEX_ITEMS_H
#define SSE_INDEX_ITEMS_H

#include "index/batch.h"
#include "index/finder.h"
#include "index/sources.h"

typedef struct index_items index_items;

/* What became of an item. */
typedef enum items_outcome {
  ITEMS_ADDED,
  ITEMS_UPDATED,
  ITEMS_MERGED, /* updated, but with a text or more that it had from another source */
  ITEMS_UNCHANGED,
  ITEMS_WITHDRAWN
} items_outcome;

/* Prepares the statements and begins the transaction of a run that began `now`, in seconds since 1970; the
 * caller frees `*items`, before the index is closed. */
sse_status items_new(index_db *index, int64_t now, index_items **items, sse_error *err);
void items_free(index_items *items);

/* The index that the tables are in, and the finder of the items' rows. */
const index_db *items_index(const index_items *items);
index_finder *items_finder(index_items *items);

/* The calls that follow are about the source `number`, whose path is borrowed until items_end. `is_new` means
 * that it never had an item. */
void items_begin(index_items *items, sqlite3_int64 number, const char *path, bool is_new);
/* Adds or updates one item of the source; the item's `path` is what follows the path of the source. */
sse_status items_put(index_items *items, const index_entry *entry, items_outcome *outcome, sse_error *err);
/* The source has been read completely: it loses the items that were not seen again. */
sse_status items_end(index_items *items, sse_error *err);
/* Like items_end, but items that were not seen again stay. */
sse_status items_keep(index_items *items, sse_error *err);
/* Releases all items of a source that no longer exists. */
sse_status items_drop(index_items *items, sqlite3_int64 number, sse_error *err);

/* Save the state of the current source, and return to it; items_end discards the saved state. */
sse_status items_save(index_items *items, sse_error *err);
sse_status items_undo(index_items *items, sse_error *err);

/* Removes the items of the source `number` that are gone; adds their number to `*removed`. */
sse_status items_prune(index_items *items, sqlite3_int64 number, size_t *removed, sse_error *err);

/* Writes which words less items have, and those of items that were merged; after the words that the caller
 * counted of the others. */
sse_status items_write_words(index_items *items, sse_error *err);

/* Commits the run's transaction. */
sse_status items_commit(index_items *items, sse_error *err);

#endif
