/* Private to index/: items that have been read but are not in the tables yet, with copies of their texts.
 * Because they wait here, a source that fails before its first batch is full leaves no trace.
 * Clearing a batch keeps its memory for the next items. */
#ifndef SSE_INDEX_BATCH_H
#define SSE_INDEX_BATCH_H

#include "source/source.h"
#include "text/fingerprint.h"

enum { BATCH_BYTES = 1000 * 1024 }; /* of text and terms that fill a batch: within 1 MiB */

typedef struct index_batch {
  sse_buffer text; /* of all items */
  struct batch_record *records;
  size_t count, capacity;
} index_batch;

enum {
  ENTRY_HASH = 16,  /* bytes */
  ENTRY_STATES = 7, /* bits of the first byte that distinguish the states of an item (follow.c) */
};

/* An item and the hash of its state. Its terms for FTS5 (text_terms) and its fingerprint are added by
 * entry_analyse (entry.h); from then on the data of every term list is non-NULL. */
typedef struct index_entry {
  source_item item;
  sse_str title_terms, body_terms, tags_terms, author_terms;
  unsigned char hash[ENTRY_HASH]; /* identity_hash */
  bool has_fingerprint;
  text_fingerprint fingerprint; /* of its body or, if there is none, its title */
} index_entry;

/* Errors: SSE_NO_MEMORY. */
sse_status batch_add(index_batch *batch, const index_entry *entry, sse_error *err);
bool batch_is_full(const index_batch *batch);
/* The entry `number`, from 0, borrowed until the batch changes. */
void batch_entry(const index_batch *batch, size_t number, index_entry *entry);
/* Records whether the entry is new to the index or changed in it. */
void batch_set_new(index_batch *batch, size_t number, bool is_new);
bool batch_is_new(const index_batch *batch, size_t number);
void batch_clear(index_batch *batch);
void batch_reset(index_batch *batch); /* frees the memory */

#endif
