/* Private to index/: restores items from an export as the index that wrote it had them: with their ids, the
 * sources that have them, and when they were added.
 * The `provenance` of such an item is drawn in export.c. */
#ifndef SSE_INDEX_RESTORE_H
#define SSE_INDEX_RESTORE_H

#include "index/batch.h"
#include "index/index.h"

typedef struct index_restore index_restore;

/* The caller frees `*restore`, before the index is closed. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status restore_new(const index_db *index, index_restore **restore, sse_error *err);
void restore_free(index_restore *restore); /* NULL is allowed */

/* Adds the row of an item that has a provenance, without its terms. `*number` is the number of the row. It is
 * 0 if the index already has an item with this id, which stays as it is, or if the item was withdrawn, which
 * is recorded. */
sse_status restore_put(index_restore *restore, const index_entry *entry, sqlite3_int64 *number,
                       sse_error *err);

#endif
