/* Private to index/: sources that are not there any more, and items that no source has.
 * Their items stay in the index until they are pruned, which is done where they are few,
 * or where a person says so. */
#ifndef SSE_INDEX_GONE_H
#define SSE_INDEX_GONE_H

#include "index/run.h"

/* Counts the items of the sources at and below `key`, and those of them that are gone already. */
sse_status gone_count(struct run *run, const char *key, size_t *sources, size_t *items, size_t *gone,
                      sse_error *err);
/* Removes the sources at and below `key` with what only they have; `*sources` is how many. */
sse_status gone_drop(struct run *run, const char *key, size_t *sources, sse_error *err);
/* Lets go of what a root has no more, and prunes it. It is known only where all of the root could be
 * looked at. */
sse_status gone_finish(struct run *run, const struct root *root, sse_error *err);

#endif
