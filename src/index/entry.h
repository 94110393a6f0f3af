/* Private to index/: the terms of an item that was read, and what tells copies of it.
 * They are made once they are needed: of an item that the index holds as it is they are not.
 * Each thread has terms of its own. */
#ifndef SSE_INDEX_ENTRY_H
#define SSE_INDEX_ENTRY_H

#include "index/batch.h"
#include "text/text.h"

/* Memory for the terms of one entry. All zero is none. */
typedef struct entry_terms {
  sse_buffer title, body, tags, author;
  sse_buffer list; /* the last two as the view `searched` has them */
} entry_terms;

void entry_terms_reset(entry_terms *terms);

/* Makes terms and fingerprint of an entry, unless it has them; the terms are borrowed from `terms` until the
 * next one is analysed. Errors: SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status entry_analyse(text_analyser *analyser, entry_terms *terms, index_entry *entry, sse_error *err);

#endif
