/* In how many items each part of a word occurs, for all parts at once and in little space: the hash of a part
 * selects a bucket, which holds the sum for all of its parts (a count-min sketch of one row: Cormode and
 * Muthukrishnan, 2005). Every index has the same number of buckets, so those of several can be added up.
 *
 *   sketch(chunk, data): the buckets from chunk * SKETCH_CHUNK on. For each one that is not 0: how many
 *                        buckets are skipped before it, then the sum, over its words, of the items that
 *                        have the word. Both have seven bits per byte, the least significant first; the
 *                        high bit is 0 in the last byte
 */
#include "index/sketch.h"
#include "index/connection.h"
#include "index/statements.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One step of the codes, as a natural logarithm. */
static const double step = 1.0 / 11;

double index_sketch_items(uint8_t code) {
  return expm1(code * step);
}

uint8_t sketch_code(uint64_t sum, uint32_t items) {
  double found = (double)(sum < items ? sum : items);
  return (uint8_t)lround(log1p(found) / step); /* at most 244, for 2^32 items */
}

static void add_to(uint32_t *buckets, uint64_t key, uint32_t items) {
  uint32_t *sum = &buckets[sketch_bucket(key)];
  *sum = *sum < UINT32_MAX - items ? *sum + items : UINT32_MAX;
}

void sketch_count(uint32_t *buckets, sse_str stem, sse_str term, uint32_t items) {
  text_gram grams[TEXT_GRAMS_MOST];
  size_t found = text_grams(term, grams);
  add_to(buckets, text_term_key(stem.length > 0 ? stem : term), items);
  for (size_t i = 0; i < found; i++)
    add_to(buckets, grams[i].key, items);
}

static sse_status add_words(const index_db *index, uint32_t *buckets, sse_error *err) {
  sqlite3_stmt *select;
  sse_status status = index_prepare(index, "SELECT stem, term, frequency FROM word", &select, err);
  while (index_next_row(index, select, &status, err))
    sketch_count(buckets, index_column(select, 0), index_column(select, 1),
                 (uint32_t)sqlite3_column_int64(select, 2)); /* there are fewer items than that */
  (void)sqlite3_finalize(select);                            /* repeats the error */
  return status;
}

static void append_number(sse_buffer *data, uint64_t number) {
  for (; number >= 0x80; number >>= 7)
    sse_buffer_append(data, &(const unsigned char){(unsigned char)(number | 0x80)}, 1);
  sse_buffer_append(data, &(const unsigned char){(unsigned char)number}, 1);
}

static sse_status write_chunk(const index_db *index, sqlite3_stmt *insert, size_t chunk,
                              const uint32_t *buckets, sse_buffer *data, sse_error *err) {
  size_t passed = 0;
  sse_buffer_clear(data);
  for (size_t i = 0; i < SKETCH_CHUNK; i++, passed++) {
    if (buckets[i] == 0) continue;
    append_number(data, passed);
    append_number(data, buckets[i]);
    passed = SIZE_MAX; /* incremented to 0 */
  }
  if (data->failed) return sse_fail_memory(err);
  if (data->length == 0) return SSE_OK;
  bool bound = sqlite3_bind_int64(insert, 1, (sqlite3_int64)chunk) == SQLITE_OK &&
               sqlite3_bind_blob64(insert, 2, data->data, data->length, SQLITE_STATIC) == SQLITE_OK;
  return statement_execute(index, insert, bound, err);
}

sse_status sketch_build(const index_db *index, sse_error *err) {
  static const char *const sql[] = {"DELETE FROM sketch", "INSERT INTO sketch(chunk, data) VALUES(?1, ?2)"};
  sqlite3_stmt *statements[2];
  sse_buffer data = {0};
  sse_status status = statements_prepare(index, sql, 2, statements, err);
  if (!status) status = statement_execute(index, statements[0], true, err);
  uint32_t *buckets = calloc(SKETCH_BUCKETS, sizeof *buckets);
  if (!status && !buckets) status = sse_fail_memory(err);
  if (!status) status = add_words(index, buckets, err);
  for (size_t i = 0; i < SKETCH_CHUNKS && !status; i++)
    status = write_chunk(index, statements[1], i, buckets + i * SKETCH_CHUNK, &data, err);
  free(buckets);
  sse_buffer_reset(&data);
  statements_finalize(statements, 2);
  return status;
}

/* Adds `more` to a chunk, and subtracts `less`. */
static sse_status change_chunk(const index_db *index, sqlite3_stmt *statements[2], size_t chunk,
                               const uint32_t *more, const uint32_t *less, sse_buffer *data, sse_error *err) {
  sqlite3_int64 ignored;
  sse_status status = SSE_OK;
  uint32_t *sums = malloc(SKETCH_CHUNK * sizeof *sums);
  if (!sums) return sse_fail_memory(err);
  bool bound = sqlite3_bind_int64(statements[0], 1, (sqlite3_int64)chunk) == SQLITE_OK;
  status = statement_run(index, statements[0], bound, &ignored, err);
  if (!status && !sketch_unpack(sqlite3_column_blob(statements[0], 0),
                                (size_t)sqlite3_column_bytes(statements[0], 0), sums))
    status = index_fail_damaged(index_path(index), "sketch", err);
  index_statement_end(statements[0]);
  for (size_t i = 0; i < SKETCH_CHUNK && !status; i++) {
    uint64_t sum = (uint64_t)sums[i] + more[i];
    sum = sum > less[i] ? sum - less[i] : 0;
    sums[i] = sum < UINT32_MAX ? (uint32_t)sum : UINT32_MAX;
  }
  if (!status) status = write_chunk(index, statements[1], chunk, sums, data, err);
  free(sums);
  return status;
}

sse_status sketch_change(const index_db *index, const uint32_t *more, const uint32_t *less, sse_error *err) {
  static const char *const sql[] = {"SELECT data FROM sketch WHERE chunk = ?1",
                                    "REPLACE INTO sketch(chunk, data) VALUES(?1, ?2)"};
  sqlite3_stmt *statements[2];
  sse_buffer data = {0};
  sse_status status = statements_prepare(index, sql, 2, statements, err);
  for (size_t chunk = 0; chunk < SKETCH_CHUNKS && !status; chunk++) {
    size_t first = chunk * SKETCH_CHUNK;
    bool has = false;
    for (size_t i = first; i < first + SKETCH_CHUNK && !has; i++)
      has = more[i] > 0 || less[i] > 0;
    if (has) status = change_chunk(index, statements, chunk, more + first, less + first, &data, err);
  }
  sse_buffer_reset(&data);
  statements_finalize(statements, 2);
  return status;
}

/* Reads a number; returns false if the data ends within it. */
static bool take_number(const unsigned char *data, size_t length, size_t *at, uint64_t *number) {
  unsigned shift = 0;
  for (*number = 0; *at < length && shift < 64; shift += 7) {
    unsigned char byte = data[(*at)++];
    *number |= (uint64_t)(byte & 0x7F) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

bool sketch_unpack(const void *data, size_t length, uint32_t sums[SKETCH_CHUNK]) {
  uint64_t passed, sum;
  size_t bucket = 0, at = 0;
  memset(sums, 0, SKETCH_CHUNK * sizeof *sums);
  for (; at < length; bucket++) {
    if (!take_number(data, length, &at, &passed) || !take_number(data, length, &at, &sum)) return false;
    if (passed >= SKETCH_CHUNK - bucket || sum > UINT32_MAX) return false;
    bucket += (size_t)passed;
    sums[bucket] = (uint32_t)sum;
    if (bucket == SKETCH_CHUNK - 1) return at == length;
  }
  return true;
}
