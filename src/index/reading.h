/* Private to index/: one source of a run: whether it is as it was, and if not, its items.
 * What cannot be read is reported, and the run goes on.
 * Only the database or memory failing ends it. */
#ifndef SSE_INDEX_READING_H
#define SSE_INDEX_READING_H

#include "index/run.h"

/* Brings the items of a file or address into the tables. What cannot be read is reported and
 * counted. Errors: of the database and memory alone. */
sse_status reading_run(struct run *run, const struct file *file, sse_error *err);
/* Starts the filter of a file that comes next, where it seems to have changed. */
void reading_prepare(struct run *run, const struct file *file);

#endif
