/* Private to index/: the files of a run, and the paths that identify them in the tables.
 * All are found before the first is read, so that the total is known for progress reports.
 * An address is its own path. */
#ifndef SSE_INDEX_PLACES_H
#define SSE_INDEX_PLACES_H

#include "index/run.h"

/* Finds the files of a source given by the user, and adds them and their root to the run. What cannot be
 * examined is reported. Errors: SSE_NO_MEMORY. */
sse_status places_find(struct run *run, const index_source *source, sse_error *err);
/* Leaves each file to one root, once all have been found: of several that cover it, to the closest, or to the
 * first that names it. Errors: SSE_NO_MEMORY. */
sse_status places_settle(struct places *places, sse_error *err);
/* The absolute path that identifies a file in the tables: that of its root, followed by what comes after the
 * root's name. The caller frees `*key`. */
sse_status places_key(const struct places *places, const struct file *file, char **key, sse_error *err);
/* The absolute path that identifies a source given by the user in the tables; links are followed if it
 * exists. The caller frees `*key`. Errors: SSE_NO_MEMORY. */
sse_status places_name(const char *place, char **key, sse_error *err);
void places_reset(struct places *places);

#endif
