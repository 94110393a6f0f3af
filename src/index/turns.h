/* Private to index/: two files that take turns, so that a run need not copy the whole index. What a run swaps
 * out is kept as the *spare*, with a note of the pages in which it differs from what was swapped in; the next
 * run brings those pages up to date and works on it. Only who holds the lock may call these. */
#ifndef SSE_INDEX_TURNS_H
#define SSE_INDEX_TURNS_H

#include "index/index.h"

/* The pages of a database file that its connection writes. */
typedef struct turns_pages turns_pages;

/* Notes from now on what `connection` writes to its file. `*pages` is the caller's to free, after the
 * connection is closed. Errors: SSE_NO_MEMORY, SSE_DATABASE. */
sse_status turns_note(sqlite3 *connection, turns_pages **pages, sse_error *err);
void turns_free(turns_pages *pages); /* NULL is allowed */

/* Makes `draft` the same as the file `path`, of the spare, which is then there no more; false where there is
 * none that is known to differ in no more than the pages it notes, or somebody still reads it: then all has
 * to be copied. What is left of either is the caller's to remove. */
bool turns_take(const char *path, const char *spare, const char *draft);

/* Puts `draft` into the place of `path`, as sse_file_replace does, and keeps what was there as the spare, if
 * that can be. `pages` is all that was written to `draft` since it was the same as `path`; NULL keeps none.
 * Errors: those of sse_file_replace. */
sse_status turns_swap(const char *path, const char *spare, const char *draft, const turns_pages *pages,
                      sse_error *err);

/* Gives a draft that turns_take made, and that is not wanted, back as the spare. */
void turns_return(const char *path, const char *spare, const char *draft, const turns_pages *pages);

#endif
