/* Private to index/: items in the tables, source by source.
 * items_begin, any number of items_put, then items_end; items_save and items_undo go back in between.
 * All statements that change items are in items.c, those of sources in sources.c. */
#ifndef SSE_INDEX_ITEMS_H
#define SSE_INDEX_ITEMS_H

#include "index/batch.h"
#include "index/finder.h"
#include "index/sources.h"

typedef struct index_items index_items;

/* What became of an item. */
typedef enum items_outcome { ITEMS_ADDED, ITEMS_UPDATED, ITEMS_UNCHANGED, ITEMS_WITHDRAWN } items_outcome;

/* Prepares the statements and begins the run's transaction, of a run that began `now`, in seconds since 1970;
 * `*items` is the caller's to free, before the index is closed. */
sse_status items_new(index_db *index, int64_t now, index_items **items, sse_error *err);
void items_free(index_items *items);

/* The index the tables are in, and what finds the rows of items. */
const index_db *items_index(const index_items *items);
index_finder *items_finder(index_items *items);

/* What follows is of the source `number`, whose path is borrowed until items_end. `is_new` tells that it
 * never had an item. */
void items_begin(index_items *items, sqlite3_int64 number, const char *path, bool is_new);
/* Adds or updates one item of the source; its `path` is what follows that of the source. */
sse_status items_put(index_items *items, const index_entry *entry, items_outcome *outcome, sse_error *err);
/* The source was read whole: items that it had and was not seen to have any more are its no longer. */
sse_status items_end(index_items *items, sse_error *err);
/* The same, but what it has no more stays. */
sse_status items_keep(index_items *items, sse_error *err);
/* Lets go of all items of a source that is not there any more. */
sse_status items_drop(index_items *items, sqlite3_int64 number, sse_error *err);

/* Remembers the state of the source at hand, and goes back to it; items_end forgets it. */
sse_status items_save(index_items *items, sse_error *err);
sse_status items_undo(index_items *items, sse_error *err);

/* Removes the items that are gone of the source `number`; adds their count to `*removed`. */
sse_status items_prune(index_items *items, sqlite3_int64 number, size_t *removed, sse_error *err);

/* Ends the run's transaction. */
sse_status items_commit(index_items *items, sse_error *err);

#endif
