/* Private to index/: values and norms of all items as the tables have them, for who changes some of them.
 * They stand in memory by number, once they are asked for; those that were never asked for are zero there,
 * and cost neither memory nor reading. */
#ifndef SSE_INDEX_STORE_H
#define SSE_INDEX_STORE_H

#include "index/index.h"

typedef struct index_store {
  const index_db *index;
  index_values *values; /* by number */
  index_norms *norms;
  index_day *days;
  size_t count;                                           /* of numbers, from 0 */
  size_t old_count;                                       /* of those that the tables have */
  unsigned char *values_state, *norms_state, *days_state; /* by chunk: whether it was read, and changed */
} index_store;

/* Prepares for `count` numbers, of which the tables have `old_count`; 0 to begin with nothing. It is the
 * caller's to reset, whatever the result. Errors: SSE_NO_MEMORY. */
sse_status store_begin(const index_db *index, size_t count, size_t old_count, index_store *store,
                       sse_error *err);
void store_reset(index_store *store);

/* Has the values of an item in memory, or its norms and its day. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status store_need(index_store *store, size_t number, sse_error *err);
sse_status store_need_norms(index_store *store, size_t number, sse_error *err);
sse_status store_need_all_norms(index_store *store, sse_error *err);

/* The day of an item whose norms are in memory. */
uint32_t store_day(const index_store *store, size_t number);

/* Has both in memory, to be written in the end. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status store_change(index_store *store, size_t number, sse_error *err);
/* Writes what changed. Errors: SSE_DATABASE, SSE_IO, SSE_NO_MEMORY. */
sse_status store_write(index_store *store, sse_error *err);

#endif
