/* Private to index/: what ranking stands on, read back as searches ask for it.
 * What they ask is in index/ranking.h; here is how a reader begins and ends, and what other files of index/
 * ask. */
#ifndef SSE_INDEX_LISTS_READ_H
#define SSE_INDEX_LISTS_READ_H

#include "index/ranking.h"

/* `*ranking` is the caller's to free, before the index is closed. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status lists_new(const index_db *index, index_ranking **ranking, sse_error *err);
void lists_free(index_ranking *ranking); /* NULL is allowed */

/* Reads the measures, and below what all numbers of items are; 0 where nothing was made yet. Errors:
 * SSE_DATABASE. */
sse_status lists_read_measures(const index_db *index, index_measures *measures, size_t *numbers,
                               sse_error *err);

/* The sum in a key's bucket of the sketch, of one archive. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status lists_sketch_sum(index_ranking *ranking, uint64_t key, uint64_t *sum, sse_error *err);

#endif
