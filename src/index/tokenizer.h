/* Private to index/: the FTS5 tokenizer `sse`, which gives a table the terms of text/.
 * It is registered with a connection; FTS5 then creates one for each table.
 * Tables of other programs can use it too. */
#ifndef SSE_INDEX_TOKENIZER_H
#define SSE_INDEX_TOKENIZER_H

#include "text/text.h"

#include <sqlite3.h>

/* Registers the tokenizer with a connection. It produces the terms of text_analyse for documents. Queries
 * must be built from text_variants, so their terms, separated by spaces, are taken as they are. Options:
 * `language fr` is the language of the documents, for their stems; `stem 0` leaves stems out (`stem 1` is the
 * default). Errors: SSE_DATABASE if SQLite has no FTS5. */
sse_status tokenizer_register(sqlite3 *db, sse_error *err);
/* Registers the tokenizer through FTS5's API, for tables of other programs: there, queries are text and are
 * analysed as documents are. Returns an SQLite result code. */
int tokenizer_add(fts5_api *api);

/* FTS5's API, for functions other than the tokenizer; NULL if there is no FTS5. It is obtained in the way
 * that SQLite documents (fts5.html, "Extending FTS5"). Inline, so that it uses the SQLite of the including
 * file: if that includes sqlite3ext.h, the one that loaded us. */
static inline fts5_api *tokenizer_fts5(sqlite3 *db) {
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_bind_pointer(statement, 1, (void *)&api, "fts5_api_ptr", NULL) == SQLITE_OK)
    (void)sqlite3_step(statement); /* all that matters is whether it set the pointer */
  (void)sqlite3_finalize(statement);
  return api;
}

#endif
