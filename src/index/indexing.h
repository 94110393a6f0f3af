/* Private to index/: what is done to an index instead of reading sources.
 * It has the lock and a draft as a run has, and is swapped in like one.
 * index_run and index_drop are in index.h. */
#ifndef SSE_INDEX_INDEXING_H
#define SSE_INDEX_INDEXING_H

#include "index/run.h"

/* What is done to an index instead of reading sources. */
typedef sse_status run_edit_fn(struct run *run, void *context, sse_error *err);

/* Opens the index at `path`, does the edit to it and, unless it is a dry run, swaps in what came of
 * it. `report` is the caller's to reset. Errors: what the edit gives, SSE_BUSY where a run is at work, and as
 * index_open. */
sse_status run_edit(const char *path, const index_options *options, run_edit_fn *edit, void *context,
                    index_report *report, sse_error *err);

#endif
