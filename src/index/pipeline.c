/* Two batches take turns: while a thread writes one, the other is filled. A thread lives as long as a batch
 * takes, tens of milliseconds, so that there is no queue and nothing to wake up; where none can be made the
 * batch is written at once. */
#include "index/pipeline.h"
#include "index/vocabulary.h"

#include <pthread.h>
#include <stdlib.h>

struct index_pipeline {
  text_analyser *analyser;
  index_vocabulary *vocabulary;
  sse_buffer title_terms, body_terms, tags_terms; /* of the item at hand */
  index_batch batches[2];
  size_t filling; /* the batch at hand; the other one is being written, or is empty */
  index_items *items;
  pthread_t writer;
  bool is_writing;
  sse_status status; /* of the writer, with `err` */
  sse_error err;
  index_report report;
};

sse_status pipeline_new(text_analyser *analyser, index_pipeline **pipeline, sse_error *err) {
  index_pipeline *made = calloc(1, sizeof *made);
  *pipeline = made;
  if (!made) return sse_fail_memory(err);
  made->analyser = analyser;
  sse_status status = vocabulary_new(&made->vocabulary, err);
  if (status) {
    pipeline_free(made);
    *pipeline = NULL;
  }
  return status;
}

void pipeline_free(index_pipeline *pipeline) {
  if (!pipeline) return;
  pipeline_discard(pipeline);
  vocabulary_free(pipeline->vocabulary);
  sse_buffer_reset(&pipeline->title_terms);
  sse_buffer_reset(&pipeline->body_terms);
  sse_buffer_reset(&pipeline->tags_terms);
  batch_reset(&pipeline->batches[0]);
  batch_reset(&pipeline->batches[1]);
  free(pipeline);
}

sse_status pipeline_add(index_pipeline *pipeline, const source_item *item, bool *is_full, sse_error *err) {
  text_language language = text_language_of(item->lang);
  index_batch *batch = &pipeline->batches[pipeline->filling];
  sse_buffer *title = &pipeline->title_terms, *body = &pipeline->body_terms, *tags = &pipeline->tags_terms;
  sse_buffer_clear(title);
  sse_buffer_clear(body);
  sse_buffer_clear(tags);
  sse_status status = text_terms(pipeline->analyser, language, item->title, title, err);
  if (!status) status = text_terms(pipeline->analyser, language, item->body, body, err);
  if (!status) status = text_terms(pipeline->analyser, language, item->tags, tags, err);
  if (status) return status;
  const index_entry entry = {*item, sse_buffer_str(title), sse_buffer_str(body), sse_buffer_str(tags)};
  status = batch_add(batch, &entry, err);
  *is_full = batch_is_full(batch);
  return status;
}

/* ---- The other thread --------------------------------------------------------------------------- */

static void *write_batch(void *context) {
  index_pipeline *pipeline = context;
  index_batch *batch = &pipeline->batches[1 - pipeline->filling];
  index_report *report = &pipeline->report;
  for (size_t i = 0; i < batch->count && !pipeline->status; i++) {
    index_entry entry;
    items_outcome outcome = ITEMS_UNCHANGED;
    batch_entry(batch, i, &entry);
    pipeline->status = items_put(pipeline->items, &entry, &outcome, &pipeline->err);
    batch_set_new(batch, i, outcome != ITEMS_UNCHANGED);
    report->added += outcome == ITEMS_ADDED;
    report->updated += outcome == ITEMS_UPDATED;
    report->unchanged += outcome == ITEMS_UNCHANGED;
  }
  return NULL;
}

/* Counts the words of what is new in a batch that was written. */
static sse_status count_words(index_pipeline *pipeline, const index_batch *batch, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < batch->count && !status; i++) {
    index_entry entry;
    if (!batch_is_new(batch, i)) continue;
    batch_entry(batch, i, &entry);
    vocabulary_next_item(pipeline->vocabulary);
    status = vocabulary_count(pipeline->vocabulary, entry.title_terms, err);
    if (!status) status = vocabulary_count(pipeline->vocabulary, entry.body_terms, err);
    if (!status) status = vocabulary_count(pipeline->vocabulary, entry.tags_terms, err);
  }
  return status;
}

sse_status pipeline_wait(index_pipeline *pipeline, sse_error *err) {
  index_batch *written = &pipeline->batches[1 - pipeline->filling];
  if (pipeline->is_writing) (void)pthread_join(pipeline->writer, NULL); /* ours, and joined once */
  pipeline->is_writing = false;
  sse_status status = pipeline->status;
  if (status) *err = pipeline->err;
  pipeline->status = SSE_OK;
  if (!status) status = count_words(pipeline, written, err);
  batch_clear(written);
  return status;
}

sse_status pipeline_hand_over(index_pipeline *pipeline, index_items *items, sse_error *err) {
  sse_status status = pipeline_wait(pipeline, err);
  if (!status && vocabulary_is_full(pipeline->vocabulary))
    status = pipeline_write_words(pipeline, items_index(items), err);
  if (status) return status;
  pipeline->filling = 1 - pipeline->filling;
  pipeline->items = items;
  if (pthread_create(&pipeline->writer, NULL, write_batch, pipeline) == 0) {
    pipeline->is_writing = true;
  } else {
    (void)write_batch(pipeline); /* its result is pipeline_wait's */
  }
  return SSE_OK;
}

void pipeline_discard(index_pipeline *pipeline) {
  sse_error ignored; /* what was read is thrown away all the same */
  (void)pipeline_wait(pipeline, &ignored);
  batch_clear(&pipeline->batches[pipeline->filling]);
  pipeline->report = (index_report){0};
}

void pipeline_report(index_pipeline *pipeline, index_report *report) {
  report->added += pipeline->report.added;
  report->updated += pipeline->report.updated;
  report->unchanged += pipeline->report.unchanged;
  pipeline->report = (index_report){0};
}

sse_status pipeline_write_words(index_pipeline *pipeline, const index_db *index, sse_error *err) {
  return vocabulary_write(pipeline->vocabulary, index, err);
}
