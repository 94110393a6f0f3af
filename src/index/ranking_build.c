/* Builds the ranking data at the end of a run that changed something: the values of each item, and the lists
 * of frequent words. If little changed, the changes that were noted (changes.h) are applied; otherwise
 * everything is rebuilt in one pass over items and doclists. Both give the same result, except that the
 * choice of words with lists, the spellings and the compounds change only in a rebuild. */
#include "index/ranking_build.h"
#include "base/url.h"
#include "index/changes.h"
#include "index/compounds.h"
#include "index/connection.h"
#include "index/lists/bm25.h"
#include "index/lists/measures.h"
#include "index/lists/write.h"
#include "index/sketch.h"
#include "index/spelling.h"
#include "index/statements.h"
#include "index/stories.h"
#include "index/tags.h"

#include <stdlib.h>
#include <string.h>

enum { LABELS_MOST = 65535 };

struct building {
  const index_db *index;
  index_changes *changes; /* NULL in a rebuild */
  index_store store;
  uint32_t *places; /* by number; only in a rebuild */
  index_measures measures;
  size_t changed; /* items changed since the last rebuild */
};

/* ---- Values -------------------------------------------------------------------------------------- */

/* Stores a row of a statement in the values. */
typedef sse_status row_fn(struct building *building, sqlite3_stmt *row, sse_error *err);

static sse_status each_row(struct building *building, const char *sql, row_fn *on_row, sse_error *err) {
  sqlite3_stmt *statement;
  sse_status status = index_prepare(building->index, sql, &statement, err);
  while (index_next_row(building->index, statement, &status, err))
    status = on_row(building, statement, err);
  (void)sqlite3_finalize(statement); /* repeats the error */
  return status;
}

/* The number of the item in the first column. */
static sse_status find_number(const struct building *building, sqlite3_stmt *row, size_t *number,
                              sse_error *err) {
  sqlite3_int64 found = sqlite3_column_int64(row, 0);
  *number = (size_t)found;
  if (found >= 0 && (uint64_t)found < building->store.count) return SSE_OK;
  return index_fail_damaged(index_path(building->index), "numbers", err);
}

/* Called in the order of the ids. */
static sse_status place_item(struct building *building, sqlite3_stmt *row, sse_error *err) {
  size_t number;
  sse_status status = find_number(building, row, &number, err);
  if (!status) building->places[number] = ++building->measures.items;
  return status;
}

/* Julian day of the day before day 1 (Fliegel and Van Flandern, CACM 11(10), 1968). */
enum { JULIAN_START = 1721425 };

uint32_t index_day_of(sse_date date) {
  int year = date.year, month = date.month > 0 ? date.month : 1, day = date.day > 0 ? date.day : 1;
  int shift = (month - 14) / 12;
  int julian = day - 32075 + 1461 * (year + 4800 + shift) / 4 + 367 * (month - 2 - shift * 12) / 12 -
               3 * ((year + 4900 + shift) / 100) / 4;
  return year == 0 ? 0 : (uint32_t)(julian - JULIAN_START); /* a date has a year from 1 to 9999 */
}

sse_date index_date_of(uint32_t day) {
  int l = (int)day + JULIAN_START + 68569, n = 4 * l / 146097;
  l -= (146097 * n + 3) / 4;
  int i = 4000 * (l + 1) / 1461001;
  l = l - 1461 * i / 4 + 31;
  int j = 80 * l / 2447;
  sse_date date = {.day = l - 2447 * j / 80};
  l = j / 11;
  date.month = j + 2 - 12 * l;
  date.year = 100 * (n - 49) + i + l;
  if (day == 0) date = (sse_date){0};
  return date;
}

enum { DAY_S = 86400, DAY_OF_1970 = 719163 /* index_day_of */ };

/* The day of a time in seconds since 1970, as index_seen_day reads it. */
static uint16_t seen_of(int64_t seconds) {
  int64_t day = seconds > 0 ? seconds / DAY_S + 1 : 0;
  return (uint16_t)(day <= UINT16_MAX ? day : UINT16_MAX);
}

uint32_t index_seen_day(uint16_t seen) {
  return seen > 0 ? seen + DAY_OF_1970 - 1u : 0;
}

/* The columns that take_item reads; 8, 16, 32 and 64 are INDEX_HAS_URL, _TAGS, _BODY and _AUTHOR. */
#define ITEM_SQL                                                                                             \
  "SELECT i.number, date, s.number, l.number, g.number, h.number,"                                           \
  " iif(url IS NULL, 0, 8) | iif(tags IS NULL, 0, 16) | iif(body = '', 0, 32) |"                             \
  " iif(author IS NULL, 0, 64), first_seen, i.changed FROM item AS i"                                        \
  " JOIN source AS o ON o.number = i.source_id"                                                              \
  " LEFT JOIN label AS g ON g.kind = 3 AND g.name = o.grp"                                                   \
  " LEFT JOIN label AS s ON s.kind = 1 AND s.name = i.source"                                                \
  " LEFT JOIN label AS l ON l.kind = 2 AND l.name = i.lang"                                                  \
  " LEFT JOIN label AS h ON h.kind = 4 AND h.name = sse_site(i.url)"

static sse_status take_item(struct building *building, sqlite3_stmt *row, sse_error *err) {
  index_values *values = NULL;
  sse_date date = {0};
  size_t number;
  sse_status status = find_number(building, row, &number, err);
  if (!status) status = store_change_values(&building->store, number, &values, err);
  if (status) return status;
  if (building->places) values->place = building->places[number];
  if (sse_date_parse(index_column(row, 1), &date)) {
    values->day = index_day_of(date);
    values->flags |= (uint8_t)((date.month > 0 ? INDEX_HAS_MONTH : 0) | (date.day > 0 ? INDEX_HAS_DAY : 0));
  }
  sqlite3_int64 source = sqlite3_column_int64(row, 2), lang = sqlite3_column_int64(row, 3),
                group = sqlite3_column_int64(row, 4);
  values->source = (uint16_t)(source < LABELS_MOST ? source : LABELS_MOST);
  values->lang = (uint8_t)(lang < UINT8_MAX ? lang : UINT8_MAX);
  values->group = (uint8_t)(group < UINT8_MAX ? group : UINT8_MAX);
  sqlite3_int64 site = sqlite3_column_int64(row, 5);
  values->site = (uint16_t)(site < LABELS_MOST ? site : LABELS_MOST);
  values->flags |= (uint8_t)(INDEX_IS_ITEM | sqlite3_column_int(row, 6));
  values->seen = seen_of(sqlite3_column_int64(row, 7));
  values->changed = seen_of(sqlite3_column_int64(row, 8));
  return SSE_OK;
}

/* Reads FTS5's own record of lengths: one varint per column, seven bits per byte, the most significant first.
 * `at` is the offset of the first. */
static void read_lengths(sqlite3_stmt *row, int column, size_t at, uint64_t lengths[INDEX_COLUMNS]) {
  const unsigned char *bytes = sqlite3_column_blob(row, column);
  size_t length = (size_t)sqlite3_column_bytes(row, column), filled = 0;
  memset(lengths, 0, INDEX_COLUMNS * sizeof *lengths);
  for (size_t i = at; i < length && filled < INDEX_COLUMNS; i++) {
    lengths[filled] = lengths[filled] << 7 | (bytes[i] & 0x7F);
    if (bytes[i] < 0x80) filled++;
  }
}

static sse_status take_lengths(struct building *building, sqlite3_stmt *row, sse_error *err) {
  uint64_t lengths[INDEX_COLUMNS];
  const index_values *values = NULL;
  size_t number;
  sse_status status = find_number(building, row, &number, err);
  if (!status) status = store_values(&building->store, number, &values, err);
  if (!status) status = store_change_norms(&building->store, number, err);
  if (status) return status;
  read_lengths(row, 1, 0, lengths);
  index_norms *norms = &building->store.norms[number];
  norms->title_length = bm25_length_code(lengths[INDEX_TITLE] + lengths[INDEX_TAGS]);
  norms->body_length = bm25_length_code(lengths[INDEX_BODY]);
  store_set_day(&building->store, number, values->day);
  return SSE_OK;
}

/* The total lengths of all items, which FTS5 stores after the number of items. */
static sse_status take_totals(struct building *building, sqlite3_stmt *row, sse_error *err) {
  const unsigned char *bytes = sqlite3_column_blob(row, 0);
  size_t length = (size_t)sqlite3_column_bytes(row, 0), at = 0;
  uint64_t sums[INDEX_COLUMNS];
  (void)err;
  while (at < length && bytes[at] >= 0x80)
    at++;
  read_lengths(row, 0, at + 1, sums);
  double items = building->measures.items > 0 ? building->measures.items : 1;
  index_measures_prepare(&building->measures, (double)(sums[INDEX_TITLE] + sums[INDEX_TAGS]) / items,
                         (double)sums[INDEX_BODY] / items);
  return SSE_OK;
}

static sse_status measure_lengths(struct building *building, sse_error *err) {
  index_measures_prepare(&building->measures, 0, 0); /* in case there was never an item */
  return each_row(building, "SELECT block FROM terms_data WHERE id = 1", take_totals, err);
}

static sse_status write_measures(struct building *building, sse_error *err) {
  const index_measures *measures = &building->measures;
  const struct {
    const char *name;
    double value;
  } rows[] = {{"items", measures->items},
              {"numbers", (double)building->store.count},
              {"changes", (double)building->changed},
              {"title length", measures->title_length},
              {"body length", measures->body_length}};
  sqlite3_stmt *put;
  sse_status status =
      index_prepare(building->index, "REPLACE INTO measure(name, value) VALUES(?1, ?2)", &put, err);
  for (size_t i = 0; i < sizeof rows / sizeof *rows && !status; i++) {
    bool bound = statement_bind_str(put, 1, sse_str_of(rows[i].name)) &&
                 sqlite3_bind_double(put, 2, rows[i].value) == SQLITE_OK;
    status = statement_execute(building->index, put, bound, err);
  }
  (void)sqlite3_finalize(put); /* repeats the error */
  return status;
}

static sse_status read_count(struct building *building, size_t *count, sse_error *err) {
  sqlite3_stmt *row;
  sqlite3_int64 last = 0;
  sse_status status = index_prepare(building->index, "SELECT coalesce(max(number), 0) FROM item", &row, err);
  if (status) return status;
  status = statement_run(building->index, row, true, &last, err);
  (void)sqlite3_finalize(row); /* repeats the error */
  *count = (size_t)last + 1;
  return status;
}

/* ---- Rebuilding everything ------------------------------------------------------------------------ */

/* All but `places` are visited in the order of item numbers. */
static sse_status make_values(struct building *building, size_t count, sse_error *err) {
  building->measures = (index_measures){.items = 0};
  building->changed = 0;
  sse_status status = store_begin(building->index, count, 0, &building->store, err);
  building->places = status ? NULL : calloc(count + 1, sizeof *building->places);
  if (!status && !building->places) status = sse_fail_memory(err);
  if (!status) status = each_row(building, "SELECT number FROM item ORDER BY id", place_item, err);
  if (!status) status = each_row(building, ITEM_SQL, take_item, err);
  free(building->places);
  building->places = NULL;
  if (!status) status = each_row(building, "SELECT id, sz FROM terms_docsize", take_lengths, err);
  if (!status) status = measure_lengths(building, err);
  return status ? status : store_write(&building->store, err);
}

/* The values are dropped first: what is built from them is the larger part of the memory. Whoever needs them
 * afterwards reads them again. */
static sse_status make_stories(struct building *building, sse_error *err) {
  size_t count = building->store.count;
  store_reset(&building->store);
  sse_status status = store_begin(building->index, count, count, &building->store, err);
  if (!status) status = stories_build(building->index, &building->store, NULL, err);
  if (!status) status = store_write(&building->store, err);
  return status ? status : tags_write(&building->store, NULL, err);
}

static sse_status make_all(struct building *building, sse_error *err) {
  static const char clear[] =
      "DELETE FROM doc_values; DELETE FROM norms; DELETE FROM days; DELETE FROM span; DELETE FROM list; "
      "DELETE FROM part; DELETE FROM label;"
      "DELETE FROM tag; DELETE FROM tagged;"
      "WITH pair AS MATERIALIZED (SELECT DISTINCT source, lang FROM item),"
      " name(kind, name) AS (SELECT 1, source FROM pair UNION SELECT 2, lang FROM pair"
      " UNION SELECT 3, grp FROM source UNION SELECT 4, sse_site(url) FROM item)"
      " INSERT INTO label(kind, number, name)"
      " SELECT kind, row_number() OVER (PARTITION BY kind ORDER BY name), name FROM name WHERE name NOT NULL";
  size_t count = 0;
  sse_status status = index_exec(building->index, clear, err);
  if (!status) status = read_count(building, &count, err);
  if (!status) status = make_values(building, count, err);
  if (!status) status = make_stories(building, err);
  if (!status) status = write_measures(building, err);
  if (!status) status = store_need_all_norms(&building->store, err);
  if (!status) status = list_write_all(&building->store, &building->measures, err);
  if (!status) status = spelling_build(building->index, building->measures.items, err);
  if (!status) status = sketch_build(building->index, err);
  return status ? status : compounds_build(building->index, err);
}

/* ---- Applying changes ----------------------------------------------------------------------------- */

enum { TAKE, LENGTHS, LABEL, BEFORE, STATEMENTS };

/* Gives an added item the place of the one before it by id, and likewise the added ones between the two:
 * items with the same place are ordered by their ids (index_is_before). */
static sse_status find_place(struct building *building, sqlite3_stmt *before, size_t item, sse_error *err) {
  index_changes *changes = building->changes;
  index_store *store = &building->store;
  index_values *values = NULL;
  const index_values *of_other = NULL;
  sse_status status = SSE_OK;
  uint32_t place = 0;
  size_t passed = 0;
  if (sqlite3_bind_int64(before, 1, (sqlite3_int64)item) != SQLITE_OK)
    status = index_fail(building->index, err);
  for (; index_next_row(building->index, before, &status, err); passed++) {
    size_t other = (size_t)sqlite3_column_int64(before, 0);
    if (changes_has(changes, other, CHANGES_ADDED) && !changes_has(changes, other, CHANGES_PLACED)) continue;
    status = store_values(store, other, &of_other, err);
    if (!status) place = of_other->place;
    break;
  }
  (void)sqlite3_reset(before); /* repeats the error; the same rows again */
  for (; passed > 0 && index_next_row(building->index, before, &status, err); passed--) {
    size_t other = (size_t)sqlite3_column_int64(before, 0);
    status = store_change_values(store, other, &values, err);
    if (!status) values->place = place;
    changes_touch(changes, (sqlite3_int64)other, CHANGES_PLACED);
  }
  index_statement_end(before);
  if (!status) status = store_change_values(store, item, &values, err);
  if (!status) values->place = place;
  changes_touch(changes, (sqlite3_int64)item, CHANGES_PLACED);
  return status;
}

/* Runs a statement for one item, and takes its row, if there is one. */
static sse_status take_row(struct building *building, sqlite3_stmt *statement, size_t item, row_fn *on_row,
                           sse_error *err) {
  sse_status status = SSE_OK;
  int result = sqlite3_bind_int64(statement, 1, (sqlite3_int64)item) == SQLITE_OK ? sqlite3_step(statement)
                                                                                  : SQLITE_ERROR;
  if (result == SQLITE_ROW) {
    status = on_row(building, statement, err);
  } else if (result != SQLITE_DONE) {
    status = index_fail(building->index, err);
  }
  index_statement_end(statement);
  return status;
}

/* Recomputes the values and norms of an item; an item that was removed has none. */
static sse_status change_values(struct building *building, sqlite3_stmt **statements, size_t item,
                                sse_error *err) {
  index_store *store = &building->store;
  index_values *values = NULL; /* valid until find_place asks for those of other items */
  sse_status status = item < store->count ? store_change_values(store, item, &values, err)
                                          : index_fail_damaged(index_path(building->index), "numbers", err);
  if (!status) status = store_change_norms(store, item, err);
  if (status || !values) return status;
  building->measures.items -= (values->flags & INDEX_IS_ITEM) != 0;
  *values = (index_values){.place = values->place};
  store->norms[item] = (index_norms){0};
  store_set_day(store, item, 0);
  bool bound = sqlite3_bind_int64(statements[LABEL], 1, (sqlite3_int64)item) == SQLITE_OK;
  status = statement_execute(building->index, statements[LABEL], bound, err);
  if (!status) status = take_row(building, statements[TAKE], item, take_item, err);
  if (!(values->flags & INDEX_IS_ITEM)) *values = (index_values){0};
  if (status || !(values->flags & INDEX_IS_ITEM)) return status;
  building->measures.items++;
  status = take_row(building, statements[LENGTHS], item, take_lengths, err);
  bool needs_place = changes_has(building->changes, item, CHANGES_ADDED) &&
                     !changes_has(building->changes, item, CHANGES_PLACED);
  return status || !needs_place ? status : find_place(building, statements[BEFORE], item, err);
}

static sse_status change_all_values(struct building *building, sse_error *err) {
  static const char *const sql[] = {
      [TAKE] = ITEM_SQL " WHERE i.number = ?1",
      [LENGTHS] = "SELECT id, sz FROM terms_docsize WHERE id = ?1",
      [LABEL] =
          "WITH name(kind, name) AS (SELECT 1, source FROM item WHERE number = ?1"
          " UNION ALL SELECT 2, lang FROM item WHERE number = ?1"
          " UNION ALL SELECT 3, grp FROM source WHERE number = (SELECT source_id FROM item WHERE number = ?1)"
          " UNION ALL SELECT 4, sse_site(url) FROM item WHERE number = ?1)"
          " INSERT INTO label(kind, number, name)"
          " SELECT kind, (SELECT coalesce(max(l.number), 0) + 1 FROM label AS l WHERE l.kind = name.kind), "
          "name"
          " FROM name WHERE name NOT NULL"
          " AND NOT EXISTS(SELECT 1 FROM label AS l WHERE l.kind = name.kind AND l.name = name.name)",
      [BEFORE] =
          "SELECT number FROM item WHERE id < (SELECT id FROM item WHERE number = ?1) ORDER BY id DESC"};
  sqlite3_stmt *statements[STATEMENTS];
  sse_status status = statements_prepare(building->index, sql, STATEMENTS, statements, err);
  for (size_t item = 1; item < building->changes->capacity && !status; item++)
    if (changes_has(building->changes, item, CHANGES_TOUCHED))
      status = change_values(building, statements, item, err);
  statements_finalize(statements, STATEMENTS);
  return status;
}

/* Applies the changes; `*is_done` is false if a rebuild is needed, in which case nothing was written. */
static sse_status change_some(struct building *building, bool *is_done, sse_error *err) {
  index_measures before;
  size_t count = 0, old_count = 0;
  *is_done = false;
  sse_status status = measures_read(building->index, &before, &old_count, err);
  if (!status) status = read_count(building, &count, err);
  if (count < old_count) count = old_count;
  building->measures = before;
  if (!status) status = store_begin(building->index, count, old_count, &building->store, err);
  if (!status) status = change_all_values(building, err);
  if (!status) status = measure_lengths(building, err);
  if (status || !bm25_are_alike(&building->measures, &before)) return status;
  *is_done = true;
  status = stories_build(building->index, &building->store, building->changes, err);
  if (!status) status = store_write(&building->store, err);
  if (!status) status = tags_write(&building->store, building->changes, err);
  if (!status) status = write_measures(building, err);
  if (!status) status = changes_put_in(building->changes, err);
  if (!status) status = list_write_changes(&building->store, &building->measures, building->changes, err);
  const uint32_t *sketch = building->changes->sketch;
  return status ? status : sketch_change(building->index, sketch, sketch + SKETCH_BUCKETS, err);
}

/* ---- Both ----------------------------------------------------------------------------------------- */

/* SQL function: the host of an address; NULL if it has none. */
static void site_of(sqlite3_context *result, int count, sqlite3_value **arguments) {
  const char *url = count == 1 ? (const char *)sqlite3_value_text(arguments[0]) : NULL;
  sse_str site = url ? sse_url_site(sse_str_of(url)) : (sse_str){0};
  if (site.length > 0 && site.length <= INT32_MAX)
    sqlite3_result_text(result, site.data, (int)site.length, SQLITE_TRANSIENT);
}

sse_status ranking_build(const index_db *index, sse_error *err) {
  struct building building = {.index = index, .changes = changes_of(index)};
  int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  sse_status status = SSE_OK;
  bool is_done = false;
  if (sqlite3_create_function(index_connection(index), "sse_site", 1, flags, NULL, site_of, NULL, NULL) !=
      SQLITE_OK)
    status = index_fail(index, err);
  if (!status) status = index_exec(index, "BEGIN", err);
  if (building.changes && !building.changes->is_all) {
    building.changed = building.changes->before + building.changes->count;
    if (!status) status = change_some(&building, &is_done, err);
  }
  if (!is_done) {
    store_reset(&building.store);
    building.changes = NULL;
    if (!status) status = make_all(&building, err);
  }
  if (!status) status = index_exec(index, "COMMIT", err);
  store_reset(&building.store);
  return status;
}
