/* ssesearch.so, an SQLite extension: `.load ./ssesearch` in SQLite's shell, load_extension elsewhere.
 * It gives a connection the tokenizer sse for FTS5 tables, the functions sse_fold, sse_terms and sse_snippet,
 * and the table-valued function sse_search. */
#include "extension/functions.h"
#include "index/tokenizer.h"

/* The entry point, whose name SQLite derives from the file name. An SQLite without FTS5 gets all but the
 * tokenizer. */
__attribute__((visibility("default"))) int sqlite3_ssesearch_init(sqlite3 *db, char **message,
                                                                  const sqlite3_api_routines *api);

int sqlite3_ssesearch_init(sqlite3 *db, char **message, const sqlite3_api_routines *api) {
  SQLITE_EXTENSION_INIT2(api)
  if (sqlite3_libversion_number() < 3031000) {
    *message = sqlite3_mprintf("ssesearch needs SQLite 3.31 or later, this is %s", sqlite3_libversion());
    return SQLITE_ERROR;
  }
  fts5_api *fts5 = tokenizer_fts5(db);
  int code = fts5 ? tokenizer_add(fts5) : SQLITE_OK;
  if (code == SQLITE_OK) code = functions_register(db);
  if (code == SQLITE_OK) code = table_register(db);
  return code;
}
