/* Private to index/: the sketch of how many items have a given part of a word.
 * Words are cut into parts by text_grams; the layout is drawn in sketch.c.
 * lists/read.c reads it back, row by row. */
#ifndef SSE_INDEX_SKETCH_H
#define SSE_INDEX_SKETCH_H

#include "index/index.h"

enum {
  SKETCH_BUCKETS = 1 << 20,
  SKETCH_CHUNK = 8192, /* buckets per row */
  SKETCH_CHUNKS = SKETCH_BUCKETS / SKETCH_CHUNK
};

/* Rebuilds the sketch, in the current transaction. */
sse_status sketch_build(const index_db *index, sse_error *err);
/* Adds a word's number of items to the buckets (SKETCH_BUCKETS of them) of its parts. */
void sketch_count(uint32_t *buckets, sse_str stem, sse_str term, uint32_t items);
/* Adds `more` to the buckets of the stored sketch, and subtracts `less`. Errors: SSE_DATABASE, SSE_NO_MEMORY.
 */
sse_status sketch_change(const index_db *index, const uint32_t *more, const uint32_t *less, sse_error *err);
/* The bucket of a key. */
static inline size_t sketch_bucket(uint64_t key) {
  return (size_t)(key * 0xD6E8FEB86659FD93u >> 44);
}
/* Unpacks a row; returns false if it is damaged. */
bool sketch_unpack(const void *data, size_t length, uint32_t sums[SKETCH_CHUNK]);
/* The code of the sum in a bucket, in an index of `items` items. */
uint8_t sketch_code(uint64_t sum, uint32_t items);

#endif
