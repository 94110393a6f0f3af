/* Private to index/: the copy of an index that a run works on, and the swap that puts it in its place.
 * It stands beside the index, under its name with ".new" added. Only who holds the lock may have one; what a
 * run that died left of one is overwritten by the next. */
#ifndef SSE_INDEX_DRAFT_H
#define SSE_INDEX_DRAFT_H

#include "index/index.h"

typedef struct index_draft index_draft;

/* Makes the draft of the index at `path`, its real one (sse_real_path): its copy, or an empty index where
 * `empty`. `*draft` is the caller's to publish or discard. Errors: SSE_DENIED, SSE_IO, SSE_DATABASE,
 * SSE_NO_MEMORY. */
sse_status draft_new(const char *path, bool empty, index_draft **draft, sse_error *err);

/* The open draft, for statements; its path is that of the index, for messages. */
index_db *draft_index(const index_draft *draft);

/* Closes the draft, checks it whole where `verify`, and swaps it in. The draft is still to be discarded.
 * Errors: SSE_DATABASE where the check finds damage, SSE_DENIED, SSE_IO, SSE_NO_MEMORY; the index is then as
 * it was. */
sse_status draft_publish(index_draft *draft, bool verify, sse_error *err);

/* Removes what is left of the draft and frees it; NULL is allowed. */
void draft_discard(index_draft *draft);

#endif
