/* The postings of a phrase: which items have it, and how often in headline and body.
 * If it has few terms, they are read from the doclists, by two threads if these are long; otherwise FTS5's
 * auxiliary functions note them (noting.c). */
#include "index/postings.h"
#include "base/both.h"
#include "index/connection.h"
#include "index/phrase.h"
#include "index/statements.h"

#include <stdlib.h>
#include <string.h>

/* Extracts the terms of an expression that is a phrase in any column, as query_compile_variant and
 * index_quote write it. */
static bool is_phrase(sse_str expression, sse_str *terms) {
  const size_t length = expression.length;
  if (length < 3 || expression.data[0] != '"' || expression.data[length - 1] != '"') return false;
  *terms = sse_str_part(expression, 1, length - 1);
  return !memchr(terms->data, '"', terms->length) && index_phrase_can(*terms);
}

/* Counts the occurrences of a phrase in the fields of its current item. */
static sse_status count_places(index_phrase *phrase, uint8_t *counts, sse_error *err) {
  const index_place *places;
  size_t count = 0, of[2] = {0, 0};
  sse_status status = index_phrase_places(phrase, &places, &count, err);
  for (size_t i = 0; i < count; i++) /* tags count as part of the headline */
    of[places[i].column == INDEX_BODY || places[i].column == INDEX_AUTHOR]++;
  for (int i = 0; i < 2; i++)
    if (of[i] > INDEX_COUNT_MOST) of[i] = INDEX_COUNT_MOST;
  *counts = (uint8_t)(of[0] << 4 | of[1]);
  return status;
}

/* The postings of a phrase in a range of items, read by one thread. */
struct piece {
  index_phrase *phrase;
  uint32_t first, last; /* items */
  index_postings *postings;
  sse_status status;
  sse_error err;
};

static void read_piece(void *context) {
  struct piece *piece = context;
  index_postings *postings = piece->postings;
  void *grown = postings->postings;
  uint32_t item = INDEX_DOCLIST_END;
  piece->status = index_phrase_seek(piece->phrase, piece->first, &item, &piece->err);
  while (!piece->status && item <= piece->last && item != INDEX_DOCLIST_END) {
    uint8_t counts = 0;
    piece->status = count_places(piece->phrase, &counts, &piece->err);
    if (!piece->status &&
        !sse_array_reserve(&grown, &postings->capacity, postings->count + 1, sizeof *postings->postings))
      piece->status = sse_fail_memory(&piece->err);
    if (piece->status) break;
    postings->postings = grown;
    postings->postings[postings->count++] = (index_posting){item, counts};
    piece->status = index_phrase_seek(piece->phrase, item + 1, &item, &piece->err);
  }
}

static sse_status append(index_postings *postings, const index_postings *more, sse_error *err) {
  void *grown = postings->postings;
  if (more->count == 0) return SSE_OK;
  if (!sse_array_reserve(&grown, &postings->capacity, postings->count + more->count, sizeof *more->postings))
    return sse_fail_memory(err);
  postings->postings = grown;
  memcpy(postings->postings + postings->count, more->postings, more->count * sizeof *more->postings);
  postings->count += more->count;
  return SSE_OK;
}

/* Reads with two threads, one of which takes the items from `middle` on. */
static sse_status read_both(struct piece *lower, const index_db *second, sse_str terms, uint32_t middle,
                            sse_error *err) {
  index_postings more = {0};
  struct piece upper = {NULL, middle, lower->last, &more, SSE_OK, {0}};
  sse_status status = index_phrase_open(second, terms, -1, &upper.phrase, err);
  lower->last = middle - 1;
  if (!status) sse_both(read_piece, lower, &upper);
  if (!status && upper.status) *err = upper.err;
  if (!status) status = upper.status;
  if (!status && !lower->status) status = append(lower->postings, &more, err);
  index_phrase_free(upper.phrase);
  index_postings_reset(&more);
  return status;
}

/* The item number in the middle of the index. */
static sse_status find_middle(const index_db *index, uint32_t *middle, sse_error *err) {
  sqlite3_stmt *row;
  sqlite3_int64 numbers = 0;
  *middle = 1;
  sse_status status = index_statement(index, "SELECT value FROM measure WHERE name = 'numbers'", &row, err);
  if (status) return status;
  status = statement_run(index, row, true, &numbers, err);
  index_statement_end(row);
  *middle = (uint32_t)(numbers / 2) + 1;
  return status;
}

static sse_status read_phrase(const index_db *index, sse_str terms, uint32_t first, uint32_t last,
                              index_postings *postings, sse_error *err) {
  enum { LONG = 64 /* pages of doclists from which a second thread is worthwhile */ };
  struct piece piece = {NULL, first, last, postings, SSE_OK, {0}};
  sse_status status = index_phrase_open(index, terms, -1, &piece.phrase, err);
  const bool is_long = !status && first != last && index_phrase_pages(piece.phrase) >= LONG;
  const index_db *second = is_long ? index_second(index) : NULL;
  uint32_t middle;
  if (second) {
    status = find_middle(index, &middle, err);
    if (!status) status = read_both(&piece, second, terms, middle, err);
  } else if (!status) {
    read_piece(&piece);
  }
  index_phrase_free(piece.phrase);
  if (!status && piece.status) *err = piece.err;
  return status ? status : piece.status;
}

const char postings_sql[] = "SELECT sse_note_all(terms) FROM terms WHERE terms MATCH ?1 LIMIT 1";

sse_status postings_read(const index_db *index, sqlite3_stmt *statement, sse_str expression, uint32_t first,
                         uint32_t last, index_postings *postings, sse_error *err) {
  sse_status status = SSE_OK;
  sse_str terms;
  postings->count = 0;
  if (is_phrase(expression, &terms)) return read_phrase(index, terms, first, last, postings, err);
  index->kept->noting = postings;
  if (!statement_bind_str(statement, 1, expression)) status = index_fail(index, err);
  while (index_next_row(index, statement, &status, err)) {
  }
  index_statement_end(statement);
  index->kept->noting = NULL;
  return status;
}

void index_postings_reset(index_postings *postings) {
  free(postings->postings);
  *postings = (index_postings){0};
}

void index_quote(sse_str term, sse_buffer *expression) {
  sse_buffer_clear(expression);
  sse_buffer_append_text(expression, "\"");
  sse_buffer_append_str(expression, term);
  sse_buffer_append_text(expression, "\"");
}
