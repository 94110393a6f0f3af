/* Private to index/: builds the ranking data at the end of a run.
 * The data is described in index/ranking.h and drawn in lists/format.h.
 */
#ifndef SSE_INDEX_RANKING_BUILD_H
#define SSE_INDEX_RANKING_BUILD_H

#include "index/index.h"

/* Builds the ranking data from the items and terms, in a transaction of its own: updates it with the changes
 * that were noted (changes.h), or rebuilds all of it. */
sse_status ranking_build(const index_db *index, sse_error *err);

#endif
