/* Private to index/: an index made anew from what another one holds: by a version before this one, or with
 * the words of another analyser. Nothing is read from sources for that, and nothing of the old index is
 * changed. */
#ifndef SSE_INDEX_UPGRADE_H
#define SSE_INDEX_UPGRADE_H

#include "index/withdrawn.h"

/* Tells whether the file at `path` is an index that this version can take over and does not read as it is:
 * its tables or its analyser are others. Errors: SSE_DATABASE for a file that cannot be read, SSE_NO_MEMORY.
 */
sse_status upgrade_is_due(const char *path, bool *is_due, sse_error *err);

/* Verifies the file of such an index, as far as SQLite can without its words. Errors: SSE_DATABASE where it
 * is damaged, SSE_NO_MEMORY. */
sse_status upgrade_verify(const char *path, sse_error *err);

/* Fills `index`, which has no items, with the sources and items of the index at `path`, and analyses their
 * texts; `*items` is how many. With `forget` it is forgotten how sources were when they were read, so that
 * they are read again. What is to be withdrawn, NULL for nothing, is not taken over. Errors: SSE_DATABASE,
 * SSE_IO, SSE_NO_MEMORY. */
sse_status upgrade_fill(index_db *index, const char *path, bool forget, withdrawal *what, size_t *items,
                        sse_error *err);

/* Copies what was withdrawn from the index at `path`, where that is one of this version. Errors:
 * SSE_DATABASE, SSE_IO, SSE_NO_MEMORY. */
sse_status upgrade_keep_withdrawn(const index_db *index, const char *path, sse_error *err);

/* Counts the items of the index at `path`, and those of them that `index` does not have, which is in no
 * transaction. Errors: SSE_DATABASE, SSE_IO, SSE_NO_MEMORY. */
sse_status upgrade_count_lost(const index_db *index, const char *path, size_t *lost, size_t *items,
                              sse_error *err);

/* Forgets how sources were when they were read, so that all are read again. Errors: SSE_DATABASE, SSE_IO. */
sse_status upgrade_forget_reading(const index_db *index, sse_error *err);

/* Makes the terms of all items that the tables of `index` hold; `*items` is raised by their number. Errors:
 * SSE_DATABASE, SSE_IO, SSE_NO_MEMORY. */
sse_status upgrade_analyse(const index_db *index, size_t *items, sse_error *err);

#endif
