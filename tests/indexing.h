/* Makes an index from texts, for tests of index/ and of the rooms above it. */
#ifndef SSE_TESTS_INDEXING_H
#define SSE_TESTS_INDEXING_H

#include "testing.h"

#include "index/index.h"

static inline void ignore_problem(void *context, const char *message) {
  (void)context, (void)message;
}

/* Indexes the file or folder `path` into the index at `database`, which is created if it is missing. */
static inline index_report index_path_into(const char *database, const char *path) {
  const index_listener listener = {.on_problem = ignore_problem};
  const index_options options = {.max_prune = 20};
  const index_source source = {.place = path};
  index_report report;
  sse_error err;
  (void)index_run(database, &source, 1, &options, &listener, &report, &err);
  if (err.status) fail_msg("%s", err.message);
  return report;
}

/* Returns the single text value of the statement `sql` on the index at `database`; the caller frees it. */
static inline char *query_index(const char *database, const char *sql) {
  index_db *index;
  sqlite3_stmt *statement;
  sse_error err;
  if (index_open(database, &index, &err)) fail_msg("%s", err.message);
  if (index_prepare(index, sql, &statement, &err)) fail_msg("%s", err.message);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  const char *value = (const char *)sqlite3_column_text(statement, 0);
  char *copy = strdup(value ? value : "NULL");
  assert_non_null(copy);
  sqlite3_finalize(statement);
  index_close(index);
  return copy;
}

static inline void assert_query(const char *database, const char *sql, const char *expected) {
  char *value = query_index(database, sql);
  assert_string_equal(value, expected);
  free(value);
}

#endif
