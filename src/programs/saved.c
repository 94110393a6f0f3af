/* Which items a saved search has shown already: a file of hashes of their ids, one a line.
 * Ids stay where numbers of items change with a rebuild, so nothing is shown twice and nothing missed; an
 * item that goes and comes again is not new. */
#include "programs/saved.h"
#include "base/buffer.h"
#include "base/path.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

static const char first_line[] = "ssesearch: items seen";

struct saved {
  char *path;
  uint64_t *hashes; /* those of before sorted, then those of this run */
  size_t count, before, capacity;
};

static bool is_name(const char *name) {
  enum { LONGEST = 100 };
  size_t length = strlen(name);
  const char *plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  return length > 0 && length <= LONGEST && name[0] != '.' && strspn(name, plain) == length;
}

static sse_status make_path(const char *name, char **path, sse_error *err) {
  sse_buffer built = {0};
  sse_home_path("XDG_STATE_HOME", ".local/state", name, &built);
  if (built.failed) return sse_fail_memory(err);
  if (!built.data)
    return sse_fail(err, SSE_NOT_FOUND, "no place to keep what was seen: set XDG_STATE_HOME to a folder");
  *path = built.data;
  return SSE_OK;
}

static sse_status add(saved_search *saved, uint64_t hash, sse_error *err) {
  void *hashes = saved->hashes;
  if (!sse_array_reserve(&hashes, &saved->capacity, saved->count + 1, sizeof *saved->hashes))
    return sse_fail_memory(err);
  saved->hashes = hashes;
  saved->hashes[saved->count++] = hash;
  return SSE_OK;
}

static int compare(const void *a, const void *b) {
  const uint64_t *left = a, *right = b;
  return (*left > *right) - (*left < *right);
}

static sse_status read_lines(saved_search *saved, sse_lines *lines, sse_error *err) {
  sse_str line;
  bool more = true;
  sse_status status = SSE_OK;
  while (!status && more) {
    status = sse_lines_next(lines, &line, &more, err);
    if (status || !more) break;
    char digits[17] = "", *end = digits;
    if (line.length == 16) memcpy(digits, line.data, 16);
    uint64_t hash = strtoull(digits, &end, 16);
    bool is_first = sse_lines_number(lines) == 1;
    if (is_first ? !sse_str_equal(line, sse_str_of(first_line)) : end != digits + 16) {
      status = sse_fail(err, SSE_INVALID, "%s:%zu: is no list of items seen; remove it to begin anew",
                        saved->path, sse_lines_number(lines));
    } else if (!is_first) {
      status = add(saved, hash, err);
    }
  }
  return status;
}

static sse_status read_file(saved_search *saved, sse_error *err) {
  sse_lines *lines;
  sse_status status = sse_lines_open(saved->path, &lines, err);
  if (status == SSE_NOT_FOUND) return SSE_OK;
  if (status) return status;
  status = read_lines(saved, lines, err);
  sse_lines_close(lines);
  if (saved->count > 0) qsort(saved->hashes, saved->count, sizeof *saved->hashes, compare);
  saved->before = saved->count;
  return status;
}

sse_status saved_open(const char *name, saved_search **made, sse_error *err) {
  *made = NULL;
  if (!is_name(name))
    return sse_fail(err, SSE_INVALID, "'%s' is no name for a search: letters, digits, - _ . will do", name);
  saved_search *saved = calloc(1, sizeof *saved);
  if (!saved) return sse_fail_memory(err);
  sse_status status = make_path(name, &saved->path, err);
  if (!status) status = read_file(saved, err);
  if (status) {
    saved_free(saved);
  } else {
    *made = saved;
  }
  return status;
}

void saved_free(saved_search *saved) {
  if (!saved) return;
  free(saved->path);
  free(saved->hashes);
  free(saved);
}

sse_status saved_note(void *context, const char *id, bool *known, sse_error *err) {
  saved_search *saved = context;
  uint64_t hash = XXH3_64bits(id, strlen(id));
  *known = saved->before > 0 &&
           bsearch(&hash, saved->hashes, saved->before, sizeof *saved->hashes, compare) != NULL;
  return *known ? SSE_OK : add(saved, hash, err);
}

sse_status saved_write(const saved_search *saved, sse_error *err) {
  sse_buffer draft = {0};
  sse_status status = SSE_OK;
  if (saved->count == saved->before) return SSE_OK;
  sse_buffer_printf(&draft, "%s.new", saved->path);
  if (draft.failed) return sse_fail_memory(err);
  status = sse_make_parents(saved->path, err);
  FILE *file = status ? NULL : fopen(draft.data, "we");
  if (!status && !file) status = sse_fail_errno(err, errno, draft.data, "cannot be made");
  if (file) {
    (void)fprintf(file, "%s\n", first_line);
    for (size_t i = 0; i < saved->count; i++)
      (void)fprintf(file, "%016llx\n", (unsigned long long)saved->hashes[i]);
    bool failed = ferror(file) != 0;
    if (fclose(file) != 0 || failed) status = sse_fail_errno(err, errno, draft.data, "cannot write");
  }
  if (!status) status = sse_file_replace(draft.data, saved->path, err);
  sse_buffer_reset(&draft);
  return status;
}
