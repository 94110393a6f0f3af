/* Items copied, to be put into the tables later: their texts stand one behind the other in one buffer. */
#include "index/batch.h"

#include <stdlib.h>

enum { FIELDS = 6 };

struct batch_record {
  size_t start;           /* of the first field, in batch.text */
  size_t lengths[FIELDS]; /* SIZE_MAX for none */
  sse_date date;
};

/* The fields of an item that are text, in the order of a record. */
static void fields_of(source_item *item, sse_str *fields[FIELDS]) {
  sse_str *all[FIELDS] = {&item->id, &item->title, &item->body, &item->url, &item->source, &item->lang};
  for (size_t i = 0; i < FIELDS; i++)
    fields[i] = all[i];
}

sse_status batch_add(index_batch *batch, const source_item *item, sse_error *err) {
  void *records = batch->records;
  source_item copy = *item;
  sse_str *fields[FIELDS];
  if (!sse_array_reserve(&records, &batch->capacity, batch->count + 1, sizeof *batch->records))
    return sse_fail_memory(err);
  batch->records = records;
  struct batch_record *record = &batch->records[batch->count];
  record->start = batch->text.length;
  record->date = item->date;
  fields_of(&copy, fields);
  for (size_t i = 0; i < FIELDS; i++) {
    record->lengths[i] = fields[i]->data ? fields[i]->length : SIZE_MAX;
    if (fields[i]->data) sse_buffer_append_str(&batch->text, *fields[i]);
  }
  if (batch->text.failed) return sse_fail_memory(err);
  batch->count++;
  return SSE_OK;
}

bool batch_is_full(const index_batch *batch) {
  return batch->text.length >= BATCH_BYTES;
}

void batch_item(const index_batch *batch, size_t number, source_item *item) {
  const struct batch_record *record = &batch->records[number];
  const char *text = batch->text.data ? batch->text.data + record->start : "";
  sse_str *fields[FIELDS];
  *item = (source_item){.date = record->date};
  fields_of(item, fields);
  for (size_t i = 0; i < FIELDS; i++) {
    if (record->lengths[i] == SIZE_MAX) continue;
    *fields[i] = (sse_str){text, record->lengths[i]};
    text += record->lengths[i];
  }
}

void batch_clear(index_batch *batch) {
  sse_buffer_clear(&batch->text);
  batch->count = 0;
}

void batch_reset(index_batch *batch) {
  sse_buffer_reset(&batch->text);
  free(batch->records);
  batch->records = NULL;
  batch->count = batch->capacity = 0;
}
