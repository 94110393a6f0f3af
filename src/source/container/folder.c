/* Finds the files to read: the path itself, or all below it that a reader takes by its name.
 * The order is that of the bytes of the names, so that two runs over the same folder do the same.
 * Hidden names and links to folders are passed over; depth is bounded, so that no loop can catch a walk. */
#include "source/reader.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEEPEST = 64 };

struct walk {
  const source_options *options;
  void *context;
  source_file_fn *on_file;
  source_walk_problem_fn *on_problem;
};

static sse_status hand_on(const struct walk *walk, const char *path, const struct stat *status,
                          sse_error *err) {
  const source_file file = {.path = path,
                            .size = status->st_size > 0 ? (uint64_t)status->st_size : 0,
                            .changed =
                                (int64_t)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec};
  return walk->on_file(walk->context, &file, err);
}

static int is_visible(const struct dirent *entry) {
  return entry->d_name[0] != '.';
}

/* alphasort would ask the locale. */
static int by_bytes(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

static sse_status walk_folder(const struct walk *walk, const char *folder, int depth, sse_error *err);

/* One entry of a folder. What cannot be looked at is reported, not fatal. */
static sse_status walk_entry(const struct walk *walk, const char *path, const char *name, int depth,
                             sse_error *err) {
  struct stat link, target;
  sse_error problem;
  if (lstat(path, &link) != 0 || stat(path, &target) != 0) {
    (void)sse_fail_errno(&problem, errno, path, "cannot look at");
    walk->on_problem(walk->context, problem.message);
    return SSE_OK;
  }
  if (S_ISREG(target.st_mode)) {
    if (!source_takes_name(name) && !source_filter_of(walk->options, name)) return SSE_OK;
    return hand_on(walk, path, &target, err);
  }
  if (!S_ISDIR(link.st_mode)) return SSE_OK;
  if (depth == DEEPEST) {
    (void)sse_fail(&problem, SSE_TOO_LARGE, "%s: more than %d folders deep (skipped)", path, DEEPEST);
    walk->on_problem(walk->context, problem.message);
    return SSE_OK;
  }
  sse_status status = walk_folder(walk, path, depth + 1, &problem);
  if (status == SSE_NOT_FOUND || status == SSE_DENIED) {
    walk->on_problem(walk->context, problem.message);
    status = SSE_OK;
  } else if (status) {
    *err = problem;
  }
  return status;
}

static sse_status walk_folder(const struct walk *walk, const char *folder, int depth, sse_error *err) {
  struct dirent **entries = NULL;
  sse_buffer path = {0};
  sse_status status = SSE_OK;
  int count = scandir(folder, &entries, is_visible, by_bytes);
  if (count < 0) return sse_fail_errno(err, errno, folder, "cannot read the folder");
  for (int i = 0; i < count; i++) {
    const char *slash = folder[strlen(folder) - 1] == '/' ? "" : "/";
    sse_buffer_clear(&path);
    sse_buffer_printf(&path, "%s%s%s", folder, slash, entries[i]->d_name);
    if (!status && path.failed) status = sse_fail_memory(err);
    if (!status) status = walk_entry(walk, path.data, entries[i]->d_name, depth, err);
    free(entries[i]);
  }
  free(entries);
  sse_buffer_reset(&path);
  return status;
}

sse_status source_walk(const char *path, const source_options *options, void *context,
                       source_file_fn *on_file, source_walk_problem_fn *on_problem, sse_error *err) {
  struct walk walk = {options, context, on_file, on_problem};
  struct stat status = {0};
  if (strcmp(path, "-") == 0) return hand_on(&walk, path, &status, err);
  if (path[0] == '\0') return sse_fail(err, SSE_NOT_FOUND, "a source has an empty name");
  if (stat(path, &status) != 0) return sse_fail_errno(err, errno, path, "cannot open");
  if (S_ISDIR(status.st_mode)) return walk_folder(&walk, path, 0, err);
  return hand_on(&walk, path, &status, err);
}
