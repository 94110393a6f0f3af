/* Private to index/: values, norms and days of all items as the tables have them, for who changes some of
 * them. Norms and days stand in memory by number, once they are asked for; those that were never asked for
 * are zero there, and cost neither memory nor reading. Of values, which are more than three times as large,
 * only so many chunks are in memory: who goes through items in their order reads each chunk once. */
#ifndef SSE_INDEX_STORE_H
#define SSE_INDEX_STORE_H

#include "index/index.h"

typedef struct index_store {
  const index_db *index;
  index_norms *norms; /* by number */
  index_day *days;
  struct store_slot *slots;                               /* chunks of values in memory */
  size_t count;                                           /* of numbers, from 0 */
  size_t old_count;                                       /* of those that the tables have */
  unsigned char *values_state, *norms_state, *days_state; /* by chunk */
} index_store;

/* Prepares for `count` numbers, of which the tables have `old_count`; 0 to begin with nothing. It is the
 * caller's to reset, whatever the result. Errors: SSE_NO_MEMORY. */
sse_status store_begin(const index_db *index, size_t count, size_t old_count, index_store *store,
                       sse_error *err);
void store_reset(index_store *store);

/* The values of an item, borrowed until those of another one are asked for. Errors: SSE_DATABASE, SSE_IO,
 * SSE_NO_MEMORY. */
sse_status store_values(index_store *store, size_t number, const index_values **values, sse_error *err);
/* The same, to be changed and written in the end. */
sse_status store_change_values(index_store *store, size_t number, index_values **values, sse_error *err);

/* Has the norms and the day of an item in memory. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status store_need_norms(index_store *store, size_t number, sse_error *err);
sse_status store_need_all_norms(index_store *store, sse_error *err);
/* The same, to be changed and written in the end. */
sse_status store_change_norms(index_store *store, size_t number, sse_error *err);

/* The day of such an item. */
uint32_t store_day(const index_store *store, size_t number);
void store_set_day(index_store *store, size_t number, uint32_t day);

/* Writes what changed. Errors: SSE_DATABASE, SSE_IO, SSE_NO_MEMORY. */
sse_status store_write(index_store *store, sse_error *err);

#endif
