/* Private to index/: the copy of an index that a run works on, and the swap that puts it in place.
 * The draft is next to the index, under the same name with ".new" appended. Only the holder of the lock may
 * have one; a draft left behind by a run that died is overwritten by the next. */
#ifndef SSE_INDEX_DRAFT_H
#define SSE_INDEX_DRAFT_H

#include "index/index.h"

typedef struct index_draft index_draft;

/* Creates the draft of the index at `path`, which must be a real path (sse_real_path): a copy of it, or an
 * empty index if `empty`. The caller publishes or discards `*draft`. Errors: SSE_DENIED, SSE_IO,
 * SSE_DATABASE, SSE_NO_MEMORY. */
sse_status draft_new(const char *path, bool empty, index_draft **draft, sse_error *err);

/* The open draft, for statements; its path is that of the index, for use in messages. */
index_db *draft_index(const index_draft *draft);

/* Verifies the draft if `verify`, closes it and swaps it in. The caller must still discard it. Errors:
 * SSE_DATABASE if the check finds damage, SSE_DENIED, SSE_IO, SSE_NO_MEMORY; the index is then unchanged. */
sse_status draft_publish(index_draft *draft, bool verify, sse_error *err);

/* Removes what is left of the draft and frees it; NULL is allowed. */
void draft_discard(index_draft *draft);

#endif
