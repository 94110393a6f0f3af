/* Private to index/: what ranking stands on, made at the end of a run.
 * What is made is described in index/ranking.h, and drawn in lists/format.h.
 */
#ifndef SSE_INDEX_RANKING_BUILD_H
#define SSE_INDEX_RANKING_BUILD_H

#include "index/index.h"

/* Makes what ranking stands on from the items and terms there are, in a transaction of its own: brings it up
 * to date with what was noted (changes.h), or makes all anew. */
sse_status ranking_build(const index_db *index, sse_error *err);

#endif
