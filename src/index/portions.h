/* Private to index/: portions of a source's file, and what they gave when they were read (source_portion), so
 * that a run reads those lines of a large file that changed. What a portion gives is known by its bytes; that
 * the tables still hold it as it is, by its rows. Items that are alike in title and date, with neither id nor
 * address, keep the rows they had, where reading all of them anew gives these out by their order. One
 * reading's, and of the thread that reads. */
#ifndef SSE_INDEX_PORTIONS_H
#define SSE_INDEX_PORTIONS_H

#include "index/finder.h"

/* What is known of the portions of a file. All zero is nothing. */
typedef struct index_portions {
  struct known_portion *known; /* by line: by the last reading */
  size_t known_count, known_capacity;
  struct read_portion *read; /* in order: by this one */
  size_t read_count, read_capacity;
  sse_buffer known_text, read_text; /* rows and losses */
} index_portions;

/* Reads what is known of the source. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status portions_load(index_portions *portions, const index_db *index, sqlite3_int64 source,
                         sse_error *err);
/* Whether the portion is one that was read before, in the same `way`; it is filled in then. Borrowed until
 * the portions are reset. */
bool portions_know(const index_portions *portions, uint64_t way, source_portion *portion);
/* Marks the rows of a known portion as brought by the source, if they are its own and none was brought
 * already; else `*is_known` becomes false. Nothing else may use the tables. Errors: SSE_DATABASE,
 * SSE_NO_MEMORY. */
sse_status portions_take(index_portions *portions, const index_db *index, sqlite3_int64 source,
                         index_finder *finder, const source_portion *portion, bool *is_known, sse_error *err);
/* Notes a portion that was read; `before` is how many items of the file were read before it. Where memory is
 * short it is not noted. */
void portions_note(index_portions *portions, uint64_t way, const source_portion *portion, size_t before);
/* Writes down what this reading, which came to the file's end, changed. Errors: SSE_DATABASE, SSE_NO_MEMORY.
 */
sse_status portions_write(index_portions *portions, const index_db *index, sqlite3_int64 source,
                          const index_finder *finder, sse_error *err);
void portions_reset(index_portions *portions);

#endif
