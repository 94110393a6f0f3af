/* In how many items parts of words are, for all parts at once, in little room: buckets that a part's hash
 * falls into, a byte each. A bucket has what its parts have together (a count-min sketch of one row: Cormode
 * and Muthukrishnan, 2005), as if the words with them were in items independently of each other.
 *
 *   sketch(chunk, data): bucket i is byte i % SKETCH_CHUNK of chunk i / SKETCH_CHUNK, round(11 ln(1 + items))
 */
#include "index/postings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
  BUCKETS_A_WORD = 8,
  CHUNKS_MOST = 256 /* 4 MiB */
};

/* A step of the codes, in the natural logarithm. */
static const double step = 1.0 / 11;

double index_sketch_items(uint8_t code) {
  return expm1(code * step);
}

static uint8_t code_of(double items, double missing) {
  return (uint8_t)lround(log1p(items * -expm1(-missing)) / step); /* at most 244, of 2^32 items */
}

/* Adds a word's items to the buckets of its parts, as the logarithm of the share of items without it. */
static void add_word(double *buckets, size_t count, sse_str stem, sse_str term, double share) {
  text_gram grams[TEXT_GRAMS_MOST];
  size_t found = text_grams(term, grams);
  buckets[sketch_bucket(text_term_key(stem.length > 0 ? stem : term), count)] -= log1p(-share);
  for (size_t i = 0; i < found; i++)
    buckets[sketch_bucket(grams[i].key, count)] -= log1p(-share);
}

static sse_status add_words(const index_db *index, double *buckets, size_t count, double items,
                            sse_error *err) {
  sqlite3_stmt *select;
  int result = SQLITE_DONE;
  sse_status status = index_prepare(index, "SELECT stem, term, frequency FROM word", &select, err);
  while (!status && (result = sqlite3_step(select)) == SQLITE_ROW) {
    double share = (double)sqlite3_column_int64(select, 2) / (items + 1);
    add_word(buckets, count, index_column(select, 0), index_column(select, 1),
             share < 1 ? share : items / (items + 1));
  }
  if (!status && result != SQLITE_DONE) status = index_fail(index, err);
  (void)sqlite3_finalize(select); /* repeats the error */
  return status;
}

static sse_status write_chunk(const index_db *index, sqlite3_stmt *insert, size_t chunk,
                              const double *buckets, double items, sse_error *err) {
  uint8_t codes[SKETCH_CHUNK];
  for (size_t i = 0; i < SKETCH_CHUNK; i++)
    codes[i] = code_of(items, buckets[i]);
  bool bound = sqlite3_bind_int64(insert, 1, (sqlite3_int64)chunk) == SQLITE_OK &&
               sqlite3_bind_blob(insert, 2, codes, sizeof codes, SQLITE_STATIC) == SQLITE_OK;
  return statement_execute(index, insert, bound, err);
}

sse_status sketch_build(const index_db *index, size_t items, sse_error *err) {
  static const char *const sql[] = {"SELECT count(*) FROM word", "DELETE FROM sketch",
                                    "INSERT INTO sketch(chunk, data) VALUES(?1, ?2)"};
  sqlite3_stmt *statements[3];
  sqlite3_int64 words = 0;
  sse_status status = statements_prepare(index, sql, 3, statements, err);
  if (!status) status = statement_run(index, statements[0], true, &words, err);
  if (!status) status = statement_execute(index, statements[1], true, err);
  size_t chunks = (size_t)words / (SKETCH_CHUNK / BUCKETS_A_WORD) + 1;
  if (chunks > CHUNKS_MOST) chunks = CHUNKS_MOST;
  double *buckets = calloc(chunks * SKETCH_CHUNK, sizeof *buckets);
  if (!status && !buckets) status = sse_fail_memory(err);
  if (!status) status = add_words(index, buckets, chunks * SKETCH_CHUNK, (double)items, err);
  for (size_t i = 0; i < chunks && !status; i++)
    status = write_chunk(index, statements[2], i, buckets + i * SKETCH_CHUNK, (double)items, err);
  free(buckets);
  statements_finalize(statements, 3);
  return status;
}
