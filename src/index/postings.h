/* Private to index/: reads postings as FTS5 has them.
 * What the other rooms ask of postings is in index/ranking.h.
 * Lists of frequent words, which are quicker, are read by lists/read.c. */
#ifndef SSE_INDEX_POSTINGS_H
#define SSE_INDEX_POSTINGS_H

#include "index/index.h"

/* The statement for postings_read. */
extern const char postings_sql[];

/* Replaces what is in `postings` by the items that match an FTS5 expression of one phrase, from the `first`
 * to the `last` one: of few terms by their doclists, else by the statement, which has to be of the same
 * items. */
enum { POSTINGS_FIRST = 1 };
#define POSTINGS_LAST UINT32_MAX
sse_status postings_read(const index_db *index, sqlite3_stmt *statement, sse_str expression, uint32_t first,
                         uint32_t last, index_postings *postings, sse_error *err);

#endif
