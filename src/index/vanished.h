/* Private to index/: files that are no longer named as sources and no longer exist.
 * Items are never removed here.
 * Files that exist are left alone, whether they are named or not. */
#ifndef SSE_INDEX_VANISHED_H
#define SSE_INDEX_VANISHED_H

#include "index/run.h"

/* Releases the items of files that no root covers and that no longer exist, and reports, once, those that no
 * other source has. For a run over all sources, after they have been read. */
sse_status vanished_finish(struct run *run, sse_error *err);

#endif
