/* Private to index/: an index rebuilt from the contents of another one, which an earlier version wrote or
 * whose words are those of another analyser.
 * No sources are read for this, and the old index is not changed. */
#ifndef SSE_INDEX_UPGRADE_H
#define SSE_INDEX_UPGRADE_H

#include "index/withdrawn.h"

/* Finds out whether the file at `path` is an index that this version can take over but not read directly,
 * because its tables or its analyser differ. Errors: SSE_DATABASE for a file that cannot be read,
 * SSE_NO_MEMORY. */
sse_status upgrade_is_due(const char *path, bool *is_due, sse_error *err);

/* Verifies the file of such an index, as far as SQLite can without its words. Errors: SSE_DATABASE if it is
 * damaged, SSE_NO_MEMORY. */
sse_status upgrade_verify(const char *path, sse_error *err);

/* Fills `index`, which must have no items, with the sources and items of the index at `path`, and analyses
 * their texts; `*items` is their number. With `forget`, the state in which sources were last read is dropped,
 * so that they are read again. The items in `what` (NULL: none) are not taken over. Errors: SSE_DATABASE,
 * SSE_IO, SSE_NO_MEMORY. */
sse_status upgrade_fill(index_db *index, const char *path, bool forget, withdrawal *what, size_t *items,
                        sse_error *err);

/* Copies the records of withdrawn items from the index at `path`, if it is of this version. Errors:
 * SSE_DATABASE, SSE_IO, SSE_NO_MEMORY. */
sse_status upgrade_keep_withdrawn(const index_db *index, const char *path, sse_error *err);

/* Counts the items of the index at `path`, and those of them that are missing from `index`, which must not be
 * in a transaction. Errors: SSE_DATABASE, SSE_IO, SSE_NO_MEMORY. */
sse_status upgrade_count_lost(const index_db *index, const char *path, size_t *lost, size_t *items,
                              sse_error *err);

/* Drops the state in which sources were last read, so that all are read again. Errors: SSE_DATABASE,
 * SSE_IO. */
sse_status upgrade_forget_reading(const index_db *index, sse_error *err);
/* The same of an index of an earlier version, whose keys of ids are made anew; it does no harm to another
 * one. Errors: SSE_DATABASE, SSE_IO, SSE_NO_MEMORY. */
sse_status upgrade_read_again(const index_db *index, sse_error *err);

/* Makes the terms of all items in the tables of `index`, and adds their number to `*items`. Errors:
 * SSE_DATABASE, SSE_IO, SSE_NO_MEMORY. */
sse_status upgrade_analyse(const index_db *index, size_t *items, sse_error *err);

#endif
