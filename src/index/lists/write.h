/* Private to index/: the lists of frequent words, made from FTS5's doclists or brought up to date.
 * Both are part of the transaction in which ranking is made (ranking_build.c).
 * Which words have a list is decided when all are made. */
#ifndef SSE_INDEX_LISTS_WRITE_H
#define SSE_INDEX_LISTS_WRITE_H

#include "index/changes.h"
#include "index/store.h"

/* Makes all lists, of which the tables have none; `store` has all norms. Errors: SSE_DATABASE, SSE_IO,
 * SSE_NO_MEMORY. */
sse_status list_write_all(index_store *store, const index_measures *measures, sse_error *err);

/* Brings the lists up to date with the postings of `changes` (changes_put_in). Words that have no list get
 * none. Errors: as above. */
sse_status list_write_changes(index_store *store, const index_measures *measures,
                              const index_changes *changes, sse_error *err);

#endif
