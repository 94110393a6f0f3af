/* The files of a folder and its subfolders, as parts. The order is that of the names' bytes, so that two runs
 * over the same folder do the same. Hidden names (except in a Maildir) and links to folders are left out; the
 * depth is bounded, so that no loop can trap a traversal. */
#include "source/container/maildir.h"
#include "source/format/formats.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEEPEST = 64 };

/* An open folder of the traversal. */
struct level {
  char *path;
  struct dirent **entries;
  int count, next;
};

struct folder {
  const source_options *options;
  struct account *account;
  struct level levels[DEEPEST + 1];
  int depth;        /* open levels */
  source_file file; /* the last one found; its path is the part's name */
};

static int is_entry(const struct dirent *entry) {
  return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static bool is_hidden(const char *path) {
  return strrchr(path, '/')[1] == '.';
}

/* alphasort would depend on the locale. */
static int by_bytes(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

static sse_status open_level(struct folder *folder, const char *path, sse_error *err) {
  struct level *level = &folder->levels[folder->depth];
  *level = (struct level){.path = sse_copy(sse_str_of(path))};
  if (!level->path) return sse_fail_memory(err);
  level->count = scandir(path, &level->entries, is_entry, by_bytes);
  if (level->count < 0) {
    free(level->path);
    return sse_fail_errno(err, errno, path, "cannot read the folder");
  }
  folder->depth++;
  return SSE_OK;
}

static void close_level(struct folder *folder) {
  struct level *level = &folder->levels[--folder->depth];
  for (int i = 0; i < level->count; i++)
    free(level->entries[i]);
  free(level->entries);
  free(level->path);
}

static void set_file(source_file *file, const struct stat *status) {
  file->size = status->st_size > 0 ? (uint64_t)status->st_size : 0;
  file->changed = (int64_t)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec;
}

/* Examines one entry of a folder. Sets `*is_part` if it is a file to read. */
static sse_status look_at(struct folder *folder, const char *path, bool *is_part, sse_error *err) {
  struct stat link, target;
  if (is_hidden(path) && !maildir_is_folder(path)) return SSE_OK;
  if (lstat(path, &link) != 0 || stat(path, &target) != 0)
    return sse_fail_errno(err, errno, path, "cannot access");
  if (S_ISREG(target.st_mode)) {
    set_file(&folder->file, &target);
    *is_part = format_is_taken(folder->options, path);
    sse_status status = *is_part ? SSE_OK : format_takes_file(folder->options, path, is_part, err);
    if (status) return status;
    if (!*is_part) account_pass_over(folder->account, path, format_ending(path), format_reason(path));
  } else if (!S_ISDIR(target.st_mode)) {
    account_pass_over(folder->account, path, sse_str_of("device"), "not a regular file");
  } else if (!S_ISDIR(link.st_mode)) {
    account_pass_over(folder->account, path, sse_str_of("link"), "leads to a folder: name that as a source");
  } else if (folder->depth > DEEPEST) {
    return sse_fail(err, SSE_TOO_LARGE, "%s: more than %d folders deep (skipped)", path, DEEPEST);
  } else {
    return open_level(folder, path, err);
  }
  return SSE_OK;
}

static part_outcome next_file(void *context, struct part *part, sse_error *err) {
  struct folder *folder = context;
  while (folder->depth > 0) {
    struct level *level = &folder->levels[folder->depth - 1];
    bool is_part = false;
    if (level->next == level->count) {
      close_level(folder);
      continue;
    }
    size_t length = strlen(level->path);
    const char *slash = length > 0 && level->path[length - 1] == '/' ? "" : "/";
    sse_buffer_clear(&part->name);
    sse_buffer_printf(&part->name, "%s%s%s", level->path, slash, level->entries[level->next++]->d_name);
    sse_status status =
        part->name.failed ? sse_fail_memory(err) : look_at(folder, part->name.data, &is_part, err);
    if (status) return PART_BAD;
    if (is_part) return PART;
  }
  return PART_END;
}

static void close_folder(void *context) {
  struct folder *folder = context;
  while (folder->depth > 0)
    close_level(folder);
  free(folder);
}

/* Passes the parts of a folder to the walker. */
static sse_status walk(struct folder *folder, const source_walker *walker, sse_error *err) {
  sse_status status = SSE_OK;
  struct part part = {0};
  part_outcome outcome = PART;
  while (!status && outcome != PART_END) {
    sse_error failure;
    outcome = next_file(folder, &part, &failure);
    if (outcome == PART) {
      folder->file.path = part.name.data;
      status = walker->on_file(walker->context, &folder->file, err);
    } else if (outcome == PART_BAD && failure.status == SSE_NO_MEMORY) {
      status = sse_fail_memory(err);
    } else if (outcome == PART_BAD) {
      walker->on_problem(walker->context, failure.message);
    }
  }
  part_reset(&part);
  return status;
}

static sse_status walk_folder(const char *path, const source_options *options, const source_walker *walker,
                              sse_error *err) {
  const source_handler handler = {
      .context = walker->context, .on_problem = walker->on_problem, .on_loss = walker->on_loss};
  source_report report = {0};
  struct account account = {.handler = &handler, .report = &report};
  struct folder *folder = calloc(1, sizeof *folder);
  if (!folder) return sse_fail_memory(err);
  folder->options = options;
  folder->account = &account;
  sse_status status = open_level(folder, path, err);
  if (!status) status = walk(folder, walker, err);
  close_folder(folder);
  return status;
}

sse_status source_walk(const char *path, const source_options *options, const source_walker *walker,
                       sse_error *err) {
  struct stat status = {0};
  source_file file = {.path = path};
  if (path[0] == '\0') return sse_fail(err, SSE_NOT_FOUND, "a source has an empty name");
  if (strcmp(path, "-") != 0) {
    if (stat(path, &status) != 0) return sse_fail_errno(err, errno, path, "cannot open");
    if (S_ISDIR(status.st_mode)) return walk_folder(path, options, walker, err);
    set_file(&file, &status);
  }
  return walker->on_file(walker->context, &file, err);
}
