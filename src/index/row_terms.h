/* Private to index/: the FTS5 rows of items, as they come, change and go, and with them how many items have a
 * word. A row is made of what the view `searched` has of its item: who changes that takes the terms out
 * before, and puts them in after it. */
#ifndef SSE_INDEX_ROW_TERMS_H
#define SSE_INDEX_ROW_TERMS_H

#include "index/batch.h"
#include "index/vocabulary.h"

/* What row_terms_make takes. */
#define ROW_TERMS_SQL                                                                                        \
  "SELECT number, item.lang, s.title, s.body, s.tags, s.author FROM item JOIN searched AS s USING(number)"
enum { ROW_TERMS_LANG = 1, ROW_TERMS_TITLE, ROW_TERMS_BODY, ROW_TERMS_FIELDS = 4 };

/* Makes the terms of the fields of a row that ROW_TERMS_SQL gives, and counts their words for the item at
 * hand of `vocabulary`. Errors: SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status row_terms_make(text_analyser *analyser, sqlite3_stmt *row, sse_buffer terms[ROW_TERMS_FIELDS],
                          index_vocabulary *vocabulary, sse_error *err);

typedef struct row_terms row_terms;

/* `*terms` is the caller's to free, before the index is closed. Errors of all: SSE_DATABASE, SSE_NO_MEMORY.
 */
sse_status row_terms_new(const index_db *index, row_terms **terms, sse_error *err);
void row_terms_free(row_terms *terms); /* NULL is allowed */

/* Takes the terms of an item out, before it changes or goes. */
sse_status row_terms_delete(row_terms *terms, sqlite3_int64 item, sse_error *err);
/* Puts in those of an entry, which the item is now. Its words are the caller's to count. */
sse_status row_terms_add(row_terms *terms, sqlite3_int64 item, const index_entry *entry, sse_error *err);
/* Puts in those of the item as it is in its table. */
sse_status row_terms_restore(row_terms *terms, sqlite3_int64 item, sse_error *err);

/* Writes how many items more or less have the words since the last call, after what the caller counted. */
sse_status row_terms_write_words(row_terms *terms, sse_error *err);
/* Forgets that, where those items are as they were again. */
void row_terms_forget_words(row_terms *terms);

#endif
