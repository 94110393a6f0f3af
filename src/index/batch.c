/* Copies of items to be put into the tables later. Their texts are stored one after the other in one buffer,
 * which moves as it grows: records hold offsets into it, and entries are borrowed until the batch changes.
 * Clearing keeps the memory for the next items. */
#include "index/batch.h"

#include <stdlib.h>
#include <string.h>

enum { FIELDS = 16 };

struct batch_record {
  size_t start;           /* of the first field, in batch.text */
  size_t lengths[FIELDS]; /* SIZE_MAX for none */
  sse_date date;
  bool is_untitled, is_brief;
  size_t line;
  unsigned char hash[ENTRY_HASH];
  bool is_new, has_fingerprint;
  text_fingerprint fingerprint;
};

/* The text fields of an entry, in the order of a record. */
static void fields_of(index_entry *entry, sse_str *fields[FIELDS]) {
  source_item *item = &entry->item;
  sse_str *all[FIELDS] = {&item->id,     &item->title,         &item->body,         &item->url,
                          &item->source, &item->lang,          &entry->title_terms, &entry->body_terms,
                          &item->tags,   &entry->tags_terms,   &item->path,         &item->reply_to,
                          &item->author, &entry->author_terms, &item->provenance,   &item->translations};
  for (size_t i = 0; i < FIELDS; i++)
    fields[i] = all[i];
}

sse_status batch_add(index_batch *batch, const index_entry *entry, sse_error *err) {
  void *records = batch->records;
  index_entry copy = *entry;
  sse_str *fields[FIELDS];
  if (!sse_array_reserve(&records, &batch->capacity, batch->count + 1, sizeof *batch->records))
    return sse_fail_memory(err);
  batch->records = records;
  struct batch_record *record = &batch->records[batch->count];
  record->start = batch->text.length;
  record->date = entry->item.date;
  record->line = entry->item.line;
  record->is_new = false;
  record->is_untitled = entry->item.is_untitled;
  record->is_brief = entry->item.is_brief;
  memcpy(record->hash, entry->hash, ENTRY_HASH);
  record->has_fingerprint = entry->has_fingerprint;
  record->fingerprint = entry->fingerprint;
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

void batch_entry(const index_batch *batch, size_t number, index_entry *entry) {
  const struct batch_record *record = &batch->records[number];
  const char *text = batch->text.data ? batch->text.data + record->start : "";
  sse_str *fields[FIELDS];
  *entry = (index_entry){.item = {.date = record->date,
                                  .line = record->line,
                                  .is_untitled = record->is_untitled,
                                  .is_brief = record->is_brief},
                         .has_fingerprint = record->has_fingerprint,
                         .fingerprint = record->fingerprint};
  memcpy(entry->hash, record->hash, ENTRY_HASH);
  fields_of(entry, fields);
  for (size_t i = 0; i < FIELDS; i++) {
    if (record->lengths[i] == SIZE_MAX) continue;
    *fields[i] = (sse_str){text, record->lengths[i]};
    text += record->lengths[i];
  }
}

void batch_set_new(index_batch *batch, size_t number, bool is_new) {
  batch->records[number].is_new = is_new;
}

bool batch_is_new(const index_batch *batch, size_t number) {
  return batch->records[number].is_new;
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
