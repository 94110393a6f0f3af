/* Private to index/: portions of a source's file, and what each gave when it was read (source_portion), so
 * that a run reads only those lines of a large file that changed. A portion is recognised by its bytes;
 * whether the tables still hold its items unchanged, by their rows. Items with the same title and date but
 * neither id nor address keep their rows here, whereas reading the whole file again would assign them by
 * order. Belongs to one reading, in the thread that reads. */
#ifndef SSE_INDEX_PORTIONS_H
#define SSE_INDEX_PORTIONS_H

#include "index/finder.h"

/* What is known about the portions of a file. All zero is nothing. */
typedef struct index_portions {
  struct known_portion *known; /* by line: from the last reading */
  size_t known_count, known_capacity;
  struct read_portion *read; /* in order: from this one */
  size_t read_count, read_capacity;
  sse_buffer known_text, read_text; /* rows and losses */
} index_portions;

/* Loads what is known about the source. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status portions_load(index_portions *portions, const index_db *index, sqlite3_int64 source,
                         sse_error *err);
/* Returns true and fills in the portion if it was read before with the same options. Its texts are borrowed
 * until the portions are reset. */
bool portions_know(const index_portions *portions, uint64_t options_hash, source_portion *portion);
/* Marks the rows of a known portion as brought by the source, provided that they belong to it and none was
 * brought already; otherwise `*is_known` becomes false. No other thread may use the tables. Errors:
 * SSE_DATABASE, SSE_NO_MEMORY. */
sse_status portions_take(index_portions *portions, const index_db *index, sqlite3_int64 source,
                         index_finder *finder, const source_portion *portion, bool *is_known, sse_error *err);
/* Notes a portion that was read; `before` is the number of items read from the file before it. If memory runs
 * out, the portion is not noted. */
void portions_note(index_portions *portions, uint64_t options_hash, const source_portion *portion,
                   size_t before);
/* Stores what this reading, which reached the end of the file, changed. Errors: SSE_DATABASE,
 * SSE_NO_MEMORY. */
sse_status portions_write(index_portions *portions, const index_db *index, sqlite3_int64 source,
                          const index_finder *finder, sse_error *err);
void portions_reset(index_portions *portions);

#endif
