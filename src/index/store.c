/* Facts and briefs in memory, chunk by chunk as the tables have them.
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

static struct table facts_table(const index_store *store) {
  return (struct table){store->facts,
                        sizeof *store->facts,
                        INDEX_FACTS,
                        store->facts_state,
                        "SELECT data FROM facts WHERE chunk = ?1",
                        "REPLACE INTO facts(chunk, data) VALUES(?1, ?2)"};
}

static struct table brief_table(const index_store *store) {
  return (struct table){store->briefs,
                        sizeof *store->briefs,
                        INDEX_BRIEFS,
                        store->brief_state,
                        "SELECT data FROM brief WHERE chunk = ?1",
                        "REPLACE INTO brief(chunk, data, oldest, newest) VALUES(?1, ?2, ?3, ?4)"};
}

sse_status store_begin(const index_db *index, size_t count, size_t old_count, index_store *store,
                       sse_error *err) {
  *store = (index_store){.index = index, .count = count, .old_count = old_count};
  store->facts = calloc(count + 1, sizeof *store->facts);
  store->briefs = calloc(count + 1, sizeof *store->briefs);
  store->facts_state = calloc(count / INDEX_FACTS + 1, 1);
  store->brief_state = calloc(count / INDEX_BRIEFS + 1, 1);
  if (!store->facts || !store->briefs || !store->facts_state || !store->brief_state)
    return sse_fail_memory(err);
  sse_status status = SSE_OK;
  for (size_t number = old_count; number < count && !status; number += INDEX_FACTS)
    status = store_change(store, number, err);
  return status || count <= old_count ? status : store_change(store, count - 1, err);
}

void store_reset(index_store *store) {
  free(store->facts);
  free(store->briefs);
  free(store->facts_state);
  free(store->brief_state);
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
    status = index_fail_damaged(index_path(store->index), "facts", err);
  }
  index_statement_end(row);
  return status;
}

sse_status store_need(index_store *store, size_t number, sse_error *err) {
  const struct table table = facts_table(store);
  return need(store, &table, number / INDEX_FACTS, err);
}

sse_status store_need_brief(index_store *store, size_t number, sse_error *err) {
  const struct table table = brief_table(store);
  return need(store, &table, number / INDEX_BRIEFS, err);
}

sse_status store_need_all_briefs(index_store *store, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t number = 0; number < store->count && !status; number += INDEX_BRIEFS)
    status = store_need_brief(store, number, err);
  return status;
}

sse_status store_change(index_store *store, size_t number, sse_error *err) {
  sse_status status = store_need(store, number, err);
  if (!status) status = store_need_brief(store, number, err);
  if (status) return status;
  store->facts_state[number / INDEX_FACTS] |= CHANGED;
  store->brief_state[number / INDEX_BRIEFS] |= CHANGED;
  return SSE_OK;
}

/* Binds the days of a chunk's items: its index_span. */
static bool bind_span(const index_store *store, sqlite3_stmt *write, size_t first, size_t count) {
  int oldest = INDEX_NO_DAY, newest = 0;
  for (size_t i = first; i < first + count; i++) {
    int day = (int)index_brief_day(&store->briefs[i]);
    if (day > newest) newest = day;
    if (day > 0 && day < oldest) oldest = day;
  }
  return sqlite3_bind_int(write, 3, oldest) == SQLITE_OK && sqlite3_bind_int(write, 4, newest) == SQLITE_OK;
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
    if (sqlite3_bind_parameter_count(write) > 2) bound = bound && bind_span(store, write, first, count);
    status = statement_execute(store->index, write, bound, err);
  }
  (void)sqlite3_finalize(write); /* repeats the error */
  return status;
}

sse_status store_write(index_store *store, sse_error *err) {
  const struct table facts = facts_table(store), briefs = brief_table(store);
  sse_status status = write_table(store, &facts, err);
  return status ? status : write_table(store, &briefs, err);
}
