/* One run: finds the files, reads those that changed, drops what is gone, and swaps the new state in. A file
 * that cannot be read is reported and the run continues; only a failure of the database or of memory stops
 * it. A night without news writes nothing. */
#include "index/indexing.h"
#include "base/path.h"
#include "index/lock.h"
#include "index/open.h"
#include "index/places.h"
#include "index/prune.h"
#include "index/ranking_build.h"
#include "index/reading.h"
#include "index/statements.h"
#include "index/upgrade.h"
#include "index/vanished.h"

#include <stdlib.h>
#include <sys/stat.h>

/* Opens the existing index. An index of another version is taken over, and any index may be rebuilt, but a
 * file that is not an index is refused. */
static sse_status open_index(struct run *run, sse_error *err) {
  const index_options *options = run->options;
  struct stat status;
  bool is_there = stat(run->path, &status) == 0 && !(S_ISREG(status.st_mode) && status.st_size == 0);
  bool is_rebuild = options->rebuild && index_is_one(run->path), is_due = false;
  run->keeps_withdrawn = is_there && is_rebuild && options->from_sources;
  if (!is_there || run->keeps_withdrawn) return run_make_draft(run, true, err);
  sse_status looked = is_rebuild ? SSE_OK : upgrade_is_due(run->path, &is_due, err);
  run->takes_over = is_rebuild || is_due;
  if (looked || run->takes_over) return looked ? looked : run_make_draft(run, true, err);
  sse_status opened = index_connect(run->path, NULL, &run->db, err);
  return opened ? opened : sources_new(run->db, &run->sources, err);
}

enum { FEW = 10 }; /* items that may be lost without confirmation */

/* ---- The run ----------------------------------------------------------------------------------- */

static sse_status read_sources(struct run *run, const index_source *sources, size_t count, sse_error *err) {
  struct places *places = &run->places;
  places->roots = calloc(count + 1, sizeof *places->roots);
  if (!places->roots) return sse_fail_memory(err);
  sse_status status = open_index(run, err);
  for (size_t i = 0; i < count && !status; i++)
    status = places_find(run, &sources[i], err);
  if (!status) status = places_settle(places, err);
  if (!status) status = source_ahead_new(&run->ahead, err);
  for (size_t i = 0; i < places->file_count && !status; i++) {
    if (i + 1 < places->file_count) reading_prepare(run, &places->files[i + 1]);
    status = reading_run(run, &places->files[i], err);
    source_ahead_drop(run->ahead, places->files[i].path);
  }
  for (size_t i = 0; i < places->root_count && !status; i++)
    /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): run_reset frees the roots */
    status = prune_finish(run, &places->roots[i], err);
  return !status && run->options->all_sources ? vanished_finish(run, err) : status;
}

/* Writes the words of what was read. Nothing is rolled back from here on: if this fails, the draft is
 * discarded, so no journal is needed. */
static sse_status write_words(struct run *run, sse_error *err) {
  sse_status status = index_exec(run->db, "PRAGMA journal_mode = OFF; BEGIN", err);
  if (!status) status = pipeline_write_words(run->pipeline, run->items, err);
  return status ? status : index_exec(run->db, "COMMIT", err);
}

/* A rebuild from the sources alone loses items they no longer have: these are counted, and if there are many,
 * the rebuild is refused. */
static sse_status guard_lost(struct run *run, sse_error *err) {
  const index_options *options = run->options;
  size_t lost = 0, items = 0;
  if (!run->keeps_withdrawn) return SSE_OK;
  sse_status status = upgrade_count_lost(draft_index(run->draft), run->path, &lost, &items, err);
  if (status) return status;
  run->report->removed += lost;
  if (options->force || options->dry_run || lost <= FEW || lost * 100 <= items * options->max_prune)
    return SSE_OK;
  return sse_fail(err, SSE_INVALID,
                  "%s: not rebuilt, because the sources no longer have %zu of the %zu items, more than %u "
                  "percent; --force rebuilds it anyway",
                  run->path, lost, items, options->max_prune);
}

/* Swaps the draft in, if there is one worth swapping. */
static sse_status publish(struct run *run, sse_error *err) {
  const index_report *report = run->report;
  if (!run->draft || (report->files == 0 && report->failed > 0 && !run->takes_over)) return SSE_OK;
  if (run->options->rebuild && run->options->from_sources && report->failed > 0 && !run->options->force)
    return sse_fail(err, SSE_INVALID,
                    "%s: not rebuilt, because not all sources could be read; --force rebuilds it anyway",
                    run->path);
  sse_status status = items_commit(run->items, err);
  if (!status && !run->options->dry_run) status = write_words(run, err);
  pipeline_free(run->pipeline); /* its words take as much memory as ranking may need */
  items_free(run->items);
  sources_free(run->sources);
  run->pipeline = NULL;
  run->items = NULL;
  run->sources = NULL;
  run->db = NULL; /* belongs to the draft, which closes it */
  if (!status) status = guard_lost(run, err);
  if (status || run->options->dry_run) return status;
  status = ranking_build(draft_index(run->draft), err);
  if (status) return status;
  return draft_publish(run->draft, run->options->rebuild, err);
}

static void run_reset(struct run *run) {
  pipeline_free(run->pipeline); /* before what its thread writes to */
  items_free(run->items);
  sources_free(run->sources);
  if (!run->draft) index_close(run->db);
  draft_discard(run->draft);
  places_reset(&run->places);
  free(run->present);
  health_reset(&run->health);
  text_analyser_free(run->analyser);
  source_follower_free(run->follower);
  source_ahead_free(run->ahead);
  source_fetcher_free(run->fetcher);
}

static index_exit exit_of(sse_status status, const struct run *run) {
  const index_report *report = run->report;
  if (status == SSE_BUSY) return INDEX_LOCKED;
  if (status || (report->files == 0 && report->failed > 0 && !run->takes_over)) return INDEX_NOTHING;
  return report->failed + report->skipped + report->withheld + report->barren > 0 ? INDEX_SOME : INDEX_ALL;
}

index_exit index_run(const char *path, const index_source *sources, size_t count,
                     const index_options *options, const index_listener *listener, index_report *report,
                     sse_error *err) {
  struct run run = {.options = options, .listener = listener, .report = report, .started = time(NULL)};
  index_lock *lock = NULL;
  char *real = NULL;
  *report = (index_report){0};
  err->status = SSE_OK;
  sse_status status = sse_real_path(path, &real, err);
  run.path = real;
  if (!status) status = lock_take(real, &lock, err);
  index_last_run before = {0};
  if (!status) status = lock_read(real, &before, &run.health, err);
  index_report_reset(&before.report);
  if (!status) status = text_analyser_new(&run.analyser, err);
  if (!status) status = pipeline_new(run.analyser, &run.pipeline, err);
  if (!status) status = read_sources(&run, sources, count, err);
  if (!status) status = publish(&run, err);
  index_exit code = exit_of(status, &run);
  index_health health = run.health;
  run.health = (index_health){0};
  run_reset(&run); /* first, since the record may need the room that a failed draft takes */
  if (lock && !options->dry_run) {
    const index_last_run last = {run.started, time(NULL), (int)code, *report};
    sse_error record;
    if (lock_record(lock, &last, &health, &record)) {
      run_problem(&run, record.message);
      if (code == INDEX_ALL) code = INDEX_SOME;
    }
  }
  health_reset(&health);
  lock_release(lock);
  free(real);
  if (status) err->status = status;
  return code;
}

/* ---- Edits --------------------------------------------------------------------------------------- */

/* Swaps in the result, and records the health of the remaining sources. */
static sse_status publish_edit(struct run *run, index_lock *lock, const index_last_run *last,
                               sse_error *err) {
  run->report->files = 1;
  sse_status status = publish(run, err);
  return status || run->options->dry_run ? status : lock_record(lock, last, &run->health, err);
}

sse_status run_edit(const char *path, const index_options *options, run_edit_fn *edit, void *context,
                    index_report *report, sse_error *err) {
  index_last_run last = {0};
  struct run run = {.options = options, .report = report, .started = time(NULL)};
  index_lock *lock = NULL;
  char *real = NULL;
  sse_status status = sse_real_path(path, &real, err);
  run.path = real;
  if (!status) status = index_connect(path, NULL, &run.db, err); /* fails if there is no index */
  index_close(run.db);
  run.db = NULL;
  if (!status) status = lock_take(real, &lock, err);
  if (!status) status = lock_read(real, &last, &run.health, err);
  if (!status) status = text_analyser_new(&run.analyser, err);
  if (!status) status = pipeline_new(run.analyser, &run.pipeline, err);
  if (!status) status = open_index(&run, err);
  if (!status) status = edit(&run, context, err);
  if (!status) status = publish_edit(&run, lock, &last, err);
  index_report_reset(&last.report);
  run_reset(&run);
  lock_release(lock);
  free(real);
  return status;
}

/* Dropping a name that covers more than intended would lose an archive. Few items are easily read again. */
static sse_status guard_drop(const struct run *run, const char *place, sse_error *err) {
  sqlite3_stmt *statement;
  sqlite3_int64 left = 0;
  size_t removed = run->report->removed;
  if (run->options->force || run->options->dry_run || removed <= FEW) return SSE_OK;
  sse_status status = index_prepare(run->db, "SELECT count(*) FROM item", &statement, err);
  if (status) return status;
  status = statement_run(run->db, statement, true, &left, err);
  (void)sqlite3_finalize(statement); /* repeats the error */
  size_t all = (size_t)left + removed;
  if (status || removed * 100 <= all * run->options->max_prune) return status;
  return sse_fail(err, SSE_INVALID,
                  "%s: only this source has %zu of the %zu items, more than %u percent; nothing was removed; "
                  "--force removes them anyway",
                  place, removed, all, run->options->max_prune);
}

static sse_status drop(struct run *run, void *context, sse_error *err) {
  const char *place = context;
  char *key = NULL;
  size_t sources = 0;
  sse_status status = places_name(place, &key, err);
  if (!status) status = prune_drop(run, key, &sources, err);
  free(key);
  if (status || sources > 0) return status ? status : guard_drop(run, place, err);
  return sse_fail(err, SSE_NOT_FOUND, "%s: the index has no such source; sseindex --stats lists them", place);
}

sse_status index_drop(const char *path, const char *place, const index_options *options, size_t *removed,
                      sse_error *err) {
  index_report report = {0};
  sse_status status = run_edit(path, options, drop, (void *)place, &report, err); /* it is only read */
  *removed = report.removed;
  index_report_reset(&report);
  return status;
}
