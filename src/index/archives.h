/* Private to index/: several indexes that are searched as one.
 * archives.c opens them and has their labels and ids; several.c has what ranking stands on, as if one index
 * held all; merge.c adds up what they know of words. */
#ifndef SSE_INDEX_ARCHIVES_H
#define SSE_INDEX_ARCHIVES_H

#include "index/index.h"

/* The numbers of an archive's items are shifted, so that each has its own. */
struct archives {
  index_db **all;
  uint32_t *firsts; /* what is added to the numbers of each */
  size_t count;
};

struct archives *index_archives(const index_db *index); /* NULL for one index */
/* The name of an index among others: its file's without .db. */
const char *index_name(const index_db *index);

/* Gives the connection of one index room for as many pages as several searches use. One that searches once is
 * quicker with SQLite's 2 MB, which stay in the processor's caches. Errors: those of the index. */
sse_status index_keep_pages(const index_db *index, sse_error *err);

/* Opens each; `*archives` is the caller's to free, whatever the result. */
sse_status archives_new(const char *const *paths, size_t count, struct archives **archives, sse_error *err);
void archives_free(struct archives *archives); /* NULL is allowed */

/* The name of the archive at a path; the caller's to free. NULL where memory is short. */
char *archives_name(const char *path);

#endif
