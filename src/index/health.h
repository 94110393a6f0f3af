/* Private to index/: the recent health of the sources: when each last answered, how often in a row it failed.
 * It changes every night, so it is stored next to the index, after the report of the last run (lock.h), and a
 * night without news leaves the index untouched. Sources that are files are listed only while they fail. */
#ifndef SSE_INDEX_HEALTH_H
#define SSE_INDEX_HEALTH_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdint.h>
#include <stdio.h>

/* One source. */
typedef struct source_health {
  uint64_t key;        /* XXH3 of its path in the table of sources, which may contain a password */
  int64_t last_answer; /* seconds since 1970; 0: never, or unknown */
  int64_t reported;    /* `last_new` of the source when it was reported as quiet; 0: not reported */
  size_t failed;       /* consecutive runs */
  uint64_t
      gone; /* 0, or the options (intake_options_hash) with which it was found to be gone: not tried again */
} source_health;

typedef struct index_health {
  source_health *sources;
  size_t count, capacity;
} index_health;

/* Finds a source by its path, or adds it. NULL if out of memory. Borrowed until the next one is added. */
source_health *health_of(index_health *health, const char *path);
/* Finds a source by its path; NULL if it is not there. */
const source_health *health_find(const index_health *health, const char *path);
void health_forget(index_health *health, const char *path);

/* Append all sources to `text` as lines, and read such lines from the rest of a file; other lines are
 * skipped. Errors of reading: SSE_NO_MEMORY. */
void health_write(const index_health *health, sse_buffer *text);
sse_status health_read(FILE *file, index_health *health, sse_error *err);
void health_reset(index_health *health);

#endif
