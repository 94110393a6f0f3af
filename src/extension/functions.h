/* Private to extension/: what SQLite gets when it loads ssesearch.so (https://sqlite.org/loadext.html).
 * All access to the connection goes through the interface that SQLite passes in (sqlite3ext.h):
 * the host program may have its own copy of SQLite, different from the one the library is linked with. */
#ifndef SSE_EXTENSION_FUNCTIONS_H
#define SSE_EXTENSION_FUNCTIONS_H

#include <sqlite3ext.h>

/* The interface, for each file that uses it; exactly one of them has SQLITE_EXTENSION_INIT1. */
SQLITE_EXTENSION_INIT3

/* functions.c: sse_fold, sse_terms and sse_snippet. Returns SQLite's result code. */
int functions_register(sqlite3 *db);

/* table.c: the table-valued function sse_search. Returns SQLite's result code. */
int table_register(sqlite3 *db);

#endif
