/* Private to index/: items on their way from the reader to the tables.
 * Two threads share the work: one reads and analyses and fills batches, the other writes those before. The
 * caller is the first; it leaves the tables alone but between pipeline_wait and the next pipeline_hand_over.
 */
#ifndef SSE_INDEX_PIPELINE_H
#define SSE_INDEX_PIPELINE_H

#include "index/items.h"

typedef struct index_pipeline index_pipeline;

/* `analyser` is borrowed. `*pipeline` is the caller's to free. Errors: SSE_NO_MEMORY. */
sse_status pipeline_new(text_analyser *analyser, index_pipeline **pipeline, sse_error *err);
void pipeline_free(index_pipeline *pipeline); /* NULL is allowed */

/* Tells what to expect of the items that follow: whether the index is likely to hold most of them as they
 * are, so that their terms are made only where it does not. */
void pipeline_expect(index_pipeline *pipeline, bool knows_most);

/* Adds an item; `hash` is what its state is to be known by, NULL for identity_hash. `*is_full` tells that the
 * batch should be handed over before the next one. Errors: SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status pipeline_add(index_pipeline *pipeline, const source_item *item,
                        const unsigned char hash[ENTRY_HASH], bool *is_full, sse_error *err);
/* Has the batch at hand written by the other thread, into `items`, which is borrowed until pipeline_wait;
 * waits only where all batches are full. Errors: those of items_put for batches before. */
sse_status pipeline_hand_over(index_pipeline *pipeline, index_items *items, sse_error *err);
/* Waits until all that was handed over is written. Errors: those of items_put. */
sse_status pipeline_wait(index_pipeline *pipeline, sse_error *err);
/* Waits, and forgets the items that were not handed over. */
void pipeline_discard(index_pipeline *pipeline);
/* Adds to `report` what became of the items written since the last call; after pipeline_wait. */
void pipeline_report(index_pipeline *pipeline, index_report *report);

/* Writes the words of the items to the table; after pipeline_wait. */
sse_status pipeline_write_words(index_pipeline *pipeline, const index_db *index, sse_error *err);

#endif
