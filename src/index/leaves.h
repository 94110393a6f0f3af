/* Private to index/: rows of a damaged SQLite file, found by their own pages.
 * A table is a tree of pages, and its rows stand in the leaves. Where a page above is damaged, SQLite finds
 * nothing of what is below; the leaves tell by themselves which rows they have, and by the number and the
 * types of a row's columns whose they are. */
#ifndef SSE_INDEX_LEAVES_H
#define SSE_INDEX_LEAVES_H

#include "base/status.h"

#include <sqlite3.h>
#include <stdbool.h>

typedef struct leaves leaves;

enum leaf_kind { LEAF_KEY, LEAF_INTEGER, LEAF_TEXT, LEAF_BLOB };

/* A column of a STRICT table, in the order of the table. */
struct leaf_column {
  enum leaf_kind kind;
  int parameter; /* of the statement that its value is bound to, from 1; 0 for none */
};

/* Opens the file at `path`; `*rows` is the caller's to close. A file of which the first page is lost has
 * pages of `page_size` bytes. Errors: SSE_IO, SSE_NO_MEMORY. */
sse_status leaves_open(const char *path, size_t page_size, leaves **rows, sse_error *err);
void leaves_close(leaves *rows); /* NULL is allowed */

/* Looks for the rows of a table in the whole file. `columns` has to last as long as they are asked for.
 * Errors: SSE_NO_MEMORY; what cannot be read of the file is passed over. */
sse_status leaves_list(leaves *rows, const struct leaf_column *columns, size_t count, sse_error *err);

/* The highest key up to `most` of the rows that were found; 0 for none. */
sqlite3_int64 leaves_last(const leaves *rows, sqlite3_int64 most);

/* Binds the values of the row with this key. `*is_found` is false where there is none that can be read whole:
 * of UTF-8 alone, and without a NUL, where it is text. Errors: SSE_NO_MEMORY. */
sse_status leaves_bind(leaves *rows, sqlite3_int64 key, sqlite3_stmt *statement, bool *is_found,
                       sse_error *err);

#endif
