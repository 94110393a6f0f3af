/* The items that match an expression of FTS5 and, where the expression cannot say all, a test of where its
 * phrases stand in them.
 * FTS5 calls the test as an auxiliary function, once an item. */
#include "index/matches.h"

#include <stdlib.h>

static const char pointer_type[] = "ssesearch-matching";

struct matching {
  const index_test *test; /* NULL for none */
  void *context;
  index_match_fn *on_item;
  uint32_t first; /* number of the archive */
};

/* Takes the item at hand if it passes. False for SQL, so that no row leaves the statement: SQLite goes on to
 * the next item without a step, which takes as long as FTS5 itself. */
static void take_match(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *result, int count,
                       sqlite3_value **values) {
  const struct matching *matching = count == 1 ? sqlite3_value_pointer(values[0], pointer_type) : NULL;
  bool passes = true;
  int code = matching ? SQLITE_OK : SQLITE_MISUSE;
  if (matching && matching->test) code = matching->test->passes(matching->test->context, api, fts, &passes);
  if (code != SQLITE_OK) {
    sqlite3_result_error_code(result, code);
    return;
  }
  if (passes) matching->on_item(matching->context, matching->first + (uint32_t)api->xRowid(fts));
  sqlite3_result_int(result, 0);
}

sse_status matches_register(const index_db *index, sse_error *err) {
  fts5_api *api = text_fts5(index_connection(index));
  if (!api || api->xCreateFunction(api, "sse_match", NULL, take_match, NULL) != SQLITE_OK)
    return sse_fail_memory(err);
  return SSE_OK;
}

static sse_status matches_in(const index_db *index, sse_str expression, const struct matching *matching,
                             sse_error *err) {
  static const char sql[] = "SELECT 1 FROM terms WHERE terms MATCH ?1 AND sse_match(terms, ?2)";
  sqlite3_stmt *statement;
  sse_status status = index_statement(index, sql, &statement, err);
  if (status) return status;
  bool bound =
      expression.length <= INT32_MAX &&
      sqlite3_bind_text(statement, 1, expression.data, (int)expression.length, SQLITE_STATIC) == SQLITE_OK &&
      sqlite3_bind_pointer(statement, 2, (void *)matching, pointer_type, NULL) == SQLITE_OK; /* only read */
  if (!bound || sqlite3_step(statement) != SQLITE_DONE) status = index_fail(index, err);
  index_statement_end(statement);
  return status;
}

sse_status index_matches(const index_db *index, sse_str expression, const index_test *test, void *context,
                         index_match_fn *on_item, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++) {
    const struct matching matching = {test, context, on_item, index_archive_first(index, i)};
    status = matches_in(index_archive(index, i), expression, &matching, err);
  }
  return status;
}
