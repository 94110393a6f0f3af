/* Private to index/: the words an index holds, with their stems and how many items have them.
 * FTS5 holds words as they are written; a query finds the other variants of a word by its stem here.
 * Words are gathered in memory while items are read and written to the table now and then. */
#ifndef SSE_INDEX_VOCABULARY_H
#define SSE_INDEX_VOCABULARY_H

#include "index/index.h"

typedef struct index_vocabulary index_vocabulary;

/* `*vocabulary` is the caller's to free. Errors: SSE_NO_MEMORY. */
sse_status vocabulary_new(index_vocabulary **vocabulary, sse_error *err);
void vocabulary_free(index_vocabulary *vocabulary); /* NULL is allowed */

/* What follows is of another item. */
void vocabulary_next_item(index_vocabulary *vocabulary);

/* Counts the words among terms that text_terms made. Errors: SSE_NO_MEMORY. */
sse_status vocabulary_count(index_vocabulary *vocabulary, sse_str terms, sse_error *err);

/* True where the words should be written before more are gathered, to bound memory. */
bool vocabulary_is_full(const index_vocabulary *vocabulary);

/* Adds the words to the table, and forgets them. */
sse_status vocabulary_write(index_vocabulary *vocabulary, const index_db *index, sse_error *err);

#endif
