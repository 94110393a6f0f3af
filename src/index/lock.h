/* Private to index/: one run at a time, and what the last one did.
 * Both use one small file next to the index: it is locked during a run and holds the run's report afterwards.
 * The lock belongs to the kernel, so it disappears with the process that holds it. */
#ifndef SSE_INDEX_LOCK_H
#define SSE_INDEX_LOCK_H

#include "index/health.h"
#include "index/index.h"

typedef struct index_lock index_lock;

/* Takes the lock of the index at `path` without waiting. `path` must be a real path (sse_real_path), so that
 * everyone who reaches the file through links uses the same lock. Errors: SSE_BUSY if another run has it,
 * SSE_DENIED, SSE_IO, SSE_NO_MEMORY. */
sse_status lock_take(const char *path, index_lock **lock, sse_error *err);
/* Replaces the report of the last run and the health of its sources by those of the ending run. Readers find
 * one or the other, whole; so does the next run if this one dies, or the disk is full. */
sse_status lock_record(index_lock *lock, const index_last_run *run, const index_health *health,
                       sse_error *err);
void lock_release(index_lock *lock); /* NULL is allowed */

/* Reads the record of the last run; all 0 if there was none. The caller resets `health`, whatever the result.
 * Errors: SSE_IO, SSE_DENIED, SSE_NO_MEMORY. */
sse_status lock_read(const char *path, index_last_run *run, index_health *health, sse_error *err);

#endif
