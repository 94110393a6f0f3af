/* Private to index/: two files that take turns, so that a run need not copy the whole index. The file that a
 * run swaps out is kept as the *spare*, with a note of the pages in which it differs from its successor; the
 * next run updates those pages and works on the spare. Only the holder of the lock may call these
 * functions. */
#ifndef SSE_INDEX_TURNS_H
#define SSE_INDEX_TURNS_H

#include "index/index.h"

/* The pages of a database file that its connection writes. */
typedef struct turns_pages turns_pages;

/* Notes from now on which pages `connection` writes to its file. The caller frees `*pages`, after closing the
 * connection. Errors: SSE_NO_MEMORY, SSE_DATABASE. */
sse_status turns_note(sqlite3 *connection, turns_pages **pages, sse_error *err);
void turns_free(turns_pages *pages); /* NULL is allowed */

/* Turns the spare into `draft`, identical to the file `path`; the spare then no longer exists. Returns false
 * if there is no spare known to differ only in the pages noted, or if somebody is still reading it:
 * everything must then be copied. The caller removes what is left of either file. */
bool turns_take(const char *path, const char *spare, const char *draft);

/* Puts `draft` in place of `path`, as sse_file_replace does, and keeps the old file as the spare if possible.
 * `pages` are all pages written to `draft` since it was identical to `path`; with NULL no spare is kept.
 * Errors: those of sse_file_replace. */
sse_status turns_swap(const char *path, const char *spare, const char *draft, const turns_pages *pages,
                      sse_error *err);

/* Turns a draft made by turns_take back into the spare, if it is not wanted. */
void turns_return(const char *path, const char *spare, const char *draft, const turns_pages *pages);

#endif
