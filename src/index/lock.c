/* The lock of an index, and the record of its last run, in a separate file next to it.
 * The record is one line of `name=value` pairs followed by lines on sources (health.c) and losses (losses.c).
 * A new file replaces the one with the previous record, and inherits its lock, while the lock is held. */
#include "index/lock.h"
#include "base/path.h"
#include "index/losses.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RECORD_SIZE = 512 };

static const char record_format[] = "started=%" PRId64 " ended=%" PRId64 " exit=%d added=%zu updated=%zu "
                                    "removed=%zu unchanged=%zu skipped=%zu failed=%zu\n";

static const char losses_prefix[] = "lost ";

struct index_lock {
  char *path;
  char *next; /* where a record is written before it takes the place of the last one */
  int descriptor;
};

static char *with_suffix(const char *path, const char *suffix) {
  sse_buffer name = {0};
  sse_buffer_printf(&name, "%s%s", path, suffix);
  return name.data; /* NULL if out of memory */
}

static bool is_at(int descriptor, const char *path) {
  struct stat locked, there;
  return fstat(descriptor, &locked) == 0 && lstat(path, &there) == 0 && locked.st_dev == there.st_dev &&
         locked.st_ino == there.st_ino;
}

/* Opens and locks the file at `path`. A run that has just ended may have replaced it meanwhile: what was
 * locked then is a file that nobody else will find, so the new one has to be tried. */
static sse_status open_locked(const char *path, int *descriptor, sse_error *err) {
  for (;;) {
    int opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (opened < 0) return sse_fail_errno(err, errno, path, "cannot open");
    sse_status status = flock(opened, LOCK_EX | LOCK_NB) == 0 ? SSE_OK
                        : errno == EWOULDBLOCK                ? SSE_BUSY
                                               : sse_fail_errno(err, errno, path, "cannot lock");
    if (!status && is_at(opened, path)) {
      *descriptor = opened;
      return SSE_OK;
    }
    (void)close(opened); /* nothing was written */
    if (status) return status;
  }
}

sse_status lock_take(const char *path, index_lock **lock, sse_error *err) {
  index_lock *taken = calloc(1, sizeof *taken);
  sse_status status = SSE_OK;
  *lock = NULL;
  if (!taken) return sse_fail_memory(err);
  taken->descriptor = -1;
  taken->path = with_suffix(path, ".run");
  taken->next = with_suffix(path, ".run.new");
  status =
      taken->path && taken->next ? open_locked(taken->path, &taken->descriptor, err) : sse_fail_memory(err);
  if (status == SSE_BUSY)
    (void)sse_fail(err, SSE_BUSY, "%s: another run is writing to it; try again when it has ended", path);
  if (status) {
    lock_release(taken);
  } else {
    *lock = taken;
  }
  return status;
}

void lock_release(index_lock *lock) {
  if (!lock) return;
  if (lock->descriptor >= 0) (void)close(lock->descriptor); /* the record was synced when it was written */
  free(lock->path);
  free(lock->next);
  free(lock);
}

/* Gives the new record's file the owner and permissions of the old one, and the lock before anybody can
 * find it. */
static sse_status prepare(const index_lock *lock, int next, sse_error *err) {
  struct stat old;
  bool done = fstat(lock->descriptor, &old) == 0 && fchmod(next, old.st_mode & 07777) == 0 &&
              (fchown(next, old.st_uid, old.st_gid) == 0 || errno == EPERM) &&
              flock(next, LOCK_EX | LOCK_NB) == 0;
  return done ? SSE_OK : sse_fail_errno(err, errno, lock->next, "cannot be prepared");
}

static sse_status write_all(const index_lock *lock, int next, sse_str text, sse_error *err) {
  for (size_t at = 0; at < text.length;) {
    ssize_t put = write(next, text.data + at, text.length - at);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return sse_fail_errno(err, errno, lock->path, "cannot write");
    at += (size_t)put;
  }
  return SSE_OK;
}

/* Puts a file with this text in the place of the locked one; it is locked in turn. */
static sse_status replace(index_lock *lock, sse_str text, sse_error *err) {
  int next = open(lock->next, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (next < 0) return sse_fail_errno(err, errno, lock->next, "cannot create");
  sse_status status = prepare(lock, next, err);
  if (!status) status = write_all(lock, next, text, err);
  if (!status) status = sse_file_replace(lock->next, lock->path, err);
  bool is_replaced = is_at(next, lock->path); /* also if only the folder could not be synced */
  if (!is_replaced) (void)unlink(lock->next); /* the next record would replace it anyway */
  (void)close(is_replaced ? lock->descriptor : next);
  if (is_replaced) lock->descriptor = next;
  return status;
}

sse_status lock_record(index_lock *lock, const index_last_run *run, const index_health *health,
                       sse_error *err) {
  sse_buffer record = {0};
  const index_report *report = &run->report;
  sse_buffer_printf(&record, record_format, run->started, run->ended, run->exit_code, report->added,
                    report->updated, report->removed, report->unchanged, report->skipped, report->failed);
  health_write(health, &record);
  losses_write(&report->losses, losses_prefix, &record);
  sse_status status = record.failed ? sse_fail_memory(err) : replace(lock, sse_buffer_str(&record), err);
  sse_buffer_reset(&record);
  return status;
}

sse_status lock_read(const char *path, index_last_run *run, index_health *health, sse_error *err) {
  char record[RECORD_SIZE];
  *run = (index_last_run){0};
  *health = (index_health){0};
  char *name = with_suffix(path, ".run");
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
