/* Private to index/: rows of a damaged SQLite file, recovered from the leaf pages. A table is a tree of pages
 * with the rows in its leaves. If an inner page is damaged, SQLite finds nothing below it; but each leaf says
 * which rows it has, and the number and types of a row's columns show which table it belongs to. */
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
  int parameter; /* parameter of the statement to bind the value to, from 1; 0 for none */
};

/* Opens the file at `path`; the caller closes `*rows`. If the first page of the file is lost, its pages are
 * assumed to have `page_size` bytes. Errors: SSE_IO, SSE_NO_MEMORY. */
sse_status leaves_open(const char *path, size_t page_size, leaves **rows, sse_error *err);
void leaves_close(leaves *rows); /* NULL is allowed */

/* Searches the whole file for rows of a table. `columns` must outlive the calls below. Parts of the file that
 * cannot be read are skipped. Errors: SSE_NO_MEMORY. */
sse_status leaves_list(leaves *rows, const struct leaf_column *columns, size_t count, sse_error *err);

/* The highest key found that is not above `most`; 0 if there is none. */
sqlite3_int64 leaves_last(const leaves *rows, sqlite3_int64 most);

/* Binds the values of the row with this key. `*is_found` is false if no row with it can be read completely;
 * its texts must be valid UTF-8 without a NUL. Errors: SSE_NO_MEMORY. */
sse_status leaves_bind(leaves *rows, sqlite3_int64 key, sqlite3_stmt *statement, bool *is_found,
                       sse_error *err);

#endif
