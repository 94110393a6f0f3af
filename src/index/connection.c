/* An open index: its members, its archives, its statements, and SQLite's errors turned into messages that
 * say what to do. A single index is its own only archive, so that loops over archives need not tell the two
 * cases apart. */
#include "index/connection.h"
#include "base/deadline.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The name of the archive at a path. */
static char *name_of(const char *path) {
  const char *slash = strrchr(path, '/');
  sse_str name = sse_str_of(slash ? slash + 1 : path);
  if (name.length > 3 && sse_str_ends(name, ".db")) name.length -= 3;
  return sse_copy(name);
}

sse_status connection_new(const char *path, index_db **index, sse_error *err) {
  index_db *made = calloc(1, sizeof *made);
  *index = NULL;
  if (!made) return sse_fail_memory(err);
  made->kept = calloc(1, sizeof *made->kept);
  if (path) made->path = sse_copy(sse_str_of(path));
  if (path) made->name = name_of(path);
  if (!made->kept || (path && (!made->path || !made->name))) {
    connection_free(made);
    return sse_fail_memory(err);
  }
  *index = made;
  return SSE_OK;
}

void connection_free(index_db *index) {
  if (!index) return;
  for (size_t i = 0; index->kept && i < index->kept->count; i++)
    (void)sqlite3_finalize(index->kept->statements[i].statement);
  if (index->kept) free(index->kept->statements);
  free(index->kept);
  (void)sqlite3_close(index->connection); /* all statements are finalised by now */
  text_analyser_free(index->analyser);
  free(index->path);
  free(index->name);
  free(index);
}

sqlite3 *index_connection(const index_db *index) {
  return index->connection;
}

const char *index_path(const index_db *index) {
  return index->path;
}

text_analyser *index_analyser(const index_db *index) {
  return index_archive(index, 0)->analyser;
}

/* ---- Archives ----------------------------------------------------------------------------------- */

size_t index_archive_count(const index_db *index) {
  return index->archives ? index->archives->count : 1;
}

const index_db *index_archive(const index_db *index, size_t which) {
  return index->archives ? index->archives->all[which] : index;
}

uint32_t index_archive_first(const index_db *index, size_t which) {
  return index->archives ? index->archives->firsts[which] : 0;
}

const char *index_archive_name(const index_db *index, size_t which) {
  return index_archive(index, which)->name;
}

size_t index_archive_of(const index_db *index, uint32_t number) {
  size_t which = index_archive_count(index) - 1;
  while (which > 0 && number < index_archive_first(index, which))
    which--;
  return which;
}

/* ---- Errors ------------------------------------------------------------------------------------- */

sse_status index_fail_damaged(const char *path, const char *what, sse_error *err) {
  return sse_fail(err, SSE_DATABASE, "%s: is damaged (%s); sseindex --recover FILE saves what can be read",
                  path, what);
}

static sse_status fail_late(const index_db *index, sse_error *err) {
  return sse_fail(err, SSE_TIMEOUT, "the search was cut off after %u milliseconds; try rarer words",
                  index->kept->limit.milliseconds);
}

bool connection_is_late(const index_db *index) {
  const struct time_limit *limit = &index->kept->limit;
  return limit->milliseconds > 0 && sse_deadline_is_over(limit->end);
}

sse_status index_check_time(const index_db *index, sse_error *err) {
  return connection_is_late(index) ? fail_late(index, err) : SSE_OK;
}

/* The archive whose statement failed. */
static const index_db *failed_archive(const index_db *index) {
  const index_db *one = index;
  for (size_t i = 0; i < index_archive_count(index); i++) {
    one = index_archive(index, i);
    int code = one->connection ? sqlite3_errcode(one->connection) : SQLITE_NOMEM;
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) break;
  }
  return one;
}

sse_status index_fail(const index_db *index, sse_error *err) {
  index = failed_archive(index);
  int code = index->connection ? sqlite3_errcode(index->connection) : SQLITE_NOMEM;
  const char *path = index->path;
  switch (code & 0xFF) {
  case SQLITE_NOMEM:
    return sse_fail_memory(err);
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return sse_fail(err, SSE_BUSY, "%s: another run is writing to it; try again when it has ended", path);
  case SQLITE_INTERRUPT: /* only from guard.c */
    return fail_late(index, err);
  case SQLITE_FULL:
    return sse_fail(err, SSE_IO, "%s: the disk is full; what was there before is kept", path);
  case SQLITE_NOTADB:
    return sse_fail(err, SSE_DATABASE,
                    "%s: is not an index (not an SQLite file); if it was one, sseindex --recover FILE saves "
                    "what can be read",
                    path);
  case SQLITE_CORRUPT:
    return index_fail_damaged(path, sqlite3_errmsg(index->connection), err);
  case SQLITE_READONLY:
  case SQLITE_PERM:
    return sse_fail(err, SSE_DENIED, "%s: cannot be written to", path);
  case SQLITE_CANTOPEN:
    return sse_fail(err, SSE_IO, "%s: cannot be opened: %s", path,
                    strerror(sqlite3_system_errno(index->connection)));
  default:
    return sse_fail(err, SSE_IO, "%s: %s", path, sqlite3_errmsg(index->connection));
  }
}

/* ---- Statements --------------------------------------------------------------------------------- */

sse_status index_prepare(const index_db *index, const char *sql, sqlite3_stmt **statement, sse_error *err) {
  assert(!index->archives); /* each archive has its own statements */
  if (sqlite3_prepare_v2(index->connection, sql, -1, statement, NULL) != SQLITE_OK)
    return index_fail(index, err);
  return SSE_OK;
}

sse_status index_exec(const index_db *index, const char *sql, sse_error *err) {
  if (sqlite3_exec(index_connection(index), sql, NULL, NULL, NULL) != SQLITE_OK)
    return index_fail(index, err);
  return SSE_OK;
}

sse_status index_statement(const index_db *index, const char *sql, sqlite3_stmt **statement, sse_error *err) {
  assert(!index->archives);
  struct kept *kept = index->kept;
  void *statements = kept->statements;
  size_t i = 0;
  *statement = NULL;
  while (i < kept->count && kept->statements[i].sql != sql)
    i++;
  if (i == kept->count) {
    if (!sse_array_reserve(&statements, &kept->capacity, i + 1, sizeof *kept->statements))
      return sse_fail_memory(err);
    kept->statements = statements;
    sse_status status = index_prepare(index, sql, &kept->statements[i].statement, err);
    if (status) return status;
    kept->statements[i].sql = sql;
    kept->count++;
  }
  *statement = kept->statements[i].statement;
  return SSE_OK;
}

void index_statement_end(sqlite3_stmt *statement) {
  if (!statement) return;
  (void)sqlite3_reset(statement); /* repeats an error already reported */
  (void)sqlite3_clear_bindings(statement);
}

bool index_next_row(const index_db *index, sqlite3_stmt *row, sse_status *status, sse_error *err) {
  if (*status) return false;
  int result = sqlite3_step(row);
  if (result != SQLITE_ROW && result != SQLITE_DONE) *status = index_fail(index, err);
  return result == SQLITE_ROW;
}

sse_str index_column(sqlite3_stmt *row, int column) {
  const char *text = (const char *)sqlite3_column_text(row, column);
  return (sse_str){text, text ? (size_t)sqlite3_column_bytes(row, column) : 0};
}
