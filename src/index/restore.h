/* Private to index/: items of an export, put into the tables as the index that wrote it had them: their ids,
 * the sources that have them, when they came.
 * What `provenance` of such an item holds is drawn in export.c. */
#ifndef SSE_INDEX_RESTORE_H
#define SSE_INDEX_RESTORE_H

#include "index/batch.h"
#include "index/index.h"

typedef struct index_restore index_restore;

/* `*restore` is the caller's to free, before the index is closed. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status restore_new(const index_db *index, index_restore **restore, sse_error *err);
void restore_free(index_restore *restore); /* NULL is allowed */

/* Adds the row of an item that has a provenance, without its terms; `*number` is that of the row, 0 where the
 * index has an item of that id already, which stays as it is, or the item was withdrawn, which is noted. */
sse_status restore_put(index_restore *restore, const index_entry *entry, sqlite3_int64 *number,
                       sse_error *err);

#endif
