/* One run: finds the files, reads each in a transaction of its own, keeps the counts.
 * A file that cannot be read is reported and rolled back, and the run goes on with the next one.
 * Only the database or memory failing stops a run. */
#include "index/items.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct file {
  char *path;
  uint64_t size; /* bytes */
};

struct run {
  index_items *items;
  const index_listener *listener;
  const source_options *options;
  index_report *report;
  struct file *files;
  size_t file_count;
  size_t file_capacity;
  uint64_t total; /* bytes of all files */
  uint64_t done;  /* bytes of the files before the one at hand */
  size_t items_seen;
  index_report reading; /* the file at hand, added to the report once it is committed */
  bool stopped;         /* the database failed, not the file */
};

static void problem(void *context, const char *message) {
  const struct run *run = context;
  run->listener->on_problem(run->listener->context, message);
}

static void folder_failed(void *context, const char *message) {
  struct run *run = context;
  run->report->failed++;
  problem(run, message);
}

static sse_status add_file(void *context, const char *path, uint64_t size, sse_error *err) {
  struct run *run = context;
  void *files = run->files;
  if (!sse_array_reserve(&files, &run->file_capacity, run->file_count + 1, sizeof *run->files))
    return sse_fail_memory(err);
  run->files = files;
  char *copy = sse_copy(sse_str_of(path));
  if (!copy) return sse_fail_memory(err);
  run->files[run->file_count++] = (struct file){copy, size};
  run->total += size;
  return SSE_OK;
}

static sse_status put_item(void *context, const source_item *item, sse_error *err) {
  struct run *run = context;
  items_outcome outcome;
  sse_status status = items_put(run->items, item, &outcome, err);
  if (status) {
    run->stopped = true;
    return status;
  }
  run->items_seen++;
  switch (outcome) {
  case ITEMS_ADDED:
    run->reading.added++;
    break;
  case ITEMS_UPDATED:
    run->reading.updated++;
    break;
  case ITEMS_UNCHANGED:
    run->reading.unchanged++;
    break;
  }
  return SSE_OK;
}

static void progress(void *context, uint64_t bytes) {
  const struct run *run = context;
  if (run->listener->on_progress)
    run->listener->on_progress(run->listener->context, run->done + bytes, run->total, run->items_seen);
}

/* Reads one file into its transaction, which is left open. */
static sse_status read_file(struct run *run, const char *path, sse_error *err) {
  const source_handler handler = {run, put_item, problem, progress};
  source_report read;
  char *absolute = strcmp(path, "-") == 0 ? sse_copy(sse_str_of(path)) : realpath(path, NULL);
  if (!absolute) return sse_fail_errno(err, errno, path, "cannot open");
  sse_status status = items_begin(run->items, absolute, err);
  free(absolute);
  if (status) {
    run->stopped = true;
    return status;
  }
  status = source_read(path, run->options, &handler, &read, err);
  run->reading.skipped = read.skipped;
  run->reading.repaired = read.repaired;
  return status;
}

static sse_status index_file(struct run *run, const struct file *file, sse_error *err) {
  run->reading = (index_report){0};
  sse_status status = read_file(run, file->path, err);
  if (!status) {
    status = items_commit(run->items, err);
    if (status) run->stopped = true;
  }
  items_roll_back(run->items);
  if (!status) {
    run->report->files++;
    run->report->added += run->reading.added;
    run->report->updated += run->reading.updated;
    run->report->unchanged += run->reading.unchanged;
    run->report->skipped += run->reading.skipped;
    run->report->repaired += run->reading.repaired;
  } else if (!run->stopped && status != SSE_NO_MEMORY) {
    run->report->failed++;
    problem(run, err->message);
    status = SSE_OK;
  }
  run->done += file->size;
  return status;
}

sse_status index_add(index_db *index, const char *const *paths, size_t count, const source_options *options,
                     const index_listener *listener, index_report *report, sse_error *err) {
  struct run run = {.listener = listener, .options = options, .report = report};
  *report = (index_report){0};
  sse_status status = items_new(index, &run.items, err);
  for (size_t i = 0; i < count && !status; i++) {
    sse_error failure;
    status = source_walk(paths[i], &run, add_file, folder_failed, &failure);
    if (status == SSE_NO_MEMORY) {
      *err = failure;
    } else if (status) {
      folder_failed(&run, failure.message);
      status = SSE_OK;
    }
  }
  for (size_t i = 0; i < run.file_count && !status; i++)
    status = index_file(&run, &run.files[i], err);

  for (size_t i = 0; i < run.file_count; i++)
    free(run.files[i].path);
  free(run.files);
  items_free(run.items);
  return status;
}
