/* Private to index/: items on their way from the reader to the tables. Two threads share the work: one reads,
 * analyses and fills batches, the other writes the batches before. The caller is the first; it must not touch
 * the tables except between pipeline_wait and the next pipeline_hand_over. */
#ifndef SSE_INDEX_PIPELINE_H
#define SSE_INDEX_PIPELINE_H

#include "index/items.h"

typedef struct index_pipeline index_pipeline;

/* `analyser` is borrowed. The caller frees `*pipeline`. Errors: SSE_NO_MEMORY. */
sse_status pipeline_new(text_analyser *analyser, index_pipeline **pipeline, sse_error *err);
void pipeline_free(index_pipeline *pipeline); /* NULL is allowed */

/* Announces whether the index probably holds most of the items that follow unchanged, so that terms are made
 * only for those that it does not. */
void pipeline_expect(index_pipeline *pipeline, bool knows_most);

/* Adds an item; `hash` identifies its state, NULL for identity_hash. `*is_full` is set if the batch should be
 * handed over before the next item. Errors: SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status pipeline_add(index_pipeline *pipeline, const source_item *item,
                        const unsigned char hash[ENTRY_HASH], bool *is_full, sse_error *err);
/* Hands the current batch to the other thread to be written to `items`, which is borrowed until
 * pipeline_wait; waits only if all batches are full. Errors: those of items_put for earlier batches. */
sse_status pipeline_hand_over(index_pipeline *pipeline, index_items *items, sse_error *err);
/* Waits until everything handed over has been written. Errors: those of items_put. */
sse_status pipeline_wait(index_pipeline *pipeline, sse_error *err);
/* Waits, and discards the items that were not handed over. */
void pipeline_discard(index_pipeline *pipeline);
/* Adds to `report` what became of the items written since the last call; call after pipeline_wait. */
void pipeline_report(index_pipeline *pipeline, index_report *report);

/* Writes the words of the items to the table; call after pipeline_wait. */
sse_status pipeline_write_words(index_pipeline *pipeline, index_items *items, sse_error *err);
/* Forgets those that were not written, where the items are taken back. */
void pipeline_forget_words(index_pipeline *pipeline);

#endif
