/* Private to index/: the terms and the fingerprint of an item that was read.
 * They are made only when needed: an item that the index already holds unchanged never needs them.
 * Each thread has its own entry_terms. */
#ifndef SSE_INDEX_ENTRY_H
#define SSE_INDEX_ENTRY_H

#include "index/batch.h"
#include "text/text.h"

/* Memory for the terms of one entry. All zero is empty. */
typedef struct entry_terms {
  sse_buffer title, body, tags, author;
  sse_buffer list; /* tags or authors, separated as in the view `searched` */
} entry_terms;

void entry_terms_reset(entry_terms *terms);

/* Makes the terms and the fingerprint of an entry, unless it has them; the terms are borrowed from `terms`
 * until it is used for the next entry. Errors: SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status entry_analyse(text_analyser *analyser, entry_terms *terms, index_entry *entry, sse_error *err);

#endif
