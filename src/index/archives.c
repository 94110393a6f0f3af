/* Several indexes searched as one: each is opened like any other, with a connection of its own, and its item
 * numbers are shifted to follow those of the index before.
 * Indexes are also closed here, since that frees everything that was created while they were open. */
#include "base/path.h"
#include "index/connection.h"
#include "index/lists/read.h"
#include "index/ranking_reader.h"

#include <stdlib.h>
#include <string.h>

/* ---- Opening ------------------------------------------------------------------------------------ */

/* Refuses a file that is already open, and one named like another, since the name identifies an archive. */
static sse_status check_other(const index_db *other, const index_db *opened, sse_error *err) {
  const char *path = index_path(opened);
  char *one = NULL, *two = NULL;
  sse_status status = sse_real_path(path, &one, err);
  if (!status) status = sse_real_path(index_path(other), &two, err);
  if (!status && strcmp(one, two) == 0) {
    status = sse_fail(err, SSE_INVALID, "%s: is named twice among the archives to search", path);
  } else if (!status && strcmp(other->name, opened->name) == 0) {
    status =
        sse_fail(err, SSE_INVALID, "%s and %s: archives are distinguished by their file names; rename one",
                 index_path(other), path);
  }
  free(one);
  free(two);
  return status;
}

/* Opens the next archive and shifts its items. */
static sse_status add_archive(struct archives *archives, const char *path, uint64_t *numbers,
                              sse_error *err) {
  index_db **opened = &archives->all[archives->count];
  struct lists *lists;
  sse_status status = index_open(path, opened, err);
  if (!status) archives->count++;
  for (size_t i = 0; i + 1 < archives->count && !status; i++)
    status = check_other(archives->all[i], *opened, err);
  if (!status) status = lists_of(*opened, &lists, err);
  if (status) return status;
  archives->firsts[archives->count - 1] = (uint32_t)*numbers;
  /* A whole number of spans, so that the spans of the archives can be used as they are. */
  *numbers += (lists_numbers(lists) / INDEX_DAYS + 1) * INDEX_DAYS;
  if (*numbers >= UINT32_MAX)
    status = sse_fail(err, SSE_INVALID, "%s: the archives together have too many items", path);
  return status;
}

sse_status index_open_all(const char *const *paths, size_t count, index_db **index, sse_error *err) {
  if (count == 1) return index_open(paths[0], index, err);
  index_db *opened;
  uint64_t numbers = 0;
  sse_status status = connection_new(NULL, &opened, err);
  *index = NULL;
  if (status) return status;
  struct archives *archives = opened->archives = calloc(1, sizeof *archives);
  if (archives) {
    archives->all = calloc(count + 1, sizeof(index_db *));
    archives->firsts = calloc(count + 1, sizeof *archives->firsts);
  }
  if (!archives || !archives->all || !archives->firsts) status = sse_fail_memory(err);
  for (size_t i = 0; i < count && !status; i++)
    status = add_archive(archives, paths[i], &numbers, err);
  if (status) {
    index_close(opened);
  } else {
    *index = opened;
  }
  return status;
}

static void close_all(struct archives *archives) {
  if (!archives) return;
  for (size_t i = 0; i < archives->count; i++)
    index_close(archives->all[i]);
  free(archives->all);
  free(archives->firsts);
  free(archives);
}

void index_close(index_db *index) {
  if (!index) return;
  ranking_reader_free(index->kept->ranking);
  lists_free(index->kept->lists);
  index_close(index->kept->second);
  close_all(index->archives);
  connection_free(index);
}

/* ---- Transactions ------------------------------------------------------------------------------- */

/* Enlarges the page cache of a connection, and that of its second thread, to what several searches use. */
static sse_status keep_pages(const index_db *index, sse_error *err) {
  struct kept *kept = index->kept;
  sse_status status = SSE_OK;
  if (!kept->keeps_pages) status = index_exec(index, "PRAGMA cache_size = -8192", err);
  kept->keeps_pages = true;
  if (kept->second && !kept->second->kept->keeps_pages && !status) status = keep_pages(kept->second, err);
  return status;
}

sse_status index_begin(const index_db *index, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++) {
    const index_db *one = index_archive(index, i);
    bool is_open = !sqlite3_get_autocommit(index_connection(one)); /* memory was short when it was to end */
    if (!is_open && sqlite3_exec(index_connection(one), "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
      status = index_fail(one, err);
  }
  return status;
}

sse_status index_end(const index_db *index, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < index_archive_count(index); i++) {
    const index_db *one = index_archive(index, i);
    bool has_begun = !sqlite3_get_autocommit(index_connection(one));
    if (has_begun && sqlite3_exec(index_connection(one), "END", NULL, NULL, NULL) != SQLITE_OK && !status)
      status = index_fail(one, err);
    if (has_begun && !status) status = keep_pages(one, err);
  }
  return status;
}
