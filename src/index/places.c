/* The files of a run: those of each source given by the user, found before the first is read, so that
 * progress reports have a total. A folder that cannot be read is reported, and its root is then incomplete:
 * nothing is concluded from what is missing there. */
#include "index/places.h"
#include "base/path.h"
#include "base/url.h"
#include "index/prune.h"
#include "index/roots.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void folder_failed(void *context, const char *message) {
  struct run *run = context;
  run->report->failed++;
  run->places.roots[run->places.root_count].is_whole = false;
  run_problem(run, message);
}

/* A file or folder was passed over. If memory runs out, it is not counted; the traversal notices anyway. */
static void passed_over(void *context, const source_loss *loss) {
  struct run *run = context;
  sse_error ignored;
  run->places.roots[run->places.root_count].passed_over += loss->count;
  (void)run_lose(run, loss, &ignored);
}

static sse_status add_file(void *context, const source_file *file, sse_error *err) {
  struct run *run = context;
  struct places *places = &run->places;
  void *files = places->files;
  if (!sse_array_reserve(&files, &places->file_capacity, places->file_count + 1, sizeof *places->files))
    return sse_fail_memory(err);
  places->files = files;
  char *copy = sse_copy(sse_str_of(file->path));
  if (!copy) return sse_fail_memory(err);
  places->files[places->file_count++] = (struct file){copy, places->root_count, file->size, file->changed};
  places->total += file->size;
  return SSE_OK;
}

/* Reports that no file of a folder can be read. */
static void report_barren(struct run *run, const struct root *root) {
  sse_error message;
  run->report->barren++;
  (void)sse_fail(&message, SSE_INVALID, "%s: none of its %zu %s can be read", root->source->place,
                 root->passed_over, root->passed_over == 1 ? "file" : "files");
  run_problem(run, message.message);
}

/* Reports a source that does not exist and, if the index has items of it, how to remove them. */
static sse_status report_missing(struct run *run, const char *place, const sse_error *failure,
                                 sse_error *err) {
  char *key;
  size_t sources = 0, items = 0, gone = 0;
  sse_status status = places_name(place, &key, err);
  if (!status && run->sources) status = prune_count(run, key, &sources, &items, &gone, err);
  sse_buffer message = {0};
  sse_buffer_append_text(&message, failure->message);
  if (items > gone)
    sse_buffer_printf(&message, "; its %zu %s; if it is gone for good: sseindex --drop %s", items - gone,
                      items - gone == 1 ? "item stays" : "items stay", place);
  if (!status && message.failed) status = sse_fail_memory(err);
  if (!status) folder_failed(run, message.data);
  sse_buffer_reset(&message);
  free(key);
  return status;
}

/* Finds the files of the current root, the one after those counted. */
static sse_status find_files(struct run *run, const index_source *source, sse_error *err) {
  const struct places *places = &run->places;
  struct root *root = &places->roots[places->root_count];
  size_t before = places->file_count;
  sse_error failure;
  *root = (struct root){.source = source, .name_length = strlen(source->place), .is_whole = true};
  sse_status status = sources_hash_options(&source->options, root->options_hash, err);
  if (status) return status;
  bool is_file = strcmp(source->place, "-") != 0 && !sse_url_is_web(sse_str_of(source->place));
  if (!is_file) run->places.has_unsized = true;
  root->path = is_file ? realpath(source->place, NULL) : sse_copy(sse_str_of(source->place));
  if (!root->path && (!is_file || errno == ENOMEM)) return sse_fail_memory(err);
  if (sse_url_is_web(sse_str_of(source->place))) {
    const source_file address = {.path = source->place};
    return add_file(run, &address, err);
  }
  if (root->path || !*source->place) {
    const source_walker walker = {run, add_file, folder_failed, passed_over};
    status = source_walk(source->place, &source->options, &walker, &failure);
  } else {
    status = sse_fail_errno(&failure, errno, source->place, "cannot open");
  }
  if (status == SSE_NO_MEMORY) return sse_fail_memory(err);
  if (status == SSE_NOT_FOUND) return report_missing(run, source->place, &failure, err);
  if (status) folder_failed(run, failure.message);
  if (!status && root->passed_over > 0 && places->file_count == before) report_barren(run, root);
  return SSE_OK;
}

sse_status places_find(struct run *run, const index_source *source, sse_error *err) {
  sse_status status = find_files(run, source, err);
  run->places.root_count++;
  return status;
}

sse_status places_settle(struct places *places, sse_error *err) {
  const size_t count = places->file_count;
  const struct root *root = NULL;
  bool is_shared = false;
  sse_status status = SSE_OK;
  places->file_count = 0;
  for (size_t i = 0; i < count; i++) {
    const struct file file = places->files[i];
    const struct root *closest = &places->roots[file.root];
    char *key = NULL;
    if (root != closest) is_shared = roots_are_closer(places, closest);
    root = closest;
    if (is_shared && !status) status = places_key(places, &file, &key, err);
    if (key) closest = roots_closest(places, root, key);
    free(key);
    if (closest == root) {
      places->files[places->file_count++] = file;
      continue;
    }
    /* What the other root could not examine is not missing from this one. */
    if (!closest->is_whole) places->roots[file.root].is_whole = false;
    places->total -= file.size;
    free(file.path);
  }
  return status;
}

sse_status places_key(const struct places *places, const struct file *file, char **key, sse_error *err) {
  const struct root *root = &places->roots[file->root];
  const char *rest = file->path + root->name_length;
  sse_buffer made = {0};
  size_t length = strlen(root->path);
  bool ends_in_slash = root->path[length - 1] == '/';
  bool no_slash = *rest && *rest != '/' && !ends_in_slash;
  sse_buffer_printf(&made, "%s%s%s", root->path, no_slash ? "/" : "", rest + (ends_in_slash && *rest == '/'));
  *key = made.data;
  return made.failed ? sse_fail_memory(err) : SSE_OK;
}

sse_status places_name(const char *place, char **key, sse_error *err) {
  sse_error ignored;
  sse_buffer absolute = {0};
  bool is_file = strcmp(place, "-") != 0 && !sse_url_is_web(sse_str_of(place));
  *key = NULL;
  if (is_file && !sse_real_path(place, key, &ignored)) return SSE_OK;
  char *folder = is_file && place[0] != '/' ? getcwd(NULL, 0) : NULL;
  if (folder) sse_buffer_printf(&absolute, "%s/", folder);
  sse_buffer_append_text(&absolute, place);
  free(folder);
  while (is_file && absolute.length > 1 && absolute.data[absolute.length - 1] == '/')
    absolute.data[--absolute.length] = '\0';
  *key = absolute.data;
  return absolute.failed ? sse_fail_memory(err) : SSE_OK;
}

void places_reset(struct places *places) {
  for (size_t i = 0; i < places->file_count; i++)
    free(places->files[i].path);
  for (size_t i = 0; i < places->root_count; i++)
    free(places->roots[i].path);
  free(places->roots);
  free(places->files);
  *places = (struct places){0};
}
