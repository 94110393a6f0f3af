/* Which items have a shingle, so that what is new is compared with what may be the same without reading all.
 *
 *   shingle(bucket, data): entries of 8 bytes, the hash of a shingle and the number of an item that has it,
 * of one band and one range of hashes: band << 24 | first bits of the hash
 *
 * An entry stays when its item changes or goes, until all are made anew: whether two items say the same is
 * told by their texts. */
#include "index/postings.h"
#include "index/stories.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKET = 1000 /* entries, about: two buckets fill a page of the database */, BITS_MOST = 20 };

struct shingle {
  uint32_t key, item;
};

static sqlite3_int64 bucket_of(size_t band, uint32_t key, unsigned bits) {
  return (sqlite3_int64)(band << 24 | (bits > 0 ? key >> (32 - bits) : 0));
}

/* ---- All ----------------------------------------------------------------------------------------- */

static sse_status put_bits(const index_db *index, unsigned bits, sse_error *err) {
  sqlite3_stmt *put;
  sse_status status =
      index_prepare(index, "REPLACE INTO measure(name, value) VALUES('shingle bits', ?1)", &put, err);
  if (status) return status;
  status = statement_execute(index, put, sqlite3_bind_int(put, 1, (int)bits) == SQLITE_OK, err);
  (void)sqlite3_finalize(put); /* repeats the error */
  return status;
}

static sse_status write_bucket(const index_db *index, sqlite3_stmt *put, sqlite3_int64 bucket,
                               const sse_buffer *data, sse_error *err) {
  if (data->failed) return sse_fail_memory(err);
  bool bound = sqlite3_bind_int64(put, 1, bucket) == SQLITE_OK &&
               sqlite3_bind_blob64(put, 2, data->data, data->length, SQLITE_STATIC) == SQLITE_OK;
  return statement_execute(index, put, bound, err);
}

sse_status shingles_write(const struct stories *stories, size_t band, const struct stories_entry *entries,
                          size_t count, sse_error *err) {
  sqlite3_stmt *put;
  sse_buffer data = {0};
  unsigned bits = 0;
  while (stories->count >> bits > BUCKET && bits < BITS_MOST)
    bits++;
  sse_status status = SSE_OK;
  if (band == 0) status = index_exec(stories->index, "DELETE FROM shingle", err);
  if (!status && band == 0) status = put_bits(stories->index, bits, err);
  if (!status)
    status = index_prepare(stories->index, "INSERT INTO shingle(bucket, data) VALUES(?1, ?2)", &put, err);
  if (status) return status;
  for (size_t i = 0; i < count && !status; i++) {
    const struct shingle shingle = {entries[i].key, entries[i].item};
    sqlite3_int64 bucket = bucket_of(band, shingle.key, bits);
    sse_buffer_append(&data, &shingle, sizeof shingle);
    if (i + 1 < count && bucket_of(band, entries[i + 1].key, bits) == bucket) continue;
    status = write_bucket(stories->index, put, bucket, &data, err);
    sse_buffer_clear(&data);
  }
  (void)sqlite3_finalize(put); /* repeats the error */
  sse_buffer_reset(&data);
  return status;
}

/* ---- What is new --------------------------------------------------------------------------------- */

enum { READ_BITS, READ_FINGERPRINT, READ_BUCKET, PUT_BUCKET, STATEMENTS };

struct adding {
  const struct stories *stories;
  sqlite3_stmt *statements[STATEMENTS];
  unsigned bits;
  sse_buffer data;
  struct stories_entry *entries;
  size_t count;
};

/* Adds an old item that has a key, where it may be a copy of one of those that are new: the day tells before
 * the values are read. One that is gone has no day. */
static sse_status add_old(struct adding *adding, uint32_t key, uint32_t item,
                          const struct stories_entry *added, size_t count, sse_error *err) {
  const struct stories *stories = adding->stories;
  bool is_near = false;
  if (item == 0 || item >= stories->count || stories->is_new[item]) return SSE_OK;
  sse_status status = store_need_norms(stories->store, item, err);
  uint32_t day = status ? 0 : store_day(stories->store, item);
  for (size_t i = 0; i < count && day > 0 && !is_near; i++)
    is_near = day <= added[i].day + STORIES_DAYS && added[i].day <= day + STORIES_DAYS;
  if (!is_near || adding->count >= stories->count) return status;
  status = store_need(stories->store, item, err);
  adding->entries[adding->count++] = (struct stories_entry){key, day, item};
  return status;
}

static sse_status read_bucket(struct adding *adding, sqlite3_int64 bucket, sse_error *err) {
  sqlite3_stmt *row = adding->statements[READ_BUCKET];
  const index_db *index = adding->stories->index;
  sqlite3_int64 ignored;
  sse_status status =
      statement_run(index, row, sqlite3_bind_int64(row, 1, bucket) == SQLITE_OK, &ignored, err);
  const char *data = status ? NULL : sqlite3_column_blob(row, 0);
  sse_buffer_clear(&adding->data);
  if (data) sse_buffer_append(&adding->data, data, (size_t)sqlite3_column_bytes(row, 0));
  index_statement_end(row);
  return status;
}

/* Adds new items of one key to its bucket, and gathers all that have it. */
static sse_status add_key(struct adding *adding, size_t band, const struct stories_entry *added, size_t count,
                          sse_error *err) {
  sqlite3_int64 bucket = bucket_of(band, added->key, adding->bits);
  sse_status status = read_bucket(adding, bucket, err);
  size_t length = adding->data.length;
  for (size_t at = 0; at + sizeof(struct shingle) <= length && !status; at += sizeof(struct shingle)) {
    struct shingle shingle;
    memcpy(&shingle, adding->data.data + at, sizeof shingle);
    if (shingle.key == added->key) status = add_old(adding, shingle.key, shingle.item, added, count, err);
  }
  for (size_t i = 0; i < count; i++) {
    const struct shingle shingle = {added[i].key, added[i].item};
    sse_buffer_append(&adding->data, &shingle, sizeof shingle);
    if (adding->count < adding->stories->count) adding->entries[adding->count++] = added[i];
  }
  if (status) return status;
  return write_bucket(adding->stories->index, adding->statements[PUT_BUCKET], bucket, &adding->data, err);
}

/* Finds the key of a new item; 0 in `*day` for one that has no copies. */
static sse_status find_key(const struct adding *adding, size_t band, uint32_t item, uint32_t *key,
                           uint32_t *day, sse_error *err) {
  sqlite3_stmt *row = adding->statements[READ_FINGERPRINT];
  const struct stories *stories = adding->stories;
  text_fingerprint fingerprint = {.shingles = {0}};
  sqlite3_int64 number = 0;
  bool bound = sqlite3_bind_int64(row, 1, item) == SQLITE_OK;
  sse_status status = statement_run(stories->index, row, bound, &number, err);
  if (number > 0) (void)stories_fingerprint(row, 1, &fingerprint); /* without one it has no shingles */
  index_statement_end(row);
  *key = fingerprint.shingles[band];
  *day = fingerprint.shingles[0] != 0 ? stories->values[item].day : 0;
  return status;
}

static int compare_keys(const void *left, const void *right) {
  const struct stories_entry *a = left, *b = right;
  return (a->key > b->key) - (a->key < b->key);
}

/* Finds the keys of all new items, in their order. */
static sse_status find_keys(const struct adding *adding, size_t band, struct stories_entry *added,
                            size_t *count, sse_error *err) {
  const struct stories *stories = adding->stories;
  sse_status status = SSE_OK;
  *count = 0;
  for (uint32_t i = 1; i < stories->count && !status; i++) {
    if (!stories->is_new[i] || *count == stories->changes->count) continue;
    struct stories_entry *entry = &added[*count];
    entry->item = i;
    status = find_key(adding, band, i, &entry->key, &entry->day, err);
    if (entry->day > 0) ++*count;
  }
  if (*count > 1) qsort(added, *count, sizeof *added, compare_keys);
  return status;
}

sse_status shingles_add(const struct stories *stories, size_t band, struct stories_entry *entries,
                        size_t *count, sse_error *err) {
  static const char *const sql[STATEMENTS] = {
      [READ_BITS] = "SELECT value FROM measure WHERE name = 'shingle bits'",
      [READ_FINGERPRINT] = "SELECT number, data FROM fingerprint WHERE number = ?1",
      [READ_BUCKET] = "SELECT data FROM shingle WHERE bucket = ?1",
      [PUT_BUCKET] = "REPLACE INTO shingle(bucket, data) VALUES(?1, ?2)"};
  struct adding adding = {.stories = stories, .entries = entries};
  sqlite3_int64 bits = 0;
  sse_status status = statements_prepare(stories->index, sql, STATEMENTS, adding.statements, err);
  if (!status) status = statement_run(stories->index, adding.statements[READ_BITS], true, &bits, err);
  adding.bits = bits > 0 && bits <= BITS_MOST ? (unsigned)bits : 0;
  struct stories_entry *added = calloc(stories->changes->count + 1, sizeof *added);
  size_t added_count = 0;
  if (!status) status = added ? find_keys(&adding, band, added, &added_count, err) : sse_fail_memory(err);
  for (size_t i = 0, end = 0; i < added_count && !status; i = end) {
    while (end < added_count && added[end].key == added[i].key)
      end++;
    status = add_key(&adding, band, added + i, end - i, err);
  }
  free(added);
  *count = adding.count;
  statements_finalize(adding.statements, STATEMENTS);
  sse_buffer_reset(&adding.data);
  return status;
}
