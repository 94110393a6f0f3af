/* Private to index/: words of several archives with the number of items that have them, added up.
 * The rows of each archive go in, and come out as a single index with all the items would return them.
 * All zero is empty. */
#ifndef SSE_INDEX_MERGE_H
#define SSE_INDEX_MERGE_H

#include "index/index.h"

struct merge {
  sse_buffer texts;
  struct merge_row {
    size_t start, length; /* in `texts`: the word, then the key that distinguishes its rows */
    size_t word_length;
    uint64_t frequency;
  } * rows;
  size_t count, capacity;
};

void merge_reset(struct merge *merge);

/* Adds the rows that a statement returns in each archive for the bound text: a word, a frequency and, if
 * `has_key`, a text that distinguishes rows with the same word. Equal rows are added up, and for each word
 * the highest row is kept, so that `merge->count` is the number of words. Errors: those of the index,
 * SSE_NO_MEMORY. */
sse_status merge_take(struct merge *merge, const index_db *index, const char *sql, sse_str value,
                      bool has_key, sse_error *err);

/* Passes up to `most` words to `on_word`, the most frequent first, then in byte order. `*is_cut` is set if
 * there are more. Errors: those of on_word. */
sse_status merge_give(struct merge *merge, size_t most, void *context, index_word_fn *on_word, bool *is_cut,
                      sse_error *err);

#endif
