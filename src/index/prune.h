/* Private to index/: sources that no longer exist, and items that no source has any more.
 * Such items stay in the index until they are pruned, which is done only if they are few
 * or if a person asks for it. */
#ifndef SSE_INDEX_PRUNE_H
#define SSE_INDEX_PRUNE_H

#include "index/run.h"

/* Counts the sources at and below `key`, their items, and those of the items that are already gone. */
sse_status prune_count(struct run *run, const char *key, size_t *sources, size_t *items, size_t *gone,
                       sse_error *err);
/* Removes the sources at and below `key` and the items that only they have; `*sources` is their number. */
sse_status prune_drop(struct run *run, const char *key, size_t *sources, sse_error *err);
/* Releases the items that a root no longer has, and prunes them if asked to. Does nothing unless the root
 * could be examined completely. */
sse_status prune_finish(struct run *run, const struct root *root, sse_error *err);

/* Releases the items of a source that no longer exists: those that other sources have become theirs. The
 * others stay; `*items` is their number and, since they are gone, `*gone` too. */
sse_status prune_release(struct run *run, sqlite3_int64 number, size_t *items, size_t *gone, sse_error *err);

#endif
