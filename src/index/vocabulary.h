/* Private to index/: the words of an index, with their stems and the number of items that have them.
 * FTS5 stores words as written; this is where a query finds the other variants of a word by its stem.
 * Words are gathered in memory while items are read, and written to the table from time to time. */
#ifndef SSE_INDEX_VOCABULARY_H
#define SSE_INDEX_VOCABULARY_H

#include "index/index.h"

typedef struct index_vocabulary index_vocabulary;

/* The caller frees `*vocabulary`. Errors: SSE_NO_MEMORY. */
sse_status vocabulary_new(index_vocabulary **vocabulary, sse_error *err);
void vocabulary_free(index_vocabulary *vocabulary); /* NULL is allowed */

/* The words counted next are those of another item: one that is added, or one that is removed. */
void vocabulary_next_item(index_vocabulary *vocabulary);
void vocabulary_next_gone(index_vocabulary *vocabulary);
/* Forgets what was counted since the last vocabulary_write. */
void vocabulary_forget(index_vocabulary *vocabulary);

/* Counts the words among terms that text_terms made. Errors: SSE_NO_MEMORY. */
sse_status vocabulary_count(index_vocabulary *vocabulary, sse_str terms, sse_error *err);

/* Returns true if the words should be written before more are gathered, to bound memory. */
bool vocabulary_is_full(const index_vocabulary *vocabulary);

/* Adds the words to the table and clears them. */
sse_status vocabulary_write(index_vocabulary *vocabulary, const index_db *index, sse_error *err);

#endif
