/* Translates errors of SQLite to ours.
 * A full disk is an error of writing, everything else one of the database.
 * The message names the file. */
#include "thesaurus/schema.h"

#include <stdbool.h>

sse_status schema_fail(sqlite3 *connection, const char *path, sse_error *err) {
  int code = connection ? sqlite3_errcode(connection) & 0xff : SQLITE_NOMEM;
  if (code == SQLITE_NOMEM) return sse_fail_memory(err);
  bool is_io =
      code == SQLITE_FULL || code == SQLITE_IOERR || code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
  return sse_fail(err, is_io ? SSE_IO : SSE_DATABASE, "%s: %s", path, sqlite3_errmsg(connection));
}
