/* Several indexes that are searched as one: each is opened as any other, with a connection of its own, and
 * its items' numbers are shifted behind those of the one before.
 * An index alone is its own and only archive, so that who goes through archives need not tell the two apart.
 */
#include "index/archives.h"
#include "base/path.h"
#include "index/schema.h"
#include "index/statements.h"

#include <stdlib.h>
#include <string.h>

size_t index_archive_count(const index_db *index) {
  const struct archives *archives = index_archives(index);
  return archives ? archives->count : 1;
}

const index_db *index_archive(const index_db *index, size_t which) {
  const struct archives *archives = index_archives(index);
  return archives ? archives->all[which] : index;
}

uint32_t index_archive_first(const index_db *index, size_t which) {
  const struct archives *archives = index_archives(index);
  return archives ? archives->firsts[which] : 0;
}

const char *index_archive_name(const index_db *index, size_t which) {
  return index_name(index_archive(index, which));
}

size_t index_archive_of(const index_db *index, uint32_t number) {
  size_t which = index_archive_count(index) - 1;
  while (which > 0 && number < index_archive_first(index, which))
    which--;
  return which;
}

sse_status index_begin(const index_db *index, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++) {
    const index_db *one = index_archive(index, i);
    if (sqlite3_exec(index_connection(one), "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
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
    if (has_begun && !status) status = index_keep_pages(one, err);
  }
  return status;
}

/* ---- Names -------------------------------------------------------------------------------------- */

char *archives_name(const char *path) {
  const char *slash = strrchr(path, '/');
  sse_str name = sse_str_of(slash ? slash + 1 : path);
  if (name.length > 3 && sse_str_ends(name, ".db")) name.length -= 3;
  return sse_copy(name);
}

/* ---- Opening ------------------------------------------------------------------------------------ */

/* Refuses a file that was opened before, and another of the same name, which tells archives apart. */
static sse_status check_other(const index_db *other, const index_db *opened, sse_error *err) {
  const char *path = index_path(opened);
  char *one = NULL, *two = NULL;
  sse_status status = sse_real_path(path, &one, err);
  if (!status) status = sse_real_path(index_path(other), &two, err);
  if (!status && strcmp(one, two) == 0) {
    status = sse_fail(err, SSE_INVALID, "%s: is named twice among the archives to search", path);
  } else if (!status && strcmp(index_name(other), index_name(opened)) == 0) {
    status =
        sse_fail(err, SSE_INVALID, "%s and %s: archives are told apart by their files' names; rename one",
                 index_path(other), path);
  }
  free(one);
  free(two);
  return status;
}

/* Opens the next one, and shifts its items. */
static sse_status add_archive(struct archives *archives, const char *path, uint64_t *numbers,
                              sse_error *err) {
  index_db **opened = &archives->all[archives->count];
  index_ranking *ranking;
  sse_status status = index_open(path, opened, err);
  if (!status) archives->count++;
  for (size_t i = 0; i + 1 < archives->count && !status; i++)
    status = check_other(archives->all[i], *opened, err);
  if (!status) status = index_ranking_of(*opened, &ranking, err);
  if (status) return status;
  archives->firsts[archives->count - 1] = (uint32_t)*numbers;
  /* A whole number of spans, so that those stay as they are. */
  *numbers += (index_ranking_numbers(ranking) / INDEX_DAYS + 1) * INDEX_DAYS;
  if (*numbers >= UINT32_MAX)
    status = sse_fail(err, SSE_INVALID, "%s: the archives together have too many items", path);
  return status;
}

sse_status archives_new(const char *const *paths, size_t count, struct archives **archives, sse_error *err) {
  struct archives *made = calloc(1, sizeof *made);
  sse_status status = SSE_OK;
  uint64_t numbers = 0;
  *archives = made;
  if (!made) return sse_fail_memory(err);
  made->all = calloc(count + 1, sizeof(index_db *));
  made->firsts = calloc(count + 1, sizeof *made->firsts);
  if (!made->all || !made->firsts) return sse_fail_memory(err);
  for (size_t i = 0; i < count && !status; i++)
    status = add_archive(made, paths[i], &numbers, err);
  return status;
}

void archives_free(struct archives *archives) {
  if (!archives) return;
  for (size_t i = 0; i < archives->count; i++)
    index_close(archives->all[i]);
  free(archives->all);
  free(archives->firsts);
  free(archives);
}

/* ---- Ids ---------------------------------------------------------------------------------------- */

sse_status index_id_of(const index_db *index, uint32_t number, sse_buffer *id, sse_error *err) {
  static const char sql[] = "SELECT id FROM item WHERE number = ?1";
  size_t which = index_archive_of(index, number);
  const index_db *one = index_archive(index, which);
  sqlite3_stmt *row;
  sse_buffer_clear(id);
  sse_status status = index_statement(one, sql, &row, err);
  if (status) return status;
  if (sqlite3_bind_int64(row, 1, number - index_archive_first(index, which)) != SQLITE_OK ||
      sqlite3_step(row) != SQLITE_ROW)
    status = index_fail(one, err);
  if (!status) sse_buffer_append_str(id, index_column(row, 0));
  index_statement_end(row);
  return !status && id->failed ? sse_fail_memory(err) : status;
}
