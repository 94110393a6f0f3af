/* Private to index/: edits of an index that do not read any source.
 * An edit takes the lock and works on a draft that is swapped in, as a run does.
 * index_run and index_drop are declared in index.h. */
#ifndef SSE_INDEX_INDEXING_H
#define SSE_INDEX_INDEXING_H

#include "index/run.h"

/* An edit of the index of a run. */
typedef sse_status run_edit_fn(struct run *run, void *context, sse_error *err);

/* Opens the index at `path`, applies the edit to it and, unless it is a dry run, swaps in the result. The
 * caller resets `report`. Errors: those of the edit, SSE_BUSY if a run is in progress, and those of
 * index_open. */
sse_status run_edit(const char *path, const index_options *options, run_edit_fn *edit, void *context,
                    index_report *report, sse_error *err);

#endif
