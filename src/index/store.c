/* Values, norms and days in memory, chunk by chunk as the tables have them.
 * A chunk is read when first needed and written if it was changed: norms and days at the end, values before
 * another chunk takes their slot. Items added since the tables were written start in chunks of zeros. */
#include "index/store.h"
#include "index/connection.h"
#include "index/schema.h"
#include "index/statements.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS = 512 /* chunks of values in memory, 8 MiB: enough for all of 400,000 items */ };

/* States of a chunk. */
enum {
  READ = 1,    /* norms and days: it is in memory */
  CHANGED = 2, /* it must be written */
  WRITTEN = 4  /* values: it has been written, so the table has all of it */
};

/* A chunk of values in memory; chunk n can only be in slot n % SLOTS. */
struct store_slot {
  size_t chunk;
  index_values *values; /* NULL: none yet */
};

static const char read_values_sql[] = "SELECT data FROM doc_values WHERE chunk = ?1";
static const char write_values_sql[] = "REPLACE INTO doc_values(chunk, data) VALUES(?1, ?2)";

/* Norms or days. */
struct column {
  void *all; /* by number */
  size_t size, per_chunk;
  unsigned char *state;
  const char *read_sql, *write_sql;
};

static struct column norms_of(const index_store *store) {
  return (struct column){store->norms,
                         sizeof *store->norms,
                         INDEX_NORMS,
                         store->norms_state,
                         "SELECT data FROM norms WHERE chunk = ?1",
                         "REPLACE INTO norms(chunk, data) VALUES(?1, ?2)"};
}

static struct column days_of(const index_store *store) {
  return (struct column){store->days,
                         sizeof *store->days,
                         INDEX_DAYS,
                         store->days_state,
                         "SELECT data FROM days WHERE chunk = ?1",
                         "REPLACE INTO days(chunk, data) VALUES(?1, ?2)"};
}

sse_status store_begin(const index_db *index, size_t count, size_t old_count, index_store *store,
                       sse_error *err) {
  *store = (index_store){.index = index, .count = count, .old_count = old_count};
  store->slots = calloc(SLOTS, sizeof *store->slots);
  store->norms = calloc(count + 1, sizeof *store->norms);
  store->values_state = calloc(count / INDEX_VALUES + 1, 1);
  store->norms_state = calloc(count / INDEX_NORMS + 1, 1);
  store->days = calloc(count + 1, sizeof *store->days);
  store->days_state = calloc(count / INDEX_DAYS + 1, 1);
  if (!store->slots || !store->norms || !store->days || !store->values_state || !store->norms_state ||
      !store->days_state)
    return sse_fail_memory(err);
  sse_status status = SSE_OK;
  for (size_t number = old_count; number < count && !status; number++) {
    store->values_state[number / INDEX_VALUES] |= CHANGED;
    status = store_change_norms(store, number, err);
  }
  return status;
}

void store_reset(index_store *store) {
  for (size_t i = 0; store->slots && i < SLOTS; i++)
    free(store->slots[i].values);
  free(store->slots);
  free(store->norms);
  free(store->days);
  free(store->values_state);
  free(store->norms_state);
  free(store->days_state);
  *store = (index_store){0};
}

/* The number of items in a chunk, of `count` in all. */
static size_t part_of(size_t count, size_t chunk, size_t per_chunk) {
  size_t first = chunk * per_chunk, left = first < count ? count - first : 0;
  return left < per_chunk ? left : per_chunk;
}

/* Reads the data of a chunk, which must be at least `length` bytes. */
static sse_status read_chunk(const index_store *store, const char *sql, size_t chunk, void *to, size_t length,
                             sse_error *err) {
  sqlite3_stmt *row;
  sqlite3_int64 ignored;
  if (length == 0) return SSE_OK;
  sse_status status = index_statement(store->index, sql, &row, err);
  if (status) return status;
  bool bound = sqlite3_bind_int64(row, 1, (sqlite3_int64)chunk) == SQLITE_OK;
  status = statement_run(store->index, row, bound, &ignored, err);
  const void *data = status ? NULL : sqlite3_column_blob(row, 0);
  if (data && (size_t)sqlite3_column_bytes(row, 0) >= length) {
    memcpy(to, data, length);
  } else if (!status) {
    status = index_fail_damaged(index_path(store->index), "values", err);
  }
  index_statement_end(row);
  return status;
}

/* ---- Values -------------------------------------------------------------------------------------- */

static sse_status write_slot(index_store *store, const struct store_slot *slot, sse_error *err) {
  sqlite3_stmt *write;
  size_t count = part_of(store->count, slot->chunk, INDEX_VALUES);
  sse_status status = index_statement(store->index, write_values_sql, &write, err);
  if (status) return status;
  bool bound =
      sqlite3_bind_int64(write, 1, (sqlite3_int64)slot->chunk) == SQLITE_OK &&
      sqlite3_bind_blob64(write, 2, slot->values, count * sizeof *slot->values, SQLITE_STATIC) == SQLITE_OK;
  status = statement_execute(store->index, write, bound, err);
  if (!status) store->values_state[slot->chunk] = WRITTEN;
  return status;
}

/* Loads a chunk into its slot, replacing the one that was there. */
static sse_status load(index_store *store, size_t chunk, sse_error *err) {
  struct store_slot *slot = &store->slots[chunk % SLOTS];
  sse_status status = SSE_OK;
  if (slot->values && slot->chunk == chunk) return SSE_OK;
  if (slot->values && store->values_state[slot->chunk] & CHANGED) status = write_slot(store, slot, err);
  if (status) return status;
  free(slot->values);
  slot->values = calloc(INDEX_VALUES, sizeof *slot->values);
  slot->chunk = chunk;
  if (!slot->values) return sse_fail_memory(err);
  size_t known = store->values_state[chunk] & WRITTEN ? store->count : store->old_count;
  return read_chunk(store, read_values_sql, chunk, slot->values,
                    part_of(known, chunk, INDEX_VALUES) * sizeof *slot->values, err);
}

static sse_status find_values(index_store *store, size_t number, int state, index_values **values,
                              sse_error *err) {
  size_t chunk = number / INDEX_VALUES;
  sse_status status = load(store, chunk, err);
  *values = NULL;
  if (status) return status;
  *values = &store->slots[chunk % SLOTS].values[number % INDEX_VALUES];
  store->values_state[chunk] |= (unsigned char)state;
  return SSE_OK;
}

sse_status store_values(index_store *store, size_t number, const index_values **values, sse_error *err) {
  index_values *found;
  sse_status status = find_values(store, number, 0, &found, err);
  *values = found;
  return status;
}

sse_status store_change_values(index_store *store, size_t number, index_values **values, sse_error *err) {
  return find_values(store, number, CHANGED, values, err);
}

static sse_status write_values(index_store *store, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t chunk = 0; chunk * INDEX_VALUES < store->count && !status; chunk++) {
    if (!(store->values_state[chunk] & CHANGED)) continue;
    status = load(store, chunk, err);
    if (!status) status = write_slot(store, &store->slots[chunk % SLOTS], err);
  }
  return status;
}

/* ---- Norms and days ------------------------------------------------------------------------------ */

static sse_status need(const index_store *store, const struct column *column, size_t number, sse_error *err) {
  size_t chunk = number / column->per_chunk, count = part_of(store->old_count, chunk, column->per_chunk);
  if (column->state[chunk] & READ) return SSE_OK;
  sse_status status =
      read_chunk(store, column->read_sql, chunk,
                 (char *)column->all + chunk * column->per_chunk * column->size, count * column->size, err);
  if (!status) column->state[chunk] |= READ;
  return status;
}

sse_status store_need_norms(index_store *store, size_t number, sse_error *err) {
  const struct column norms = norms_of(store), days = days_of(store);
  sse_status status = need(store, &norms, number, err);
  return status ? status : need(store, &days, number, err);
}

sse_status store_need_all_norms(index_store *store, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t number = 0; number < store->count && !status; number += INDEX_DAYS) /* the smaller chunks */
    status = store_need_norms(store, number, err);
  return status;
}

sse_status store_change_norms(index_store *store, size_t number, sse_error *err) {
  sse_status status = store_need_norms(store, number, err);
  if (status) return status;
  store->norms_state[number / INDEX_NORMS] |= CHANGED;
  store->days_state[number / INDEX_DAYS] |= CHANGED;
  return SSE_OK;
}

uint32_t store_day(const index_store *store, size_t number) {
  return index_day_number(&store->days[number]);
}

void store_set_day(index_store *store, size_t number, uint32_t day) {
  store->days[number] = (index_day){{(uint8_t)day, (uint8_t)(day >> 8), (uint8_t)(day >> 16)}};
}

static sse_status write_column(const index_store *store, const struct column *column, sse_error *err) {
  sqlite3_stmt *write;
  sse_status status = index_prepare(store->index, column->write_sql, &write, err);
  for (size_t chunk = 0; chunk * column->per_chunk < store->count && !status; chunk++) {
    size_t first = chunk * column->per_chunk, count = part_of(store->count, chunk, column->per_chunk);
    if (!(column->state[chunk] & CHANGED)) continue;
    bool bound = sqlite3_bind_int64(write, 1, (sqlite3_int64)chunk) == SQLITE_OK &&
                 sqlite3_bind_blob64(write, 2, (const char *)column->all + first * column->size,
                                     count * column->size, SQLITE_STATIC) == SQLITE_OK;
    status = statement_execute(store->index, write, bound, err);
  }
  (void)sqlite3_finalize(write); /* repeats the error */
  return status;
}

/* Writes the index_span of a chunk of days. */
static sse_status write_span(const index_store *store, sqlite3_stmt *write, size_t chunk, sse_error *err) {
  size_t first = chunk * INDEX_DAYS, count = part_of(store->count, chunk, INDEX_DAYS);
  int oldest = INDEX_NO_DAY, newest = 0;
  for (size_t i = first; i < first + count; i++) {
    int day = (int)store_day(store, i);
    if (day > newest) newest = day;
    if (day > 0 && day < oldest) oldest = day;
  }
  bool bound = sqlite3_bind_int64(write, 1, (sqlite3_int64)chunk) == SQLITE_OK &&
               sqlite3_bind_int(write, 2, oldest) == SQLITE_OK &&
               sqlite3_bind_int(write, 3, newest) == SQLITE_OK;
  return statement_execute(store->index, write, bound, err);
}

static sse_status write_spans(const index_store *store, sse_error *err) {
  static const char sql[] = "REPLACE INTO span(chunk, oldest, newest) VALUES(?1, ?2, ?3)";
  sqlite3_stmt *write;
  sse_status status = index_prepare(store->index, sql, &write, err);
  for (size_t chunk = 0; chunk * INDEX_DAYS < store->count && !status; chunk++)
    if (store->days_state[chunk] & CHANGED) status = write_span(store, write, chunk, err);
  (void)sqlite3_finalize(write); /* repeats the error */
  return status;
}

sse_status store_write(index_store *store, sse_error *err) {
  const struct column norms = norms_of(store), days = days_of(store);
  sse_status status = write_values(store, err);
  if (!status) status = write_column(store, &norms, err);
  if (!status) status = write_column(store, &days, err);
  return status ? status : write_spans(store, err);
}
