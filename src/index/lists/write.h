/* Private to index/: the lists of frequent words, built from FTS5's doclists or brought up to date.
 * Both happen in the transaction that builds the ranking data (ranking_build.c).
 * Which words have a list is decided when all lists are built. */
#ifndef SSE_INDEX_LISTS_WRITE_H
#define SSE_INDEX_LISTS_WRITE_H

#include "index/changes.h"
#include "index/store.h"

/* Builds all lists; the tables must have none, and `store` must have all norms. Errors: SSE_DATABASE, SSE_IO,
 * SSE_NO_MEMORY. */
sse_status list_write_all(index_store *store, const index_measures *measures, sse_error *err);

/* Brings the lists up to date with the postings of `changes` (changes_put_in). Words without a list do not
 * get one. Errors: as above. */
sse_status list_write_changes(index_store *store, const index_measures *measures,
                              const index_changes *changes, sse_error *err);

#endif
