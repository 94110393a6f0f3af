/* Private to index/: one run at a time, and what the last one did.
 * Both are one small file beside the index: it is locked while a run is at work and keeps the run's report
 * afterwards. The lock is the kernel's, so it dies with whoever holds it. */
#ifndef SSE_INDEX_LOCK_H
#define SSE_INDEX_LOCK_H

#include "index/health.h"
#include "index/index.h"

typedef struct index_lock index_lock;

/* Takes the lock of the index at `path`, its real one (sse_real_path), so that all who reach the file by
 * links meet at one lock, without waiting. Errors: SSE_BUSY where another run has it, SSE_DENIED, SSE_IO,
 * SSE_NO_MEMORY. */
sse_status lock_take(const char *path, index_lock **lock, sse_error *err);
/* Writes the report of the run that ends and the health of its sources, over those of the last one. */
sse_status lock_record(index_lock *lock, const index_last_run *run, const index_health *health,
                       sse_error *err);
void lock_release(index_lock *lock); /* NULL is allowed */

/* Reads what the last run left: all 0 where there was none. `health` is the caller's to reset, whatever the
 * result. Errors: SSE_IO, SSE_DENIED, SSE_NO_MEMORY. */
sse_status lock_read(const char *path, index_last_run *run, index_health *health, sse_error *err);

#endif
