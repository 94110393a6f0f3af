/* Values and norms in memory, chunk by chunk as the tables have them.
 * A chunk is read when it is first needed and written if it was changed.
 * Items that came since the tables were written have chunks of zeros at first. */
#include "index/store.h"
#include "index/schema.h"
#include "index/statements.h"

#include <stdlib.h>
#include <string.h>

enum { READ = 1, CHANGED = 2 };

/* One of the two tables. */
struct table {
  void *all;
  size_t size, per_chunk;
  unsigned char *states;
  const char *read_sql, *write_sql;
};

static struct table values_table(const index_store *store) {
  return (struct table){store->values,
                        sizeof *store->values,
                        INDEX_VALUES,
                        store->values_state,
                        "SELECT data FROM doc_values WHERE chunk = ?1",
                        "REPLACE INTO doc_values(chunk, data) VALUES(?1, ?2)"};
}

static struct table norms_table(const index_store *store) {
  return (struct table){store->norms,
                        sizeof *store->norms,
                        INDEX_NORMS,
                        store->norms_state,
                        "SELECT data FROM norms WHERE chunk = ?1",
                        "REPLACE INTO norms(chunk, data) VALUES(?1, ?2)"};
}

static struct table days_table(const index_store *store) {
  return (struct table){store->days,
                        sizeof *store->days,
                        INDEX_DAYS,
                        store->days_state,
                        "SELECT data FROM days WHERE chunk = ?1",
                        "REPLACE INTO days(chunk, data) VALUES(?1, ?2)"};
}

sse_status store_begin(const index_db *index, size_t count, size_t old_count, index_store *store,
                       sse_error *err) {
  *store = (index_store){.index = index, .count = count, .old_count = old_count};
  store->values = calloc(count + 1, sizeof *store->values);
  store->norms = calloc(count + 1, sizeof *store->norms);
  store->days = calloc(count + 1, sizeof *store->days);
  store->days_state = calloc(count / INDEX_DAYS + 1, 1);
  store->values_state = calloc(count / INDEX_VALUES + 1, 1);
  store->norms_state = calloc(count / INDEX_NORMS + 1, 1);
  if (!store->values || !store->norms || !store->values_state || !store->norms_state || !store->days ||
      !store->days_state)
    return sse_fail_memory(err);
  sse_status status = SSE_OK;
  for (size_t number = old_count; number < count && !status; number += INDEX_VALUES)
    status = store_change(store, number, err);
  return status || count <= old_count ? status : store_change(store, count - 1, err);
}

void store_reset(index_store *store) {
  free(store->values);
  free(store->norms);
  free(store->days);
  free(store->days_state);
  free(store->values_state);
  free(store->norms_state);
  *store = (index_store){0};
}

/* Reads a chunk, as far as the tables have it. */
static sse_status need(const index_store *store, const struct table *table, size_t chunk, sse_error *err) {
  sqlite3_stmt *row;
  sqlite3_int64 ignored;
  size_t first = chunk * table->per_chunk;
  if (table->states[chunk] != 0 || first >= store->old_count) return SSE_OK;
  size_t left = store->old_count - first, count = left < table->per_chunk ? left : table->per_chunk;
  sse_status status = index_statement(store->index, table->read_sql, &row, err);
  if (status) return status;
  bool bound = sqlite3_bind_int64(row, 1, (sqlite3_int64)chunk) == SQLITE_OK;
  status = statement_run(store->index, row, bound, &ignored, err);
  const void *data = status ? NULL : sqlite3_column_blob(row, 0);
  if (data && (size_t)sqlite3_column_bytes(row, 0) >= count * table->size) {
    memcpy((char *)table->all + first * table->size, data, count * table->size);
    table->states[chunk] = READ;
  } else if (!status) {
    status = index_fail_damaged(index_path(store->index), "values", err);
  }
  index_statement_end(row);
  return status;
}

sse_status store_need(index_store *store, size_t number, sse_error *err) {
  const struct table table = values_table(store);
  return need(store, &table, number / INDEX_VALUES, err);
}

sse_status store_need_norms(index_store *store, size_t number, sse_error *err) {
  const struct table norms = norms_table(store), days = days_table(store);
  sse_status status = need(store, &norms, number / INDEX_NORMS, err);
  return status ? status : need(store, &days, number / INDEX_DAYS, err);
}

sse_status store_need_all_norms(index_store *store, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t number = 0; number < store->count && !status; number += INDEX_DAYS)
    status = store_need_norms(store, number, err);
  return status;
}

sse_status store_change(index_store *store, size_t number, sse_error *err) {
  sse_status status = store_need(store, number, err);
  if (!status) status = store_need_norms(store, number, err);
  if (status) return status;
  store->values_state[number / INDEX_VALUES] |= CHANGED;
  store->norms_state[number / INDEX_NORMS] |= CHANGED;
  store->days_state[number / INDEX_DAYS] |= CHANGED;
  return SSE_OK;
}

uint32_t store_day(const index_store *store, size_t number) {
  return index_day_number(&store->days[number]);
}

static sse_status write_span(const index_store *store, sqlite3_stmt *write, size_t chunk, sse_error *err) {
  int oldest = INDEX_NO_DAY, newest = 0;
  for (size_t i = chunk * INDEX_DAYS; i < (chunk + 1) * INDEX_DAYS && i < store->count; i++) {
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

static sse_status write_table(const index_store *store, const struct table *table, sse_error *err) {
  sqlite3_stmt *write;
  sse_status status = index_prepare(store->index, table->write_sql, &write, err);
  for (size_t chunk = 0; chunk * table->per_chunk < store->count && !status; chunk++) {
    size_t first = chunk * table->per_chunk, left = store->count - first;
    size_t count = left < table->per_chunk ? left : table->per_chunk;
    if (!(table->states[chunk] & CHANGED)) continue;
    bool bound = sqlite3_bind_int64(write, 1, (sqlite3_int64)chunk) == SQLITE_OK &&
                 sqlite3_bind_blob64(write, 2, (const char *)table->all + first * table->size,
                                     count * table->size, SQLITE_STATIC) == SQLITE_OK;
    status = statement_execute(store->index, write, bound, err);
  }
  (void)sqlite3_finalize(write); /* repeats the error */
  return status;
}

sse_status store_write(index_store *store, sse_error *err) {
  const struct table values = values_table(store), norms = norms_table(store), days = days_table(store);
  sse_status status = write_table(store, &values, err);
  if (!status) status = write_table(store, &norms, err);
  if (!status) status = write_table(store, &days, err);
  return status ? status : write_spans(store, err);
}
