/* Which items have a shingle, so that new items are compared with likely copies without reading all items.
 *
 *   shingle(bucket, data): entries of 8 bytes, the hash of a shingle and the number of an item that has it,
 *   of one band and one range of hashes: band << 24 | first bits of the hash
 *
 * Entries remain when their item changes or is removed, until all are rebuilt: the texts decide whether two
 * items say the same. */
#include "index/connection.h"
#include "index/statements.h"
#include "index/stories.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKET = 1000 /* entries, approximately: two buckets fill a page of the database */, BITS_MOST = 20 };

struct shingle {
  uint32_t key, item;
};

/* The bucket of a key in its band, and the row that stores a bucket. */
static size_t first_bits(uint32_t key, unsigned bits) {
  return bits > 0 ? key >> (32 - bits) : 0;
}

static sqlite3_int64 row_of(size_t band, size_t bucket) {
  return (sqlite3_int64)(band << 24 | bucket);
}

static int compare_entries(const void *left, const void *right) {
  const struct stories_entry *a = left, *b = right;
  if (a->key != b->key) return a->key > b->key ? 1 : -1;
  if (a->day != b->day) return a->day > b->day ? 1 : -1;
  return (a->item > b->item) - (a->item < b->item);
}

/* ---- Rebuilding ---------------------------------------------------------------------------------- */

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

/* The entries of a stretch of buckets are in memory at once: half of the entries of a band, but at least a
 * million. All fingerprints are read for each stretch. */
enum { STRETCHES = 2, STRETCH_LEAST = 1 << 20 };

struct making {
  const struct stories *stories;
  sqlite3_stmt *put;
  void *context;
  stories_entries_fn *on_entries;
  unsigned bits;
  uint32_t *counts;  /* number of entries by band and bucket */
  size_t band;       /* the current band */
  size_t first, end; /* its current buckets */
  struct stories_entry *entries;
  size_t *ends; /* of the entries placed so far, by bucket from the first one */
  sse_buffer data;
};

/* The day by which a fingerprint is compared, as copies have dates; 0 for a fingerprint without shingles. */
static sse_status day_of(const struct stories *stories, uint32_t item, const text_fingerprint *fingerprint,
                         uint32_t *day, sse_error *err) {
  const index_values *values;
  *day = 0;
  if (fingerprint->shingles[0] == 0) return SSE_OK;
  sse_status status = store_values(stories->store, item, &values, err);
  if (!status) *day = values->day;
  return status;
}

static sse_status count_entries(void *context, uint32_t item, const text_fingerprint *fingerprint,
                                sse_error *err) {
  const struct making *making = context;
  uint32_t day;
  sse_status status = day_of(making->stories, item, fingerprint, &day, err);
  for (size_t band = 0; band < TEXT_SHINGLES && day > 0; band++)
    making->counts[(band << making->bits) + first_bits(fingerprint->shingles[band], making->bits)]++;
  return status;
}

/* Places the entry in its bucket, if that is in the current stretch. */
static sse_status place_entry(void *context, uint32_t item, const text_fingerprint *fingerprint,
                              sse_error *err) {
  const struct making *making = context;
  uint32_t key = fingerprint->shingles[making->band], day;
  size_t bucket = first_bits(key, making->bits);
  if (bucket < making->first || bucket >= making->end) return SSE_OK;
  sse_status status = day_of(making->stories, item, fingerprint, &day, err);
  if (day > 0)
    making->entries[making->ends[bucket - making->first]++] = (struct stories_entry){key, day, item};
  return status;
}

static sse_status make_bucket(struct making *making, size_t bucket, struct stories_entry *entries,
                              size_t count, sse_error *err) {
  const struct stories *stories = making->stories;
  if (count == 0) return SSE_OK;
  qsort(entries, count, sizeof *entries, compare_entries);
  sse_buffer_clear(&making->data);
  for (size_t i = 0; i < count; i++) {
    const struct shingle shingle = {entries[i].key, entries[i].item};
    sse_buffer_append(&making->data, &shingle, sizeof shingle);
  }
  sse_status status =
      write_bucket(stories->index, making->put, row_of(making->band, bucket), &making->data, err);
  return status ? status : making->on_entries(making->context, entries, count, err);
}

/* Builds the buckets of the current stretch, which have `count` entries. */
static sse_status make_stretch(struct making *making, size_t count, sse_error *err) {
  const uint32_t *counts = making->counts + (making->band << making->bits);
  size_t start = 0;
  making->entries = calloc(count + 1, sizeof *making->entries);
  making->ends = calloc(making->end - making->first + 1, sizeof *making->ends);
  sse_status status = making->entries && making->ends ? SSE_OK : sse_fail_memory(err);
  for (size_t i = making->first; i < making->end && !status; start += counts[i++])
    making->ends[i - making->first] = start;
  if (!status) status = stories_each_fingerprint(making->stories, making, place_entry, err);
  for (size_t i = making->first; i < making->end && !status; i++)
    status =
        make_bucket(making, i, making->entries + making->ends[i - making->first] - counts[i], counts[i], err);
  free(making->entries);
  free(making->ends);
  return status;
}

static sse_status make_band(struct making *making, sse_error *err) {
  const uint32_t *counts = making->counts + (making->band << making->bits);
  size_t share = making->stories->count / STRETCHES, most = share > STRETCH_LEAST ? share : STRETCH_LEAST;
  sse_status status = SSE_OK;
  for (making->first = 0; making->first < (size_t)1 << making->bits && !status; making->first = making->end) {
    size_t count = counts[making->first];
    making->end = making->first + 1;
    while (making->end < (size_t)1 << making->bits && count + counts[making->end] <= most)
      count += counts[making->end++];
    if (count > 0) status = make_stretch(making, count, err);
  }
  return status;
}

sse_status shingles_make(const struct stories *stories, void *context, stories_entries_fn *on_entries,
                         sse_error *err) {
  struct making making = {.stories = stories, .context = context, .on_entries = on_entries};
  while (stories->count >> making.bits > BUCKET && making.bits < BITS_MOST)
    making.bits++;
  making.counts = calloc((size_t)TEXT_SHINGLES << making.bits, sizeof *making.counts);
  sse_status status = making.counts ? SSE_OK : sse_fail_memory(err);
  if (!status) status = index_exec(stories->index, "DELETE FROM shingle", err);
  if (!status) status = put_bits(stories->index, making.bits, err);
  if (!status)
    status =
        index_prepare(stories->index, "INSERT INTO shingle(bucket, data) VALUES(?1, ?2)", &making.put, err);
  if (!status) status = stories_each_fingerprint(stories, &making, count_entries, err);
  for (; making.band < TEXT_SHINGLES && !status; making.band++)
    status = make_band(&making, err);
  (void)sqlite3_finalize(making.put); /* repeats the error */
  free(making.counts);
  sse_buffer_reset(&making.data);
  return status;
}

/* ---- Adding new items ---------------------------------------------------------------------------- */

enum { READ_BITS, READ_FINGERPRINT, READ_BUCKET, PUT_BUCKET, STATEMENTS };

struct adding {
  const struct stories *stories;
  sqlite3_stmt *statements[STATEMENTS];
  unsigned bits;
  sse_buffer data;
  struct stories_entry *entries; /* gathered for a band */
  size_t count, capacity;
};

static sse_status gather(struct adding *adding, struct stories_entry entry, sse_error *err) {
  void *entries = adding->entries;
  if (!sse_array_reserve(&entries, &adding->capacity, adding->count + 1, sizeof entry))
    return sse_fail_memory(err);
  adding->entries = entries;
  adding->entries[adding->count++] = entry;
  return SSE_OK;
}

/* Adds an old item with a key if it may be a copy of one of the new items: the day is checked before the
 * values are read. An item that was removed has no day. */
static sse_status add_old(struct adding *adding, uint32_t key, uint32_t item,
                          const struct stories_entry *added, size_t count, sse_error *err) {
  const struct stories *stories = adding->stories;
  bool is_near = false;
  if (item == 0 || item >= stories->count || stories_is_new(stories, item)) return SSE_OK;
  sse_status status = store_need_norms(stories->store, item, err);
  uint32_t day = status ? 0 : store_day(stories->store, item);
  for (size_t i = 0; i < count && day > 0 && !is_near; i++)
    is_near = day <= added[i].day + STORIES_DAYS && added[i].day <= day + STORIES_DAYS;
  if (status || !is_near) return status;
  status = stories_know(stories, item, err);
  return status ? status : gather(adding, (struct stories_entry){key, day, item}, err);
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

/* Adds the new items with a key to its bucket, and gathers all entries with the key. */
static sse_status add_key(struct adding *adding, size_t band, const struct stories_entry *added, size_t count,
                          sse_error *err) {
  sqlite3_int64 bucket = row_of(band, first_bits(added->key, adding->bits));
  sse_status status = read_bucket(adding, bucket, err);
  size_t length = adding->data.length;
  for (size_t at = 0; at + sizeof(struct shingle) <= length && !status; at += sizeof(struct shingle)) {
    struct shingle shingle;
    memcpy(&shingle, adding->data.data + at, sizeof shingle);
    if (shingle.key == added->key) status = add_old(adding, shingle.key, shingle.item, added, count, err);
  }
  for (size_t i = 0; i < count && !status; i++) {
    const struct shingle shingle = {added[i].key, added[i].item};
    sse_buffer_append(&adding->data, &shingle, sizeof shingle);
    status = gather(adding, added[i], err);
  }
  if (status) return status;
  return write_bucket(adding->stories->index, adding->statements[PUT_BUCKET], bucket, &adding->data, err);
}

/* Finds the key and the day of a new item. */
static sse_status find_key(const struct adding *adding, size_t band, uint32_t item, uint32_t *key,
                           uint32_t *day, sse_error *err) {
  sqlite3_stmt *row = adding->statements[READ_FINGERPRINT];
  const struct stories *stories = adding->stories;
  text_fingerprint fingerprint = {.shingles = {0}};
  sqlite3_int64 number = 0;
  bool bound = sqlite3_bind_int64(row, 1, item) == SQLITE_OK;
  sse_status status = statement_run(stories->index, row, bound, &number, err);
  if (number > 0) (void)stories_fingerprint(row, 1, &fingerprint); /* otherwise it has no shingles */
  index_statement_end(row);
  *key = fingerprint.shingles[band];
  return status ? status : day_of(stories, item, &fingerprint, day, err);
}

static int compare_keys(const void *left, const void *right) {
  const struct stories_entry *a = left, *b = right;
  return (a->key > b->key) - (a->key < b->key);
}

/* Finds the keys of all new items, sorted. */
static sse_status find_keys(const struct adding *adding, size_t band, struct stories_entry *added,
                            size_t *count, sse_error *err) {
  const struct stories *stories = adding->stories;
  sse_status status = SSE_OK;
  *count = 0;
  for (uint32_t i = 1; i < stories->count && !status; i++) {
    if (!stories_is_new(stories, i) || *count == stories->changes->count) continue;
    struct stories_entry *entry = &added[*count];
    entry->item = i;
    status = find_key(adding, band, i, &entry->key, &entry->day, err);
    if (!status && entry->day > 0) ++*count;
  }
  if (*count > 1) qsort(added, *count, sizeof *added, compare_keys);
  return status;
}

/* Adds the new items to a band; `added` has room for all of them. */
static sse_status add_band(struct adding *adding, size_t band, struct stories_entry *added, sse_error *err) {
  size_t count = 0;
  adding->count = 0;
  sse_status status = find_keys(adding, band, added, &count, err);
  for (size_t i = 0, end = 0; i < count && !status; i = end) {
    while (end < count && added[end].key == added[i].key)
      end++;
    status = add_key(adding, band, added + i, end - i, err);
  }
  if (adding->count > 1) qsort(adding->entries, adding->count, sizeof *adding->entries, compare_entries);
  return status;
}

sse_status shingles_add(const struct stories *stories, void *context, stories_entries_fn *on_entries,
                        sse_error *err) {
  static const char *const sql[STATEMENTS] = {
      [READ_BITS] = "SELECT value FROM measure WHERE name = 'shingle bits'",
      [READ_FINGERPRINT] = "SELECT number, data FROM fingerprint WHERE number = ?1",
      [READ_BUCKET] = "SELECT data FROM shingle WHERE bucket = ?1",
      [PUT_BUCKET] = "REPLACE INTO shingle(bucket, data) VALUES(?1, ?2)"};
  struct adding adding = {.stories = stories};
  sqlite3_int64 bits = 0;
  sse_status status = statements_prepare(stories->index, sql, STATEMENTS, adding.statements, err);
  if (!status) status = statement_run(stories->index, adding.statements[READ_BITS], true, &bits, err);
  adding.bits = bits > 0 && bits <= BITS_MOST ? (unsigned)bits : 0;
  struct stories_entry *added = calloc(stories->changes->count + 1, sizeof *added);
  if (!status && !added) status = sse_fail_memory(err);
  for (size_t band = 0; band < TEXT_SHINGLES && !status; band++) {
    status = add_band(&adding, band, added, err);
    if (!status) status = on_entries(context, adding.entries, adding.count, err);
  }
  free(added);
  free(adding.entries);
  statements_finalize(adding.statements, STATEMENTS);
  sse_buffer_reset(&adding.data);
  return status;
}
