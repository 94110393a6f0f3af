/* What has vanished: files that nothing names any more and that no longer exist, such as those of a folder
 * that was moved. If the folder was moved and is read in its new place, the items become those of the files
 * there. The rest stays in the index and is reported once, with what removes it. */
#include "index/vanished.h"
#include "base/path.h"
#include "index/places.h"
#include "index/prune.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { REPORTED_MOST = 3 }; /* reported folders; further ones would flood a mail */

/* What was below one missing file or folder. */
struct vanished {
  struct run *run;
  char **roots; /* what the run was told to read, as in the tables */
  size_t root_count;
  sse_buffer top; /* the missing folder that is nearest to the root of the file system */
  size_t items, reported;
};

/* Sets `top` to the path or, if it is below a missing folder, to that; empty if the path exists. */
static void find_missing(const char *path, sse_buffer *top) {
  struct stat status;
  sse_buffer_clear(top);
  for (const char *end = path + 1; *end && top->length == 0 && !top->failed;) {
    end += strcspn(end + 1, "/") + 1;
    sse_buffer_append(top, path, (size_t)(end - path));
    bool is_missing = !top->failed && lstat(top->data, &status) != 0 && (errno == ENOENT || errno == ENOTDIR);
    if (!is_missing) sse_buffer_clear(top);
  }
}

static sse_status report_vanished(struct vanished *vanished, sse_error *err) {
  sse_buffer message = {0};
  const size_t items = vanished->items;
  vanished->items = 0;
  if (items == 0 || ++vanished->reported > REPORTED_MOST) return SSE_OK;
  sse_buffer_printf(&message,
                    "%s: is gone, and no source names it any more; its %zu %s in the index; to remove %s: "
                    "sseindex --drop %s",
                    vanished->top.data, items, items == 1 ? "item stays" : "items stay",
                    items == 1 ? "it" : "them", vanished->top.data);
  sse_status status = message.failed ? sse_fail_memory(err) : SSE_OK;
  if (!status) run_problem(vanished->run, message.data);
  sse_buffer_reset(&message);
  return status;
}

/* Receives a source: releases its items if it has vanished. */
static sse_status drop_vanished(void *context, sqlite3_int64 number, sse_error *err) {
  struct vanished *vanished = context;
  struct run *run = vanished->run;
  sse_buffer top = {0};
  size_t items = 0, gone = 0;
  bool holds = false, is_named = false;
  char *path = NULL;
  if (run_is_present(run, number)) return SSE_OK;
  sse_status status = sources_count(run->sources, number, &items, &gone, err);
  if (!status) status = sources_holds(run->sources, number, &holds, err);
  if (!status && (items > gone || holds)) status = sources_path(run->sources, number, &path, err);
  for (size_t i = 0; i < vanished->root_count && path && !is_named; i++)
    is_named = sse_is_below(path, vanished->roots[i]);
  if (path && !is_named) find_missing(path, &top);
  free(path);
  if (!status && top.failed) status = sse_fail_memory(err);
  if (!status && top.length > 0) {
    if (!sse_str_equal(sse_buffer_str(&top), sse_buffer_str(&vanished->top)))
      status = report_vanished(vanished, err);
    sse_buffer_reset(&vanished->top);
    vanished->top = top;
    top = (sse_buffer){0};
    if (!status) status = prune_release(run, number, &items, &gone, err);
    vanished->items += items;
  }
  sse_buffer_reset(&top);
  return status;
}

sse_status vanished_finish(struct run *run, sse_error *err) {
  const struct places *places = &run->places;
  sse_error message;
  struct vanished vanished = {.run = run, .roots = calloc(places->root_count + 1, sizeof(char *))};
  sse_status status = vanished.roots ? SSE_OK : sse_fail_memory(err);
  for (; vanished.root_count < places->root_count && !status; vanished.root_count++)
    status = places_name(places->roots[vanished.root_count].source->place,
                         &vanished.roots[vanished.root_count], err);
  if (!status) status = sources_below(run->sources, "/", &vanished, drop_vanished, err);
  if (!status) status = report_vanished(&vanished, err);
  if (!status && vanished.reported > REPORTED_MOST) {
    (void)sse_fail(&message, SSE_INVALID, "%zu more files and folders that no source names are gone",
                   vanished.reported - REPORTED_MOST);
    run_problem(run, message.message);
  }
  for (size_t i = 0; i < vanished.root_count; i++)
    free(vanished.roots[i]);
  free(vanished.roots);
  sse_buffer_reset(&vanished.top);
  return status;
}
