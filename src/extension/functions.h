/* Private to extension/: what SQLite gets of this project when it loads ssesearch.so.
 * Whatever touches the connection goes through the interface that SQLite hands over (sqlite3ext.h): a program
 * may have a SQLite of its own, which is another one than the library's.
 * https://sqlite.org/loadext.html */
#ifndef SSE_EXTENSION_FUNCTIONS_H
#define SSE_EXTENSION_FUNCTIONS_H

#include <sqlite3ext.h>

/* The interface, for each file that uses it; one of them has SQLITE_EXTENSION_INIT1. */
SQLITE_EXTENSION_INIT3

/* functions.c: sse_fold, sse_terms and sse_snippet. Gives SQLite's result code. */
int functions_register(sqlite3 *db);

/* table.c: the table-valued function sse_search. Gives SQLite's result code. */
int table_register(sqlite3 *db);

#endif
