/* The items that match an expression of FTS5 and, where the expression cannot say all, a test of where its
 * phrases stand in them.
 * FTS5 calls the test as an auxiliary function, once an item. */
#include "index/matches.h"

#include <stdlib.h>

static const char pointer_type[] = "ssesearch-test";

static void run_test(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *result, int count,
                     sqlite3_value **values) {
  const index_test *test = count == 1 ? sqlite3_value_pointer(values[0], pointer_type) : NULL;
  bool passes = false;
  int code = test ? test->passes(test->context, api, fts, &passes) : SQLITE_MISUSE;
  if (code != SQLITE_OK) {
    sqlite3_result_error_code(result, code);
  } else {
    sqlite3_result_int(result, passes);
  }
}

sse_status matches_register(const index_db *index, sse_error *err) {
  fts5_api *api = text_fts5(index_connection(index));
  if (!api || api->xCreateFunction(api, "sse_test", NULL, run_test, NULL) != SQLITE_OK)
    return sse_fail_memory(err);
  return SSE_OK;
}

static sse_status matches_in(const index_db *index, uint32_t first, sse_str expression,
                             const index_test *test, void *context, index_match_fn *on_item, sse_error *err) {
  static const char plain[] = "SELECT rowid, 1 FROM terms WHERE terms MATCH ?1",
                    tested[] = "SELECT rowid, sse_test(terms, ?2) FROM terms WHERE terms MATCH ?1";
  sqlite3_stmt *statement;
  sse_status status = index_statement(index, test ? tested : plain, &statement, err);
  if (status) return status;
  bool bound =
      expression.length <= INT32_MAX &&
      sqlite3_bind_text(statement, 1, expression.data, (int)expression.length, SQLITE_STATIC) == SQLITE_OK;
  if (test)
    bound = bound && sqlite3_bind_pointer(statement, 2, (void *)test, pointer_type, NULL) == SQLITE_OK;
  int result = bound ? sqlite3_step(statement) : SQLITE_ERROR;
  for (; result == SQLITE_ROW; result = sqlite3_step(statement))
    if (sqlite3_column_int(statement, 1))
      on_item(context, first + (uint32_t)sqlite3_column_int64(statement, 0));
  if (result != SQLITE_DONE) status = index_fail(index, err);
  index_statement_end(statement);
  return status;
}

sse_status index_matches(const index_db *index, sse_str expression, const index_test *test, void *context,
                         index_match_fn *on_item, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++)
    status = matches_in(index_archive(index, i), index_archive_first(index, i), expression, test, context,
                        on_item, err);
  return status;
}
