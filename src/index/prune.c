/* What is gone: sources below a root that no longer exist, and items that no source has.
 * They stay in the index until --prune removes them, which it does only if they are few,
 * or until the source is dropped on request. */
#include "index/prune.h"
#include "index/roots.h"

#include <stdlib.h>

/* Up to this many missing sources of a root are reported one by one; the rest are counted. */
enum { REPORTED_MOST = 3 };

/* A root, and its contents in the index. */
struct below {
  struct run *run;
  const struct root *shared; /* the root, if others cover some of it more closely; else NULL */
  size_t sources, items, gone;
  size_t missing; /* sources that were found missing in this run */
};

/* Reports that the source `number` no longer exists, and how to remove its items. */
static sse_status report_missing(struct below *below, sqlite3_int64 number, size_t items, sse_error *err) {
  char *path;
  sse_buffer message = {0};
  if (++below->missing > REPORTED_MOST) return SSE_OK;
  sse_status status = sources_path(below->run->sources, number, &path, err);
  if (status) return status;
  sse_buffer_printf(&message,
                    "%s: is gone; its %zu %s in the index; to remove what only it had: sseindex --drop %s",
                    path, items, items == 1 ? "item stays" : "items stay", path);
  if (message.failed) status = sse_fail_memory(err);
  if (!status) run_problem(below->run, message.data);
  sse_buffer_reset(&message);
  free(path);
  return status;
}

sse_status prune_release(struct run *run, sqlite3_int64 number, size_t *items, size_t *gone, sse_error *err) {
  *items = *gone = 0;
  sse_status status = run_make_draft(run, false, err);
  if (!status) status = items_drop(run->items, number, err);
  if (!status) status = sources_forget(run->sources, number, err);
  return status ? status : sources_count(run->sources, number, items, gone, err);
}

/* Sets `*is` if a source belongs to another root, which decides what becomes of it. */
static sse_status is_of_other(const struct below *below, sqlite3_int64 number, bool *is, sse_error *err) {
  char *path;
  *is = false;
  if (!below->shared) return SSE_OK;
  sse_status status = sources_path(below->run->sources, number, &path, err);
  if (!status) *is = roots_closest(&below->run->places, below->shared, path) != below->shared;
  free(path);
  return status;
}

/* Receives a source below the root: releases its items if its file no longer exists. */
static sse_status drop_missing(void *context, sqlite3_int64 number, sse_error *err) {
  struct below *below = context;
  struct run *run = below->run;
  size_t items = 0, gone = 0;
  bool holds = false, is_other;
  sse_status status = is_of_other(below, number, &is_other, err);
  if (status || is_other) return status;
  status = sources_count(run->sources, number, &items, &gone, err);
  if (!status) status = sources_holds(run->sources, number, &holds, err);
  if (!status && !run_is_present(run, number) && (items > gone || holds)) {
    if (!run->options->prune && items > gone) status = report_missing(below, number, items, err);
    if (!status) status = prune_release(run, number, &items, &gone, err);
  }
  below->items += items;
  below->gone += run_is_broken(run, number) ? 0 : gone;
  return status;
}

static sse_status prune_source(void *context, sqlite3_int64 number, sse_error *err) {
  const struct below *below = context;
  struct run *run = below->run;
  bool is_other;
  if (run_is_broken(run, number)) return SSE_OK;
  sse_status status = is_of_other(below, number, &is_other, err);
  if (status || is_other) return status;
  status = items_prune(run->items, number, &run->report->removed, err);
  return status || run_is_present(run, number) ? status : sources_forget(run->sources, number, err);
}

sse_status prune_finish(struct run *run, const struct root *root, sse_error *err) {
  sse_error message;
  if (!root->is_whole || !root->path || root->source->keep == INDEX_KEEP_ALL) return SSE_OK;
  struct below below = {.run = run, .shared = roots_are_closer(&run->places, root) ? root : NULL};
  sse_status status = sources_below(run->sources, root->path, &below, drop_missing, err);
  if (!status && below.missing > REPORTED_MOST) {
    (void)sse_fail(&message, SSE_INVALID, "%s: %zu more of its files are gone", root->source->place,
                   below.missing - REPORTED_MOST);
    run_problem(run, message.message);
  }
  if (status || !run->options->prune || below.gone == 0) return status;
  if (!run->options->force && below.gone * 100 > below.items * run->options->max_prune) {
    (void)sse_fail(&message, SSE_INVALID,
                   "%s: %zu of its %zu items are gone, more than %u percent: nothing was pruned; check the "
                   "source; to remove one that is no longer wanted: sseindex --drop %s",
                   root->source->place, below.gone, below.items, run->options->max_prune,
                   root->source->place);
    run->report->withheld += below.gone;
    run_problem(run, message.message);
    return SSE_OK;
  }
  status = run_make_draft(run, false, err);
  return status ? status : sources_below(run->sources, root->path, &below, prune_source, err);
}

/* ---- Dropping sources on request ----------------------------------------------------------------- */

static sse_status count_source(void *context, sqlite3_int64 number, sse_error *err) {
  struct below *below = context;
  below->sources++;
  return sources_count(below->run->sources, number, &below->items, &below->gone, err);
}

sse_status prune_count(struct run *run, const char *key, size_t *sources, size_t *items, size_t *gone,
                       sse_error *err) {
  struct below below = {.run = run};
  sse_status status = sources_below(run->sources, key, &below, count_source, err);
  *sources = below.sources;
  *items = below.items;
  *gone = below.gone;
  return status;
}

static sse_status drop_source(void *context, sqlite3_int64 number, sse_error *err) {
  struct below *below = context;
  struct run *run = below->run;
  char *path;
  sse_status status = sources_path(run->sources, number, &path, err);
  if (status) return status;
  health_forget(&run->health, path);
  free(path);
  status = items_drop(run->items, number, err);
  if (!status) status = items_prune(run->items, number, &run->report->removed, err);
  return status ? status : sources_forget(run->sources, number, err);
}

sse_status prune_drop(struct run *run, const char *key, size_t *sources, sse_error *err) {
  struct below below = {.run = run};
  size_t items, gone;
  sse_status status = prune_count(run, key, sources, &items, &gone, err);
  if (status || *sources == 0) return status;
  status = run_make_draft(run, false, err);
  return status ? status : sources_below(run->sources, key, &below, drop_source, err);
}
