/* Private to index/: helpers to bind, run and end prepared statements, shared by items.c and sources.c.
 * A statement that could not be bound is not run: the error of binding is reported as if running had failed.
 * Everything bound is borrowed until index_statement_end. */
#ifndef SSE_INDEX_STATEMENTS_H
#define SSE_INDEX_STATEMENTS_H

#include "index/index.h"

/* Prepares `count` statements; if one fails, it and those after it are NULL. */
sse_status statements_prepare(const index_db *index, const char *const *sql, size_t count,
                              sqlite3_stmt **statements, sse_error *err);
void statements_finalize(sqlite3_stmt **statements, size_t count); /* NULL among them is allowed */

/* Binds text; text without data becomes NULL. */
bool statement_bind_str(sqlite3_stmt *statement, int position, sse_str text);
/* Binds a key, or leaves the parameter NULL if `has` is false. */
bool statement_bind_key(sqlite3_stmt *statement, int position, bool has, int64_t key);

/* Runs a statement to its first row or its end. `*number` is the first column of the row, or 0. The other
 * columns of the row can be read until index_statement_end. */
sse_status statement_run(const index_db *index, sqlite3_stmt *statement, bool bound, sqlite3_int64 *number,
                         sse_error *err);
/* Runs and ends a statement whose rows do not matter. */
sse_status statement_execute(const index_db *index, sqlite3_stmt *statement, bool bound, sse_error *err);

/* Numbers that a statement returned, collected so that rows can be changed while looping over them. */
typedef struct statement_numbers {
  sqlite3_int64 *numbers;
  size_t count, capacity;
} statement_numbers;

/* Runs and ends a statement, and replaces the contents of `numbers` with the first column of all its rows.
 * The caller frees `numbers->numbers`. */
sse_status statement_collect(const index_db *index, sqlite3_stmt *statement, bool bound,
                             statement_numbers *numbers, sse_error *err);

#endif
