/* Private to index/: items that were read and are not in the tables yet, copied whole.
 * A source that fails before its first batch is full leaves no trace.
 * A batch is cleared and filled again without giving its memory back. */
#ifndef SSE_INDEX_BATCH_H
#define SSE_INDEX_BATCH_H

#include "source/source.h"
#include "text/fingerprint.h"

enum { BATCH_BYTES = 1000 * 1024 }; /* of text and terms, after which a batch is full: within 1 MiB */

typedef struct index_batch {
  sse_buffer text; /* of all items */
  struct batch_record *records;
  size_t count, capacity;
} index_batch;

enum {
  ENTRY_HASH = 16,  /* bytes */
  ENTRY_STATES = 7, /* the bits of the first of them that tell the states of an item apart (follow.c) */
};

/* An item and what tells its states apart; what FTS5 is to hold of it (text_terms) and its fingerprint once
 * they are made (entry.h): then each of the terms has data. */
typedef struct index_entry {
  source_item item;
  sse_str title_terms, body_terms, tags_terms, author_terms;
  unsigned char hash[ENTRY_HASH]; /* identity_hash */
  bool has_fingerprint;
  text_fingerprint fingerprint; /* of its body or, where there is none, its title */
} index_entry;

/* Errors: SSE_NO_MEMORY. */
sse_status batch_add(index_batch *batch, const index_entry *entry, sse_error *err);
bool batch_is_full(const index_batch *batch);
/* The entry `number`, from 0, borrowed until the batch changes. */
void batch_entry(const index_batch *batch, size_t number, index_entry *entry);
/* Remembers of an entry whether what the index held was another or none. */
void batch_set_new(index_batch *batch, size_t number, bool is_new);
bool batch_is_new(const index_batch *batch, size_t number);
void batch_clear(index_batch *batch);
void batch_reset(index_batch *batch); /* gives the memory back */

#endif
