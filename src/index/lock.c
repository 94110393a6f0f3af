/* The lock of an index, and the record of its last run, in a separate file next to it.
 * The record is one line of `name=value` pairs followed by lines on sources (health.c) and losses (losses.c);
 * it replaces the previous one while the lock is held. */
#include "index/lock.h"
#include "index/losses.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { RECORD_SIZE = 512 };

static const char record_format[] = "started=%" PRId64 " ended=%" PRId64 " exit=%d added=%zu updated=%zu "
                                    "removed=%zu unchanged=%zu skipped=%zu failed=%zu\n";

static const char losses_prefix[] = "lost ";

struct index_lock {
  char *path;
  int descriptor;
};

static char *name_of(const char *path) {
  sse_buffer name = {0};
  sse_buffer_printf(&name, "%s.run", path);
  return name.data; /* NULL if out of memory */
}

sse_status lock_take(const char *path, index_lock **lock, sse_error *err) {
  index_lock *taken = calloc(1, sizeof *taken);
  sse_status status = SSE_OK;
  *lock = NULL;
  if (!taken) return sse_fail_memory(err);
  taken->descriptor = -1;
  taken->path = name_of(path);
  if (!taken->path) {
    status = sse_fail_memory(err);
  } else {
    taken->descriptor = open(taken->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (taken->descriptor < 0) {
      status = sse_fail_errno(err, errno, taken->path, "cannot open");
    } else if (flock(taken->descriptor, LOCK_EX | LOCK_NB) != 0) {
      status =
          errno == EWOULDBLOCK
              ? sse_fail(err, SSE_BUSY, "%s: another run is writing to it; try again when it has ended", path)
              : sse_fail_errno(err, errno, taken->path, "cannot lock");
    }
  }
  if (status) {
    lock_release(taken);
  } else {
    *lock = taken;
  }
  return status;
}

void lock_release(index_lock *lock) {
  if (!lock) return;
  if (lock->descriptor >= 0) (void)close(lock->descriptor); /* only the report is at stake */
  free(lock->path);
  free(lock);
}

static sse_status write_all(const index_lock *lock, sse_str text, sse_error *err) {
  for (size_t at = 0; at < text.length;) {
    ssize_t put = pwrite(lock->descriptor, text.data + at, text.length - at, (off_t)at);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return sse_fail_errno(err, errno, lock->path, "cannot write");
    at += (size_t)put;
  }
  if (ftruncate(lock->descriptor, (off_t)text.length) != 0)
    return sse_fail_errno(err, errno, lock->path, "cannot write");
  return SSE_OK;
}

sse_status lock_record(index_lock *lock, const index_last_run *run, const index_health *health,
                       sse_error *err) {
  sse_buffer record = {0};
  const index_report *report = &run->report;
  sse_buffer_printf(&record, record_format, run->started, run->ended, run->exit_code, report->added,
                    report->updated, report->removed, report->unchanged, report->skipped, report->failed);
  health_write(health, &record);
  losses_write(&report->losses, losses_prefix, &record);
  sse_status status = record.failed ? sse_fail_memory(err) : write_all(lock, sse_buffer_str(&record), err);
  sse_buffer_reset(&record);
  return status;
}

sse_status lock_read(const char *path, index_last_run *run, index_health *health, sse_error *err) {
  char record[RECORD_SIZE];
  *run = (index_last_run){0};
  *health = (index_health){0};
  char *name = name_of(path);
  if (!name) return sse_fail_memory(err);
  sse_status status = SSE_OK;
  FILE *file = fopen(name, "re");
  if (!file && errno != ENOENT) status = sse_fail_errno(err, errno, name, "cannot open");
  index_report *report = &run->report;
  if (file && fgets(record, sizeof record, file) &&
      sscanf(record, /* NOLINT(cert-err34-c): our own numbers, and all nine have to be there */
             "started=%" SCNd64 " ended=%" SCNd64 " exit=%d added=%zu updated=%zu removed=%zu unchanged=%zu "
             "skipped=%zu failed=%zu",
             &run->started, &run->ended, &run->exit_code, &report->added, &report->updated, &report->removed,
             &report->unchanged, &report->skipped, &report->failed) != 9)
    *run = (index_last_run){0};
  if (file) status = health_read(file, health, err);
  if (file && !status) {
    rewind(file);
    status = losses_read_file(file, losses_prefix, &report->losses, err);
  }
  if (file) (void)fclose(file); /* only read */
  free(name);
  return status;
}
