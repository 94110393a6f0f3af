/* Words of several archives, added up. Rows are gathered and sorted, and equal ones are added.
 * The rows of an archive are not truncated before that: a word that is rare in each archive may be among the
 * most frequent overall. */
#include "index/merge.h"
#include "index/statements.h"

#include <stdlib.h>

void merge_reset(struct merge *merge) {
  sse_buffer_reset(&merge->texts);
  free(merge->rows);
  *merge = (struct merge){0};
}

static sse_status add_row(struct merge *merge, sse_str word, sse_str key, uint64_t frequency,
                          sse_error *err) {
  void *rows = merge->rows;
  if (!sse_array_reserve(&rows, &merge->capacity, merge->count + 1, sizeof *merge->rows))
    return sse_fail_memory(err);
  merge->rows = rows;
  merge->rows[merge->count++] =
      (struct merge_row){merge->texts.length, word.length + key.length, word.length, frequency};
  sse_buffer_append_str(&merge->texts, word);
  sse_buffer_append_str(&merge->texts, key);
  return merge->texts.failed ? sse_fail_memory(err) : SSE_OK;
}

static sse_status take_rows(struct merge *merge, const index_db *index, const char *sql, sse_str value,
                            bool has_key, sse_error *err) {
  sqlite3_stmt *row;
  sse_status status = index_statement(index, sql, &row, err);
  if (status) return status;
  if (!statement_bind_str(row, 1, value)) status = index_fail(index, err);
  while (index_next_row(index, row, &status, err))
    status = add_row(merge, index_column(row, 0), has_key ? index_column(row, 2) : (sse_str){0},
                     (uint64_t)sqlite3_column_int64(row, 1), err);
  index_statement_end(row);
  return status;
}

static int compare_texts(const struct merge *merge, const struct merge_row *a, size_t a_length,
                         const struct merge_row *b, size_t b_length) {
  const sse_str texts = sse_buffer_str(&merge->texts);
  return sse_str_compare(sse_str_part(texts, a->start, a->start + a_length),
                         sse_str_part(texts, b->start, b->start + b_length));
}

/* Orders by word, then by key. */
static int compare_rows(const void *left, const void *right, void *context) {
  const struct merge_row *a = left, *b = right;
  int order = compare_texts(context, a, a->word_length, b, b->word_length);
  return order != 0 ? order : compare_texts(context, a, a->length, b, b->length);
}

static int compare_frequencies(const void *left, const void *right, void *context) {
  const struct merge_row *a = left, *b = right;
  if (a->frequency != b->frequency) return a->frequency > b->frequency ? -1 : 1;
  return compare_texts(context, a, a->word_length, b, b->word_length);
}

/* Adds up equal rows, and keeps the highest row of each word. */
static void add_up(struct merge *merge) {
  size_t kept = 0;
  for (size_t i = 0; i < merge->count;) {
    struct merge_row sum = merge->rows[i++];
    while (i < merge->count && compare_rows(&sum, &merge->rows[i], merge) == 0)
      sum.frequency += merge->rows[i++].frequency;
    struct merge_row *last = kept > 0 ? &merge->rows[kept - 1] : NULL;
    bool is_same_word = last && compare_texts(merge, last, last->word_length, &sum, sum.word_length) == 0;
    if (!is_same_word) {
      merge->rows[kept++] = sum;
    } else if (sum.frequency > last->frequency) {
      last->frequency = sum.frequency;
    }
  }
  merge->count = kept;
}

sse_status merge_take(struct merge *merge, const index_db *index, const char *sql, sse_str value,
                      bool has_key, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++)
    status = take_rows(merge, index_archive(index, i), sql, value, has_key, err);
  if (!status && merge->count > 0)
    qsort_r(merge->rows, merge->count, sizeof *merge->rows, compare_rows, merge);
  if (!status) add_up(merge);
  return status;
}

sse_status merge_give(struct merge *merge, size_t most, void *context, index_word_fn *on_word, bool *is_cut,
                      sse_error *err) {
  sse_status status = SSE_OK;
  if (merge->count > 0) qsort_r(merge->rows, merge->count, sizeof *merge->rows, compare_frequencies, merge);
  *is_cut = merge->count > most;
  for (size_t i = 0; i < merge->count && i < most && !status; i++) {
    const struct merge_row *row = &merge->rows[i];
    status =
        on_word(context, (sse_str){merge->texts.data + row->start, row->word_length}, row->frequency, err);
  }
  return status;
}
