/* The words of an index by their lengths, for "did you mean": a misspelt word is looked up among those that
 * are as long or a little shorter or longer. Built at the end of a run, in a few large values that are read
 * whole; a signature of a word's letters rules out most of the words that are too different. */
#include "index/spelling.h"
#include "index/connection.h"
#include "index/statements.h"

#include <stdlib.h>
#include <string.h>

enum {
  LENGTHS = INDEX_SPELLING_LONGEST + 1,
  HEAD = 2 * sizeof(uint32_t) + 1, /* signature, frequency, length of the word in bytes */
  ITEMS_A_COUNT = 200000 /* a word must be in one more item per this many, or may itself be a typo */
};

/* The number of items that must have a word for it to be suggested. */
static uint32_t least_of(size_t items) {
  return 1 + (uint32_t)(items / ITEMS_A_COUNT);
}

uint32_t index_spelling_signature(const int32_t *codes, size_t count) {
  uint32_t signature = 0;
  for (size_t i = 0; i < count; i++)
    signature |= (uint32_t)1 << (codes[i] & 31);
  return signature;
}

/* Returns true if the word consists of letters and is worth suggesting. */
static bool is_word(sse_str term, int32_t *codes, size_t *count) {
  *count = text_codes(term, codes, INDEX_SPELLING_LONGEST);
  for (size_t i = 0; i < term.length; i++)
    if ((unsigned char)term.data[i] < 'a') return false; /* digits or symbols; capitals are folded */
  return *count >= INDEX_SPELLING_SHORTEST && *count <= INDEX_SPELLING_LONGEST;
}

static void append(sse_buffer *words, sse_str term, const int32_t *codes, size_t count, uint64_t frequency) {
  const uint32_t head[2] = {index_spelling_signature(codes, count),
                            (uint32_t)(frequency < UINT32_MAX ? frequency : UINT32_MAX)};
  const unsigned char length = (unsigned char)term.length;
  sse_buffer_append(words, head, sizeof head);
  sse_buffer_append(words, &length, 1);
  sse_buffer_append_str(words, term);
}

static sse_status gather(const index_db *index, sqlite3_stmt *select, size_t items, sse_buffer *words,
                         sse_error *err) {
  sse_status status = SSE_OK;
  if (sqlite3_bind_int64(select, 1, least_of(items)) != SQLITE_OK) status = index_fail(index, err);
  while (index_next_row(index, select, &status, err)) {
    sse_str term = index_column(select, 0);
    int32_t codes[INDEX_SPELLING_LONGEST];
    size_t count;
    if (is_word(term, codes, &count))
      append(&words[count], term, codes, count, (uint64_t)sqlite3_column_int64(select, 1));
  }
  return status;
}

sse_status spelling_build(const index_db *index, size_t items, sse_error *err) {
  static const char *const sql[] = {"DELETE FROM spelling",
                                    ("SELECT term, sum(frequency) FROM word GROUP BY term"
                                     " HAVING sum(frequency) >= ?1"),
                                    "INSERT INTO spelling(length, words) VALUES(?1, ?2)"};
  sqlite3_stmt *statements[3];
  sse_buffer words[LENGTHS] = {{0}};
  sse_status status = statements_prepare(index, sql, 3, statements, err);
  if (!status) status = statement_execute(index, statements[0], true, err);
  if (!status) status = gather(index, statements[1], items, words, err);
  for (size_t i = 0; i < LENGTHS; i++) {
    if (!status && words[i].failed) status = sse_fail_memory(err);
    if (!status && words[i].length > 0) {
      bool bound =
          sqlite3_bind_int64(statements[2], 1, (sqlite3_int64)i) == SQLITE_OK &&
          sqlite3_bind_blob64(statements[2], 2, words[i].data, words[i].length, SQLITE_STATIC) == SQLITE_OK;
      status = statement_execute(index, statements[2], bound, err);
    }
    sse_buffer_reset(&words[i]);
  }
  statements_finalize(statements, 3);
  return status;
}

/* The words of one length in an archive, and the current one. */
struct reader {
  sqlite3_stmt *select; /* on the row of the length, which owns `words` */
  sse_str words;
  size_t at;           /* the position after the current one */
  index_spelling word; /* its term is empty at the end */
};

/* Advances to the next word; a word truncated by damage ends the list. */
static void next_word(struct reader *reader) {
  const sse_str all = reader->words;
  uint32_t head[2];
  size_t at = reader->at;
  reader->word.term = (sse_str){0};
  if (!all.data || all.length - at < HEAD) return;
  size_t length = (unsigned char)all.data[at + HEAD - 1];
  if (all.length - at - HEAD < length) return;
  memcpy(head, all.data + at, sizeof head);
  reader->word = (index_spelling){head[0], head[1], sse_str_part(all, at + HEAD, at + HEAD + length)};
  reader->at = at + HEAD + length;
}

static sse_status read_words(const index_db *index, size_t length, struct reader *reader, sse_error *err) {
  static const char sql[] = "SELECT words FROM spelling WHERE length = ?1";
  index_statement_end(reader->select);
  reader->words = (sse_str){0};
  reader->at = 0;
  sse_status status = index_statement(index, sql, &reader->select, err);
  if (status) return status;
  sqlite3_stmt *select = reader->select;
  int result =
      sqlite3_bind_int64(select, 1, (sqlite3_int64)length) == SQLITE_OK ? sqlite3_step(select) : SQLITE_ERROR;
  if (result == SQLITE_ROW) {
    const char *data = sqlite3_column_blob(select, 0);
    if (!data && sqlite3_errcode(index_connection(index)) == SQLITE_NOMEM) return sse_fail_memory(err);
    reader->words = (sse_str){data, data ? (size_t)sqlite3_column_bytes(select, 0) : 0};
  } else if (result != SQLITE_DONE) {
    status = index_fail(index, err);
  }
  next_word(reader);
  return status;
}

/* The next word of any archive, with its frequency in all of them; its term is empty at the end. */
static index_spelling merge_next(struct reader *readers, size_t count) {
  index_spelling next = {0};
  uint64_t frequency = 0;
  if (count == 1) {
    next = readers[0].word;
    next_word(&readers[0]);
    return next;
  }
  for (size_t i = 0; i < count; i++) {
    sse_str term = readers[i].word.term;
    if (term.length > 0 && (next.term.length == 0 || sse_str_compare(term, next.term) < 0))
      next = readers[i].word;
  }
  for (size_t i = 0; i < count && next.term.length > 0; i++) {
    if (!sse_str_equal(readers[i].word.term, next.term)) continue;
    frequency += readers[i].word.frequency;
    next_word(&readers[i]);
  }
  next.frequency = (uint32_t)(frequency < UINT32_MAX ? frequency : UINT32_MAX);
  return next;
}

sse_status index_spellings(const index_db *index, size_t shortest, size_t longest, void *context,
                           index_spelling_fn *on_word, sse_error *err) {
  size_t count = index_archive_count(index);
  index_ranking *ranking;
  sse_status status = index_ranking_of(index, &ranking, err);
  if (status) return status;
  uint32_t least = least_of(index_ranking_measures(ranking)->items);
  struct reader *readers = calloc(count, sizeof *readers);
  if (!readers) return sse_fail_memory(err);
  for (size_t length = shortest; length <= longest && length < LENGTHS && !status; length++) {
    for (size_t i = 0; i < count && !status; i++)
      status = read_words(index_archive(index, i), length, &readers[i], err);
    index_spelling word = {0};
    while (!status && (word = merge_next(readers, count)).term.length > 0)
      if (word.frequency >= least) status = on_word(context, &word, err);
  }
  for (size_t i = 0; i < count; i++)
    index_statement_end(readers[i].select);
  free(readers);
  return status;
}
