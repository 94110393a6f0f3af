/* Private to index/: reads postings from FTS5's tables.
 * Other rooms use the functions for postings in index/ranking.h.
 * The lists of frequent words, which are faster, are read by lists/read.c. */
#ifndef SSE_INDEX_POSTINGS_H
#define SSE_INDEX_POSTINGS_H

#include "index/index.h"

/* The statement for postings_read. */
extern const char postings_sql[];

/* Replaces the contents of `postings` with the items from `first` to `last` that match an FTS5 expression of
 * one phrase: using the doclists if the phrase has few terms, else the statement, which must cover the same
 * range of items. */
enum { POSTINGS_FIRST = 1 };
#define POSTINGS_LAST UINT32_MAX
sse_status postings_read(const index_db *index, sqlite3_stmt *statement, sse_str expression, uint32_t first,
                         uint32_t last, index_postings *postings, sse_error *err);

#endif
