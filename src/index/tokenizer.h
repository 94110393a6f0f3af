/* Private to index/: the FTS5 tokenizer `sse`, which gives a table the terms of text/.
 * A connection has it once it is registered there; FTS5 makes one for each table.
 * Tables of others can have it too. */
#ifndef SSE_INDEX_TOKENIZER_H
#define SSE_INDEX_TOKENIZER_H

#include "text/text.h"

#include <sqlite3.h>

/* Makes the tokenizer known to a connection. It gives the terms of text_analyse for documents.
 * Queries are to be made of text_variants, so it takes their terms, with spaces between them, as they are.
 * Options: `language fr` is that of the documents, for their stems; `stem 0` leaves those out (`stem 1` is
 * the default). Errors: SSE_DATABASE where SQLite has no FTS5. */
sse_status tokenizer_register(sqlite3 *db, sse_error *err);
/* The same by FTS5's interface, for tables of others: queries are text there, and analysed as documents are.
 * Gives SQLite's result code. */
int tokenizer_add(fts5_api *api);

/* FTS5's interface, for functions beside the tokenizer; NULL where there is no FTS5. It is reached in the way
 * that SQLite documents (fts5.html, "Extending FTS5"). Inline, so that it asks the SQLite of whoever calls
 * it: in a file that includes sqlite3ext.h, the one that has loaded us. */
static inline fts5_api *tokenizer_fts5(sqlite3 *db) {
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_bind_pointer(statement, 1, (void *)&api, "fts5_api_ptr", NULL) == SQLITE_OK)
    (void)sqlite3_step(statement); /* what counts is whether it set the pointer */
  (void)sqlite3_finalize(statement);
  return api;
}

#endif
