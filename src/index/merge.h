/* Private to index/: words of several archives with how many items have them, added up.
 * The rows of each archive are put in, and come out as one index with all items would give them.
 * All zero is an empty one. */
#ifndef SSE_INDEX_MERGE_H
#define SSE_INDEX_MERGE_H

#include "index/index.h"

struct merge {
  sse_buffer texts;
  struct merge_row {
    size_t start, length; /* in texts: the word, then what else tells the row from others */
    size_t word_length;
    uint64_t frequency;
  } * rows;
  size_t count, capacity;
};

void merge_reset(struct merge *merge);

/* Puts in the rows of a statement of each archive that takes a text: a word, a frequency and, where
 * `has_key`, a text by which rows with the same word are told apart. Rows that are the same are added up, and
 * of a word the highest row is kept: `merge->count` is how many words there are. Errors: those of the index,
 * SSE_NO_MEMORY. */
sse_status merge_take(struct merge *merge, const index_db *index, const char *sql, sse_str value,
                      bool has_key, sse_error *err);

/* Gives words: `most` of them, those of the most items first, then in byte order. `*is_cut` tells that there
 * are more. Errors: what on_word gives.
 */
sse_status merge_give(struct merge *merge, size_t most, void *context, index_word_fn *on_word, bool *is_cut,
                      sse_error *err);

#endif
