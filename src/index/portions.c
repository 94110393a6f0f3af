/* Rows of the table `portion`: for each portion its hash, what later portions must know of it (source_told),
 * its losses, and the items it gave, as a sequence of finder_rows in the byte order of the machine. A portion
 * is stored only if each of its items had a row of its own that the source owned. As long as the source owns
 * them they are unchanged, since the rows of a source are changed only by its own items. */
#include "index/portions.h"
#include "index/statements.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

struct known_portion {
  source_portion portion;       /* without losses; its hash as stored */
  size_t rows, rows_length;     /* finder_rows in known_text */
  size_t losses, losses_length; /* in known_text too */
  bool is_sound;                /* otherwise only its line is valid */
  bool is_taken;
};

struct read_portion {
  source_portion portion;
  size_t before;                /* number of items before it in the file */
  size_t losses, losses_length; /* in read_text */
};

void portions_reset(index_portions *portions) {
  free(portions->known);
  free(portions->read);
  sse_buffer_reset(&portions->known_text);
  sse_buffer_reset(&portions->read_text);
  *portions = (index_portions){0};
}

/* ---- Known portions ------------------------------------------------------------------------------ */

/* Appends bytes to the text; returns their position in it. */
static size_t keep_bytes(index_portions *portions, sse_str bytes, size_t *length) {
  size_t at = portions->known_text.length;
  *length = bytes.length;
  sse_buffer_append_str(&portions->known_text, bytes);
  return at;
}

/* A checksum of a row: a row that does not match it is not used. */
static int64_t seal_of(const source_portion *portion, sse_str rows, sse_str losses) {
  XXH64_hash_t seal = XXH3_64bits_withSeed(portion->hash, sizeof portion->hash, portion->items);
  seal = XXH3_64bits_withSeed(&portion->told, sizeof portion->told, seal);
  seal = XXH3_64bits_withSeed(rows.data ? rows.data : "", rows.length, seal);
  return (int64_t)XXH3_64bits_withSeed(losses.data ? losses.data : "", losses.length, seal);
}

static sse_str column_bytes(sqlite3_stmt *row, int column) {
  const char *data = sqlite3_column_blob(row, column);
  return (sse_str){data, data ? (size_t)sqlite3_column_bytes(row, column) : 0};
}

/* Copies bytes of exactly `size`; for any other length, returns false and leaves `out` alone. */
static bool copy_fixed(sse_str bytes, void *out, size_t size) {
  if (bytes.length != size) return false;
  memcpy(out, bytes.data, size);
  return true;
}

/* A row that fails its checksum is known only by its line, so that it is overwritten or deleted. */
static sse_status add_known(index_portions *portions, sqlite3_stmt *row, sse_error *err) {
  enum { LINE, HASH, TOLD, ITEMS, ROWS, LOSSES, SEAL };
  struct known_portion known = {.portion = {.line = (size_t)sqlite3_column_int64(row, LINE)}};
  source_portion read = {.line = known.portion.line, .items = (size_t)sqlite3_column_int64(row, ITEMS)};
  const sse_str rows = column_bytes(row, ROWS), losses = column_bytes(row, LOSSES);
  void *grown = portions->known;
  unsigned char told[sizeof read.told];
  bool is_sound = copy_fixed(column_bytes(row, HASH), read.hash, sizeof read.hash) &&
                  copy_fixed(column_bytes(row, TOLD), told, sizeof told);
  if (is_sound) memcpy(&read.told, told, sizeof told);
  if (is_sound && seal_of(&read, rows, losses) == sqlite3_column_int64(row, SEAL)) {
    known.portion = read;
    known.rows = keep_bytes(portions, rows, &known.rows_length);
    known.losses = keep_bytes(portions, losses, &known.losses_length);
    known.is_sound = true;
  }
  if (portions->known_text.failed ||
      !sse_array_reserve(&grown, &portions->known_capacity, portions->known_count + 1, sizeof known))
    return sse_fail_memory(err);
  portions->known = grown;
  portions->known[portions->known_count++] = known;
  return SSE_OK;
}

sse_status portions_load(index_portions *portions, const index_db *index, sqlite3_int64 source,
                         sse_error *err) {
  static const char sql[] =
      "SELECT line, hash, told, items, rows, losses, seal FROM portion WHERE source_id = ?1 ORDER BY line";
  sqlite3_stmt *row;
  sse_status status = index_statement(index, sql, &row, err);
  if (status) return status;
  if (sqlite3_bind_int64(row, 1, source) != SQLITE_OK) status = index_fail(index, err);
  while (index_next_row(index, row, &status, err))
    status = add_known(portions, row, err);
  index_statement_end(row);
  return status;
}

static int compare_lines(const void *line, const void *known) {
  size_t a = *(const size_t *)line, b = ((const struct known_portion *)known)->portion.line;
  return (a > b) - (a < b);
}

static struct known_portion *find_known(const index_portions *portions, size_t line) {
  if (portions->known_count == 0) return NULL;
  return bsearch(&line, portions->known, portions->known_count, sizeof *portions->known, compare_lines);
}

/* Turns the hash of a portion into the one that is stored, which also depends on the options of reading. */
static void keep_hash(uint64_t options_hash, source_portion *portion) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical,
                           XXH3_128bits_withSeed(portion->hash, sizeof portion->hash, options_hash));
  memcpy(portion->hash, canonical.digest, sizeof portion->hash);
}

bool portions_know(const index_portions *portions, uint64_t options_hash, source_portion *portion) {
  const struct known_portion *known = find_known(portions, portion->line);
  source_portion kept = *portion;
  keep_hash(options_hash, &kept);
  if (!known || !known->is_sound || memcmp(known->portion.hash, kept.hash, sizeof kept.hash) != 0)
    return false;
  portion->items = known->portion.items;
  portion->told = known->portion.told;
  portion->losses = sse_str_part(sse_buffer_str(&portions->known_text), known->losses,
                                 known->losses + known->losses_length);
  return true;
}

/* ---- Skipping a portion -------------------------------------------------------------------------- */

static sse_str rows_of(const index_portions *portions, const struct known_portion *known) {
  return sse_str_part(sse_buffer_str(&portions->known_text), known->rows, known->rows + known->rows_length);
}

static finder_rows rows_at(sse_str rows, size_t number) {
  finder_rows run;
  memcpy(&run, rows.data + number * sizeof run, sizeof run);
  return run;
}

/* Counts how many of the rows belong to the source. */
static sse_status count_own(const index_db *index, sqlite3_int64 source, finder_rows rows,
                            sqlite3_int64 *count, sse_error *err) {
  static const char sql[] = "SELECT count(*) FROM item WHERE source_id = ?1 AND gone = 0"
                            " AND number BETWEEN ?2 AND ?3";
  sqlite3_stmt *statement;
  sse_status status = index_statement(index, sql, &statement, err);
  if (status) return status;
  bool bound = sqlite3_bind_int64(statement, 1, source) == SQLITE_OK &&
               sqlite3_bind_int64(statement, 2, rows.first) == SQLITE_OK &&
               sqlite3_bind_int64(statement, 3, (sqlite3_int64)rows.first + rows.count - 1) == SQLITE_OK;
  status = statement_run(index, statement, bound, count, err);
  index_statement_end(statement);
  return status;
}

/* Sets `*are` if all rows belong to the source and there are `items` of them. */
static sse_status are_own(const index_db *index, sqlite3_int64 source, sse_str rows, size_t items, bool *are,
                          sse_error *err) {
  sse_status status = SSE_OK;
  size_t counted = 0;
  *are = true;
  for (size_t i = 0; *are && i < rows.length / sizeof(finder_rows) && !status; i++) {
    const finder_rows run = rows_at(rows, i);
    sqlite3_int64 own = 0;
    status = count_own(index, source, run, &own, err);
    *are = !status && own == (sqlite3_int64)run.count;
    counted += run.count;
  }
  *are = *are && counted == items;
  return status;
}

sse_status portions_take(index_portions *portions, const index_db *index, sqlite3_int64 source,
                         index_finder *finder, const source_portion *portion, bool *is_known,
                         sse_error *err) {
  struct known_portion *known = find_known(portions, portion->line);
  *is_known = false;
  if (!known) return SSE_OK;
  const sse_str rows = rows_of(portions, known);
  const size_t count = rows.length / sizeof(finder_rows);
  sse_status status = are_own(index, source, rows, known->portion.items, is_known, err);
  for (size_t i = 0; *is_known && i < count; i++)
    *is_known = !finder_has_marked(finder, rows_at(rows, i));
  for (size_t i = 0; *is_known && i < count && !status; i++)
    status = finder_mark_rows(finder, rows_at(rows, i), err);
  known->is_taken = *is_known;
  return status;
}

/* ---- Recording a portion ------------------------------------------------------------------------- */

void portions_note(index_portions *portions, uint64_t options_hash, const source_portion *portion,
                   size_t before) {
  struct read_portion read = {.portion = *portion,
                              .before = before,
                              .losses = portions->read_text.length,
                              .losses_length = portion->losses.length};
  void *grown = portions->read;
  if (read.losses_length > 0) sse_buffer_append_str(&portions->read_text, portion->losses);
  if (portions->read_text.failed ||
      !sse_array_reserve(&grown, &portions->read_capacity, portions->read_count + 1, sizeof read))
    return;
  keep_hash(options_hash, &read.portion);
  portions->read = grown;
  portions->read[portions->read_count++] = read;
}

/* The position of the next items' rows among those that the source brought. */
struct row_cursor {
  size_t number, within;
};

/* Takes the rows of the next items, and appends them to `out` unless that is NULL; returns false if an item
 * has no row of its own. */
static bool take_rows(const index_finder *finder, struct row_cursor *cursor, size_t items, sse_buffer *out) {
  size_t count;
  const finder_rows *brought = finder_brought(finder, &count);
  bool have_rows = true;
  while (items > 0 && cursor->number < count) {
    const finder_rows *run = &brought[cursor->number];
    size_t left = run->count - cursor->within, taken = items < left ? items : left;
    finder_rows rows = {run->first > 0 ? (uint32_t)(run->first + cursor->within) : 0, (uint32_t)taken};
    have_rows = have_rows && rows.first > 0 && !finder_met_twice(finder, rows);
    if (out) sse_buffer_append(out, (const char *)&rows, sizeof rows);
    cursor->within = taken < left ? cursor->within + taken : 0;
    cursor->number += taken == left;
    items -= taken;
  }
  return have_rows && items == 0;
}

static sse_status forget(const index_db *index, sqlite3_int64 source, size_t line, sse_error *err) {
  static const char sql[] = "DELETE FROM portion WHERE source_id = ?1 AND line = ?2";
  sqlite3_stmt *statement;
  sse_status status = index_statement(index, sql, &statement, err);
  if (status) return status;
  bool bound = sqlite3_bind_int64(statement, 1, source) == SQLITE_OK &&
               sqlite3_bind_int64(statement, 2, (sqlite3_int64)line) == SQLITE_OK;
  return statement_execute(index, statement, bound, err);
}

static bool bind_blob(sqlite3_stmt *statement, int position, const void *data, size_t length) {
  return sqlite3_bind_blob64(statement, position, length > 0 ? data : "", length, SQLITE_STATIC) == SQLITE_OK;
}

static sse_status put(const index_db *index, sqlite3_int64 source, const source_portion *portion,
                      sse_str rows, sse_str losses, sse_error *err) {
  static const char sql[] = "REPLACE INTO portion(source_id, line, hash, told, items, rows, losses, seal)"
                            " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
  sqlite3_stmt *statement;
  sse_status status = index_statement(index, sql, &statement, err);
  if (status) return status;
  bool bound = sqlite3_bind_int64(statement, 1, source) == SQLITE_OK &&
               sqlite3_bind_int64(statement, 2, (sqlite3_int64)portion->line) == SQLITE_OK &&
               bind_blob(statement, 3, portion->hash, sizeof portion->hash) &&
               bind_blob(statement, 4, &portion->told, sizeof portion->told) &&
               sqlite3_bind_int64(statement, 5, (sqlite3_int64)portion->items) == SQLITE_OK &&
               bind_blob(statement, 6, rows.data, rows.length) &&
               bind_blob(statement, 7, losses.data, losses.length) &&
               sqlite3_bind_int64(statement, 8, seal_of(portion, rows, losses)) == SQLITE_OK;
  return statement_execute(index, statement, bound, err);
}

/* Deletes the known portions that are no longer valid: those that were not skipped, or a row of which was
 * later changed by another item of the file. */
static sse_status forget_others(const index_portions *portions, const index_db *index, sqlite3_int64 source,
                                const index_finder *finder, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < portions->known_count && !status; i++) {
    const struct known_portion *known = &portions->known[i];
    bool stands = known->is_taken;
    const sse_str rows = rows_of(portions, known);
    for (size_t row = 0; row < rows.length / sizeof(finder_rows) && stands; row++)
      stands = !finder_met_twice(finder, rows_at(rows, row));
    if (!stands) status = forget(index, source, known->portion.line, err);
  }
  return status;
}

sse_status portions_write(index_portions *portions, const index_db *index, sqlite3_int64 source,
                          const index_finder *finder, sse_error *err) {
  struct row_cursor cursor = {0};
  sse_buffer rows = {0};
  size_t items = 0; /* whose rows have been taken */
  sse_status status = forget_others(portions, index, source, finder, err);
  for (size_t i = 0; i < portions->read_count && !status; i++) {
    const struct read_portion *read = &portions->read[i];
    sse_buffer_clear(&rows);
    (void)take_rows(finder, &cursor, read->before - items, NULL);
    bool is_known = take_rows(finder, &cursor, read->portion.items, &rows);
    items = read->before + read->portion.items;
    if (rows.failed) status = sse_fail_memory(err);
    if (is_known && !status)
      status = are_own(index, source, sse_buffer_str(&rows), read->portion.items, &is_known, err);
    if (status || !is_known) continue;
    sse_str losses =
        sse_str_part(sse_buffer_str(&portions->read_text), read->losses, read->losses + read->losses_length);
    status = put(index, source, &read->portion, sse_buffer_str(&rows), losses, err);
  }
  sse_buffer_reset(&rows);
  return status;
}
