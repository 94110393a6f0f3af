/* Private to index/: how the sources have been lately: when each last answered, how often it failed in a row.
 * This changes every night, so it stands beside the index, after the report of the last run (lock.h), and a
 * night without news still leaves the index as it is. Sources that are files are there only while they fail.
 */
#ifndef SSE_INDEX_HEALTH_H
#define SSE_INDEX_HEALTH_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdint.h>
#include <stdio.h>

/* One source. */
typedef struct source_health {
  uint64_t key;        /* XXH3 of its path in the table of sources, which may have a password in it */
  int64_t last_answer; /* seconds since 1970; 0: never, or not known */
  int64_t told;        /* the time of the last new item when it was told that none came since; 0: not told */
  size_t failed;       /* runs in a row */
  uint64_t
      gone; /* 0, or the way it was asked in when its server said that it is gone: it is not asked so again */
} source_health;

typedef struct index_health {
  source_health *sources;
  size_t count, capacity;
} index_health;

/* Finds a source by its path, or adds it. NULL where memory is short. Borrowed until the next is added. */
source_health *health_of(index_health *health, const char *path);
/* The same, but NULL where it is not there. */
const source_health *health_find(const index_health *health, const char *path);
void health_forget(index_health *health, const char *path);

/* Appends lines to `text`, and reads the rest of a file of them; a line that is none is passed over. Errors
 * of reading: SSE_NO_MEMORY. */
void health_write(const index_health *health, sse_buffer *text);
sse_status health_read(FILE *file, index_health *health, sse_error *err);
void health_reset(index_health *health);

#endif
