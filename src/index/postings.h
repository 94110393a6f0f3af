/* Private to index/: postings as FTS5 gives them, and the lists of them that are kept for ranking.
 * postings.c reads FTS5, ranking.c has values and lists made, lists/read.c reads those back; spelling.c keeps
 * words, sketch.c how many items have their parts. */
#ifndef SSE_INDEX_POSTINGS_H
#define SSE_INDEX_POSTINGS_H

#include "index/schema.h"
#include "index/statements.h"

/* What a word noted by FTS5's function goes into; the place is in the index. */
index_postings **index_noting(const index_db *index);

/* Makes the function known to the connection. Errors: SSE_NO_MEMORY. */
sse_status postings_register(index_db *index, sse_error *err);

/* The statement for postings_read. */
extern const char postings_sql[];

/* Replaces what is in `postings` by the items that match an FTS5 expression of one phrase, from the `first`
 * to the `last` one: of few terms by their doclists, else by the statement, which has to be of the same
 * items. */
enum { POSTINGS_FIRST = 1 };
#define POSTINGS_LAST UINT32_MAX
sse_status postings_read(const index_db *index, sqlite3_stmt *statement, sse_str expression, uint32_t first,
                         uint32_t last, index_postings *postings, sse_error *err);

/* Makes what ranking stands on from the items and terms there are, in a transaction of its own: brings it up
 * to date with what was noted (changes.h), or makes all anew. */
sse_status ranking_build(const index_db *index, sse_error *err);

/* Makes the words for index_spellings anew, in the same transaction; `items` there are. */
sse_status spelling_build(const index_db *index, size_t items, sse_error *err);

/* Makes the table of compounds anew from all words, in the same transaction. */
sse_status compounds_build(const index_db *index, sse_error *err);

enum {
  SKETCH_BUCKETS = 1 << 20,
  SKETCH_CHUNK = 8192, /* buckets of a row */
  SKETCH_CHUNKS = SKETCH_BUCKETS / SKETCH_CHUNK
};

/* Makes the sketch of how many items have a part of a word anew, in the same transaction. */
sse_status sketch_build(const index_db *index, sse_error *err);
/* Adds a word's items to the SKETCH_BUCKETS buckets of its parts. */
void sketch_count(uint32_t *buckets, sse_str stem, sse_str term, uint32_t items);
/* Adds to the sketch what its buckets are to have more. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status sketch_change(const index_db *index, const uint32_t *more, sse_error *err);
/* The bucket of a key. */
static inline size_t sketch_bucket(uint64_t key) {
  return (size_t)(key * 0xD6E8FEB86659FD93u >> 44);
}
/* Reads a row; false where it is damaged. */
bool sketch_unpack(const void *data, size_t length, uint32_t sums[SKETCH_CHUNK]);
/* The code of the sum in a bucket, where there are so many items. */
uint8_t sketch_code(uint64_t sum, uint32_t items);

#endif
