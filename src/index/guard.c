/* What a reader's connection may do, and for how long: SQLite's authorizer allows only SELECT, its limits
 * keep statements small, and its progress handler checks the deadline. Our own loops call index_check_time.
 * (sqlite.org/security.html, "Untrusted SQL Inputs" and "Untrusted SQLite Database Files") */
#include "index/guard.h"
#include "base/deadline.h"
#include "index/connection.h"

#include <string.h>

enum {
  STEPS = 4000, /* instructions of SQLite's virtual machine between two checks of the deadline: some 50
                   microseconds */
  SQL_LONGEST = 100000, /* bytes; FTS5's own statements have a few hundred */
  VALUE_LONGEST = 256 * 1024 * 1024,
  DEPTH_MOST = 100,
  COLUMNS_MOST = 100
};

/* The pragmas that FTS5 reads to see whether its tables have changed, and that we read to recognise an index;
 * and the one that archives.c sets. */
static bool is_harmless_pragma(const char *name, const char *value) {
  static const char *const names[] = {"data_version", "application_id", "user_version"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!value && strcmp(name, names[i]) == 0) return true;
  return strcmp(name, "cache_size") == 0;
}

static int authorize(void *context, int action, const char *first, const char *second, const char *schema,
                     const char *trigger) {
  (void)context, (void)schema, (void)trigger;
  switch (action) {
  case SQLITE_SELECT:
  case SQLITE_READ:
  case SQLITE_FUNCTION:
  case SQLITE_RECURSIVE:
  case SQLITE_TRANSACTION:
    return SQLITE_OK;
  case SQLITE_UPDATE: /* compiled but not run by SQLite when a virtual table declares its columns */
    return strcmp(first, "sqlite_master") == 0 ? SQLITE_OK : SQLITE_DENY;
  case SQLITE_PRAGMA:
    return is_harmless_pragma(first, second) ? SQLITE_OK : SQLITE_DENY;
  default:
    return SQLITE_DENY;
  }
}

static int look_at_clock(void *context) {
  return connection_is_late(context);
}

sse_status guard_install(const index_db *index, sse_error *err) {
  sqlite3 *connection = index_connection(index);
  int set = 0;
  int failed = sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, &set) != SQLITE_OK || !set;
  failed |= sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &set) != SQLITE_OK || set;
  (void)sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, VALUE_LONGEST); /* returns the old limit */
  (void)sqlite3_limit(connection, SQLITE_LIMIT_SQL_LENGTH, SQL_LONGEST);
  (void)sqlite3_limit(connection, SQLITE_LIMIT_EXPR_DEPTH, DEPTH_MOST);
  (void)sqlite3_limit(connection, SQLITE_LIMIT_COLUMN, COLUMNS_MOST);
  (void)sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
  (void)sqlite3_limit(connection, SQLITE_LIMIT_WORKER_THREADS, 0);
  failed |= sqlite3_set_authorizer(connection, authorize, NULL) != SQLITE_OK;
  return failed ? index_fail(index, err) : SSE_OK;
}

void guard_copy(const index_db *from, const index_db *to) {
  to->kept->limit = from->kept->limit;
  sqlite3_progress_handler(to->connection, to->kept->limit.milliseconds > 0 ? STEPS : 0, look_at_clock,
                           (void *)to);
}

void index_limit_time(index_db *index, unsigned milliseconds) {
  index->kept->limit = (struct time_limit){milliseconds, sse_deadline_in(milliseconds)};
  for (size_t i = 0; i < index_archive_count(index); i++)
    guard_copy(index, index_archive(index, i));
}
