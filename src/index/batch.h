/* Private to index/: items that were read and are not in the tables yet, copied whole.
 * A source that fails before its first batch is full leaves no trace.
 * A batch is cleared and filled again without giving its memory back. */
#ifndef SSE_INDEX_BATCH_H
#define SSE_INDEX_BATCH_H

#include "source/source.h"

enum { BATCH_BYTES = 1024 * 1024 }; /* of text, behind which a batch is full */

typedef struct index_batch {
  sse_buffer text; /* of all items */
  struct batch_record *records;
  size_t count, capacity;
} index_batch;

/* Errors: SSE_NO_MEMORY. */
sse_status batch_add(index_batch *batch, const source_item *item, sse_error *err);
bool batch_is_full(const index_batch *batch);
/* The item `number`, from 0, borrowed until the batch changes. */
void batch_item(const index_batch *batch, size_t number, source_item *item);
void batch_clear(index_batch *batch);
void batch_reset(index_batch *batch); /* gives the memory back */

#endif
