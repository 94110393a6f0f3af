/* Private to index/: values, norms and days of all items as stored in the tables, for code that changes some
 * of them. Norms and days are in memory by number, once requested; those never requested are zero there and
 * cost neither memory nor reading. Values are more than three times as large, so only a fixed number of
 * chunks is in memory: a loop over the items in ascending order reads each chunk once. */
#ifndef SSE_INDEX_STORE_H
#define SSE_INDEX_STORE_H

#include "index/index.h"

typedef struct index_store {
  const index_db *index;
  index_norms *norms; /* by number */
  index_day *days;
  struct store_slot *slots;                               /* chunks of values in memory */
  size_t count;                                           /* of numbers, from 0 */
  size_t old_count;                                       /* of those that are in the tables */
  unsigned char *values_state, *norms_state, *days_state; /* by chunk */
} index_store;

/* Prepares for `count` numbers, `old_count` of which are in the tables; 0 to start empty. The caller resets
 * `store`, whatever the result. Errors: SSE_NO_MEMORY. */
sse_status store_begin(const index_db *index, size_t count, size_t old_count, index_store *store,
                       sse_error *err);
void store_reset(index_store *store);

/* The values of an item, borrowed until those of another item are requested. Errors: SSE_DATABASE, SSE_IO,
 * SSE_NO_MEMORY. */
sse_status store_values(index_store *store, size_t number, const index_values **values, sse_error *err);
/* Like store_values, for changing them; store_write writes the changes. */
sse_status store_change_values(index_store *store, size_t number, index_values **values, sse_error *err);

/* Loads the norms and the day of an item. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status store_need_norms(index_store *store, size_t number, sse_error *err);
sse_status store_need_all_norms(index_store *store, sse_error *err);
/* Like store_need_norms, for changing them; store_write writes the changes. */
sse_status store_change_norms(index_store *store, size_t number, sse_error *err);

/* The day of an item, which must have been loaded. */
uint32_t store_day(const index_store *store, size_t number);
void store_set_day(index_store *store, size_t number, uint32_t day);

/* Writes what changed. Errors: SSE_DATABASE, SSE_IO, SSE_NO_MEMORY. */
sse_status store_write(index_store *store, sse_error *err);

#endif
