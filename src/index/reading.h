/* Private to index/: one source of a run: whether it is unchanged and, if not, its items.
 * What cannot be read is reported, and the run continues.
 * Only a failure of the database or of memory ends it. */
#ifndef SSE_INDEX_READING_H
#define SSE_INDEX_READING_H

#include "index/run.h"

/* Brings the items of a file or address into the tables. What cannot be read is reported and counted. Errors:
 * only those of the database and SSE_NO_MEMORY. */
sse_status reading_run(struct run *run, const struct file *file, sse_error *err);
/* Starts the filter of the next file in advance, if the file seems to have changed. */
void reading_prepare(struct run *run, const struct file *file);

#endif
