/* Batches are in a ring: one thread fills them, another writes them, and the first counts their words and
 * fills them again. Every few hundred thousand items FTS5 stops to write what it has gathered; meanwhile the
 * other thread continues. If no thread can be created, each batch is written at once. */
#include "index/pipeline.h"
#include "index/entry.h"
#include "index/identity.h"
#include "index/vocabulary.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
  BATCHES = 8,    /* more than are filled while FTS5 writes 8 MiB */
  FEW = 4,        /* if fewer than one in this many items is new, the other thread makes their terms */
  LONG = 1 << 20, /* bytes: longer items are analysed before they are handed over, in case one is too long */
};

struct index_pipeline {
  text_analyser *analyser;
  index_vocabulary *vocabulary;
  entry_terms terms; /* of the current item */
  bool knows_most;   /* for the current source: items that are not new need no terms */
  /* All batches are numbered; number n is at n % BATCHES. `filled` is the current one. Those from `written`
   * up to it wait for the writer, those from `emptied` up to `written` to be counted. */
  index_batch batches[BATCHES];
  size_t filled, written, emptied;
  index_items *items;
  pthread_t writer;
  bool has_writer;
  /* Guards what both threads use: `filled`, `written`, `items`, `ends`, `status`, `err`. */
  pthread_mutex_t lock;
  pthread_cond_t changed;
  bool ends;
  sse_status status; /* of the writer, with `err` */
  sse_error err;
  index_report report; /* the writer's, as long as it has something to write */
};

static index_batch *batch_at(index_pipeline *pipeline, size_t number) {
  return &pipeline->batches[number % BATCHES];
}

/* ---- The other thread --------------------------------------------------------------------------- */

static sse_status write_batch(index_items *items, index_batch *batch, index_report *report, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < batch->count && !status; i++) {
    index_entry entry;
    items_outcome outcome = ITEMS_UNCHANGED;
    batch_entry(batch, i, &entry);
    status = items_put(items, &entry, &outcome, err);
    batch_set_new(batch, i, outcome == ITEMS_ADDED || outcome == ITEMS_UPDATED);
    report->added += outcome == ITEMS_ADDED;
    report->updated += outcome == ITEMS_UPDATED || outcome == ITEMS_MERGED;
    report->unchanged += outcome == ITEMS_UNCHANGED;
    report->withdrawn += outcome == ITEMS_WITHDRAWN;
  }
  return status;
}

/* Writes the next batch; after a failure, only skips it. Holds the lock except while writing. */
static void write_next(index_pipeline *pipeline) {
  if (!pipeline->status) {
    sse_error err;
    index_items *items = pipeline->items;
    index_batch *batch = batch_at(pipeline, pipeline->written);
    (void)pthread_mutex_unlock(&pipeline->lock); /* the lock is held and valid: this cannot fail */
    sse_status status = write_batch(items, batch, &pipeline->report, &err);
    (void)pthread_mutex_lock(&pipeline->lock);
    pipeline->status = status;
    if (status) pipeline->err = err;
  }
  pipeline->written++;
  (void)pthread_cond_signal(&pipeline->changed); /* never fails */
}

static void *write_batches(void *context) {
  index_pipeline *pipeline = context;
  (void)pthread_mutex_lock(&pipeline->lock);
  while (!pipeline->ends) {
    if (pipeline->written < pipeline->filled) {
      write_next(pipeline);
    } else {
      (void)pthread_cond_wait(&pipeline->changed, &pipeline->lock);
    }
  }
  (void)pthread_mutex_unlock(&pipeline->lock);
  return NULL;
}

/* ---- Beginning and end --------------------------------------------------------------------------- */

sse_status pipeline_new(text_analyser *analyser, index_pipeline **pipeline, sse_error *err) {
  index_pipeline *made = calloc(1, sizeof *made);
  *pipeline = NULL;
  if (!made) return sse_fail_memory(err);
  (void)pthread_mutex_init(&made->lock, NULL); /* with default attributes neither can fail on Linux */
  (void)pthread_cond_init(&made->changed, NULL);
  made->analyser = analyser;
  sse_status status = vocabulary_new(&made->vocabulary, err);
  if (status) {
    pipeline_free(made);
  } else {
    *pipeline = made;
  }
  return status;
}

static void end_writer(index_pipeline *pipeline) {
  if (!pipeline->has_writer) return;
  (void)pthread_mutex_lock(&pipeline->lock);
  pipeline->ends = true;
  (void)pthread_cond_signal(&pipeline->changed);
  (void)pthread_mutex_unlock(&pipeline->lock);
  (void)pthread_join(pipeline->writer, NULL); /* joinable, and joined once */
}

void pipeline_free(index_pipeline *pipeline) {
  if (!pipeline) return;
  pipeline_discard(pipeline);
  end_writer(pipeline);
  (void)pthread_cond_destroy(&pipeline->changed);
  (void)pthread_mutex_destroy(&pipeline->lock);
  vocabulary_free(pipeline->vocabulary);
  entry_terms_reset(&pipeline->terms);
  for (size_t i = 0; i < BATCHES; i++)
    batch_reset(&pipeline->batches[i]);
  free(pipeline);
}

/* ---- This thread --------------------------------------------------------------------------------- */

sse_status pipeline_add(index_pipeline *pipeline, const source_item *item,
                        const unsigned char hash[ENTRY_HASH], bool *is_full, sse_error *err) {
  index_batch *batch = batch_at(pipeline, pipeline->filled);
  index_entry entry = {.item = *item};
  size_t length = item->title.length + item->body.length + item->tags.length + item->author.length;
  sse_status status = SSE_OK;
  if (!pipeline->knows_most || length > LONG)
    status = entry_analyse(pipeline->analyser, &pipeline->terms, &entry, err);
  if (status) return status;
  if (hash) memcpy(entry.hash, hash, ENTRY_HASH);
  if (!hash && !identity_hash(item, entry.hash)) return sse_fail_memory(err);
  status = batch_add(batch, &entry, err);
  *is_full = batch_is_full(batch);
  return status;
}

void pipeline_expect(index_pipeline *pipeline, bool knows_most) {
  pipeline->knows_most = knows_most;
}

/* Counts the words of the items that are new, in a batch that was written. */
static sse_status count_words(index_pipeline *pipeline, const index_batch *batch, sse_error *err) {
  sse_status status = SSE_OK;
  size_t found = 0;
  for (size_t i = 0; i < batch->count && !status; i++) {
    index_entry entry;
    if (!batch_is_new(batch, i)) continue;
    found++;
    batch_entry(batch, i, &entry);
    vocabulary_next_item(pipeline->vocabulary);
    status = entry_analyse(pipeline->analyser, &pipeline->terms, &entry, err);
    if (!status) status = vocabulary_count(pipeline->vocabulary, entry.title_terms, err);
    if (!status) status = vocabulary_count(pipeline->vocabulary, entry.body_terms, err);
    if (!status) status = vocabulary_count(pipeline->vocabulary, entry.tags_terms, err);
    if (!status) status = vocabulary_count(pipeline->vocabulary, entry.author_terms, err);
  }
  if (batch->count > 0) pipeline->knows_most = pipeline->knows_most && found * FEW < batch->count;
  return status;
}

/* Counts the words of the batches that were written, so that they can be filled again. */
static sse_status empty_written(index_pipeline *pipeline, size_t written, sse_error *err) {
  sse_status status = SSE_OK;
  for (; pipeline->emptied < written; pipeline->emptied++) {
    index_batch *batch = batch_at(pipeline, pipeline->emptied);
    if (!status) status = count_words(pipeline, batch, err);
    batch_clear(batch);
  }
  return status;
}

/* Waits until no more than `waiting` batches remain to be written. */
static sse_status wait_for_writer(index_pipeline *pipeline, size_t waiting, sse_error *err) {
  (void)pthread_mutex_lock(&pipeline->lock);
  while (pipeline->filled - pipeline->written > waiting) {
    if (pipeline->has_writer) {
      (void)pthread_cond_wait(&pipeline->changed, &pipeline->lock);
    } else {
      write_next(pipeline);
    }
  }
  sse_status status = pipeline->status;
  size_t written = pipeline->written;
  if (status) *err = pipeline->err;
  (void)pthread_mutex_unlock(&pipeline->lock);
  sse_error ignored; /* if the writer has failed */
  sse_status counted = empty_written(pipeline, written, status ? &ignored : err);
  return status ? status : counted;
}

sse_status pipeline_wait(index_pipeline *pipeline, sse_error *err) {
  sse_status status = wait_for_writer(pipeline, 0, err);
  pipeline->status = SSE_OK; /* it was reported, and nothing is left to be written */
  return status;
}

sse_status pipeline_hand_over(index_pipeline *pipeline, index_items *items, sse_error *err) {
  sse_status status = SSE_OK;
  if (vocabulary_is_full(pipeline->vocabulary)) {
    status = pipeline_wait(pipeline, err);
    if (!status) status = pipeline_write_words(pipeline, items, err);
  }
  if (status) return status;
  if (!pipeline->has_writer)
    pipeline->has_writer = pthread_create(&pipeline->writer, NULL, write_batches, pipeline) == 0;
  (void)pthread_mutex_lock(&pipeline->lock);
  pipeline->items = items;
  pipeline->filled++;
  (void)pthread_cond_signal(&pipeline->changed);
  (void)pthread_mutex_unlock(&pipeline->lock);
  /* The next batch is free if all but one are waiting. */
  return wait_for_writer(pipeline, pipeline->has_writer ? BATCHES - 1 : 0, err);
}

void pipeline_discard(index_pipeline *pipeline) {
  sse_error ignored; /* what was read is discarded anyway */
  (void)pipeline_wait(pipeline, &ignored);
  batch_clear(batch_at(pipeline, pipeline->filled));
  pipeline->report = (index_report){0};
}

void pipeline_report(index_pipeline *pipeline, index_report *report) {
  report->added += pipeline->report.added;
  report->updated += pipeline->report.updated;
  report->unchanged += pipeline->report.unchanged;
  report->withdrawn += pipeline->report.withdrawn;
  pipeline->report = (index_report){0};
}

sse_status pipeline_write_words(index_pipeline *pipeline, index_items *items, sse_error *err) {
  sse_status status = vocabulary_write(pipeline->vocabulary, items_index(items), err);
  return status ? status : items_write_words(items, err);
}

void pipeline_forget_words(index_pipeline *pipeline) {
  vocabulary_forget(pipeline->vocabulary);
}
