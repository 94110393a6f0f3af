/* Private to index/: items in the tables, one transaction a source.
 * items_begin, any number of items_put, then items_commit or items_roll_back.
 * All statements that change rows are in items.c. */
#ifndef SSE_INDEX_ITEMS_H
#define SSE_INDEX_ITEMS_H

#include "index/index.h"

typedef struct index_items index_items;

/* What became of an item. */
typedef enum items_outcome { ITEMS_ADDED, ITEMS_UPDATED, ITEMS_UNCHANGED } items_outcome;

/* Prepares the statements; `*items` is the caller's to free, before the index is closed. */
sse_status items_new(index_db *index, index_items **items, sse_error *err);
void items_free(index_items *items);

/* Begins the transaction of the source at `path` (its absolute path, or "-"). Errors: SSE_BUSY, SSE_IO. */
sse_status items_begin(index_items *items, const char *path, sse_error *err);
/* Adds or updates one item of the source. */
sse_status items_put(index_items *items, const source_item *item, items_outcome *outcome, sse_error *err);
sse_status items_commit(index_items *items, sse_error *err);
/* Undoes all since items_begin; does nothing where no transaction is open. */
void items_roll_back(index_items *items);

#endif
