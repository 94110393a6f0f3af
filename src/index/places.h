/* Private to index/: the files of a run, and the paths by which the tables know them.
 * All are found before the first is read, so that progress has a total.
 * Addresses are their own paths. */
#ifndef SSE_INDEX_PLACES_H
#define SSE_INDEX_PLACES_H

#include "index/run.h"

/* Finds the files of a source that was named, and adds them and their root to the run's. What
 * cannot be looked at is reported. Errors: SSE_NO_MEMORY. */
sse_status places_find(struct run *run, const index_source *source, sse_error *err);
/* The absolute path of a file, by which the tables know it: that of its root and what follows the root's
 * name.
 * `*key` is the caller's to free. */
sse_status places_key(const struct places *places, const struct file *file, char **key, sse_error *err);
/* The absolute path of a source that a person names, by which the tables know it: links followed where it is
 * there. `*key` is the caller's to free. Errors: SSE_NO_MEMORY. */
sse_status places_name(const char *place, char **key, sse_error *err);
void places_reset(struct places *places);

#endif
