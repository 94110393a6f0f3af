/* Prepared statements: SQLite's result codes become a status.
 * Resetting or finalizing a statement repeats an error that was reported when it happened, so the results of
 * those calls are ignored. */
#include "index/statements.h"

sse_status statements_prepare(const index_db *index, const char *const *sql, size_t count,
                              sqlite3_stmt **statements, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < count; i++)
    statements[i] = NULL;
  for (size_t i = 0; i < count && !status; i++)
    status = index_prepare(index, sql[i], &statements[i], err);
  return status;
}

void statements_finalize(sqlite3_stmt **statements, size_t count) {
  for (size_t i = 0; i < count; i++)
    (void)sqlite3_finalize(statements[i]);
}

bool statement_bind_str(sqlite3_stmt *statement, int position, sse_str text) {
  if (!text.data) return sqlite3_bind_null(statement, position) == SQLITE_OK;
  return sqlite3_bind_text64(statement, position, text.data, text.length, SQLITE_STATIC, SQLITE_UTF8) ==
         SQLITE_OK;
}

bool statement_bind_key(sqlite3_stmt *statement, int position, bool has, int64_t key) {
  return !has || sqlite3_bind_int64(statement, position, key) == SQLITE_OK;
}

sse_status statement_run(const index_db *index, sqlite3_stmt *statement, bool bound, sqlite3_int64 *number,
                         sse_error *err) {
  int result = bound ? sqlite3_step(statement) : SQLITE_ERROR;
  *number = result == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
  return result == SQLITE_ROW || result == SQLITE_DONE ? SSE_OK : index_fail(index, err);
}

sse_status statement_execute(const index_db *index, sqlite3_stmt *statement, bool bound, sse_error *err) {
  sqlite3_int64 ignored;
  sse_status status = statement_run(index, statement, bound, &ignored, err);
  index_statement_end(statement);
  return status;
}

sse_status statement_collect(const index_db *index, sqlite3_stmt *statement, bool bound,
                             statement_numbers *numbers, sse_error *err) {
  sse_status status = SSE_OK;
  numbers->count = 0;
  if (!bound) status = index_fail(index, err);
  while (index_next_row(index, statement, &status, err)) {
    void *grown = numbers->numbers;
    if (sse_array_reserve(&grown, &numbers->capacity, numbers->count + 1, sizeof *numbers->numbers)) {
      numbers->numbers = grown;
      numbers->numbers[numbers->count++] = sqlite3_column_int64(statement, 0);
    } else {
      status = sse_fail_memory(err);
    }
  }
  index_statement_end(statement);
  return status;
}
