/* Ids that several archives have in common. The index on the ids of each archive returns them in order, so
 * they are traversed in parallel, as in a merge. If the next id of one archive is far behind those of the
 * others, everything in between is skipped by seeking: archives of different sites, whose ids are addresses,
 * are told apart by a few seeks. If the ids are interleaved, and neither many of them in a row nor a sample
 * from all over the archives has one in common, then common ids must be rare and the search stops: reading
 * all ids would take longer than a search. */
#include "index/common.h"
#include "base/sorted.h"
#include "index/statements.h"

#include <stdlib.h>

enum {
  STEPS_BEFORE_LEAP = 8, /* a seek takes about as long */
  WORK_MOST = 2048,      /* steps until the first is found; a few tenths of a millisecond */
  PROBES = 64            /* items sampled after that, in about the same time */
};

/* The current position in the ids of an archive. */
struct place {
  const index_db *archive;
  uint32_t first; /* added to its item numbers */
  sqlite3_stmt *row;
  sse_str id;
  bool is_over;
};

struct walk {
  struct place *places;
  size_t count;
  size_t work; /* steps */
  index_common *common;
  size_t capacity;
};

static sse_status step(struct walk *walk, struct place *place, sse_error *err) {
  int result = sqlite3_step(place->row);
  walk->work++;
  place->is_over = result == SQLITE_DONE;
  place->id = result == SQLITE_ROW ? index_column(place->row, 0) : (sse_str){0};
  return result == SQLITE_ROW || result == SQLITE_DONE ? SSE_OK : index_fail(place->archive, err);
}

/* Seeks to the first id that is not before another one. */
static sse_status leap(struct walk *walk, struct place *place, sse_str id, sse_error *err) {
  (void)sqlite3_reset(place->row); /* only repeats an error of the last step */
  walk->work += STEPS_BEFORE_LEAP;
  if (sqlite3_bind_text(place->row, 1, id.data, (int)id.length, SQLITE_TRANSIENT) != SQLITE_OK)
    return index_fail(place->archive, err);
  return step(walk, place, err);
}

static sse_status go_to(struct walk *walk, struct place *place, sse_str id, sse_error *err) {
  sse_status status = SSE_OK;
  for (int i = 0; i < STEPS_BEFORE_LEAP && !status; i++) {
    if (place->is_over || sse_str_compare(place->id, id) >= 0) return SSE_OK;
    status = step(walk, place, err);
  }
  bool is_before = !status && !place->is_over && sse_str_compare(place->id, id) < 0;
  return is_before ? leap(walk, place, id, err) : status;
}

/* The place with the lowest id, and the next one, which may have the same id; NULL if there is none. */
static void find_lowest(const struct walk *walk, struct place **lowest, struct place **next) {
  *lowest = *next = NULL;
  for (size_t i = 0; i < walk->count; i++) {
    struct place *place = &walk->places[i];
    if (place->is_over) continue;
    if (!*lowest || sse_str_compare(place->id, (*lowest)->id) < 0) {
      *next = *lowest;
      *lowest = place;
    } else if (!*next || sse_str_compare(place->id, (*next)->id) < 0) {
      *next = place;
    }
  }
}

static sse_status add_item(struct walk *walk, const struct place *place, sse_error *err) {
  index_common *common = walk->common;
  void *items = common->items;
  if (!sse_array_reserve(&items, &walk->capacity, common->count + 1, sizeof *common->items))
    return sse_fail_memory(err);
  common->items = items;
  uint32_t number = place->first + (uint32_t)sqlite3_column_int64(place->row, 1);
  common->items[common->count++] = (index_common_item){number, common->ids};
  return SSE_OK;
}

/* Takes the items of an id that at least two archives have, and advances in each of them. */
static sse_status take_id(struct walk *walk, const struct place *lowest, sse_error *err) {
  sse_status status = SSE_OK;
  char *id = sse_copy(lowest->id);
  size_t length = lowest->id.length;
  if (!id) return sse_fail_memory(err);
  for (size_t i = 0; i < walk->count && !status; i++) {
    struct place *place = &walk->places[i];
    if (place->is_over || !sse_str_equal(place->id, (sse_str){id, length})) continue;
    status = add_item(walk, place, err);
    if (!status) status = step(walk, place, err);
  }
  walk->common->ids++;
  free(id);
  return status;
}

static sse_status begin(struct walk *walk, const index_db *index, sse_error *err) {
  static const char sql[] = "SELECT id, number FROM item WHERE id >= ?1 ORDER BY id";
  sse_status status = SSE_OK;
  walk->places = calloc(index_archive_count(index), sizeof *walk->places);
  if (!walk->places) return sse_fail_memory(err);
  for (size_t i = 0; i < index_archive_count(index) && !status; i++) {
    struct place *place = &walk->places[walk->count++];
    place->archive = index_archive(index, i);
    place->first = index_archive_first(index, i);
    status = index_prepare(place->archive, sql, &place->row, err);
    if (!status) status = leap(walk, place, sse_str_of(""), err);
  }
  return status;
}

/* ---- Whether to continue -------------------------------------------------------------------------- */

static sse_status read_last(const index_db *archive, int64_t *last, sse_error *err) {
  sqlite3_stmt *statement;
  sse_status status = index_prepare(archive, "SELECT max(number) FROM item", &statement, err);
  if (status) return status;
  *last = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
  return sqlite3_finalize(statement) == SQLITE_OK ? SSE_OK : index_fail(archive, err);
}

/* Sets `*is_there` if another archive than `one` has the id in the current row of `item`. */
static sse_status is_elsewhere(const struct walk *walk, size_t one, sqlite3_stmt *item, bool *is_there,
                               sse_error *err) {
  static const char sql[] = "SELECT 1 FROM item WHERE id = ?1";
  sse_status status = SSE_OK;
  for (size_t i = 0; i < walk->count && !status && !*is_there; i++) {
    const index_db *archive = walk->places[i].archive;
    sqlite3_stmt *other;
    if (i == one) continue;
    status = index_prepare(archive, sql, &other, err);
    if (status) return status;
    int result = sqlite3_bind_value(other, 1, sqlite3_column_value(item, 0));
    if (result == SQLITE_OK) result = sqlite3_step(other);
    *is_there = result == SQLITE_ROW;
    if (result != SQLITE_ROW && result != SQLITE_DONE) status = index_fail(archive, err);
    (void)sqlite3_finalize(other); /* repeats the error */
  }
  return status;
}

/* Looks up items of one archive in the others, sampled evenly by number: the order in which items were read
 * has little to do with that of their ids. */
static sse_status probe(const struct walk *walk, size_t one, bool *is_found, sse_error *err) {
  const index_db *archive = walk->places[one].archive;
  size_t probes = PROBES / walk->count;
  sqlite3_stmt *item = NULL;
  int64_t last = 0;
  sse_status status = read_last(archive, &last, err);
  if (!status)
    status =
        index_prepare(archive, "SELECT id FROM item WHERE number >= ?1 ORDER BY number LIMIT 1", &item, err);
  for (size_t i = 0; i < probes && !status && !*is_found; i++) {
    int64_t number = 1 + (int64_t)((double)last * ((double)i + 0.5) / (double)probes);
    int result = sqlite3_bind_int64(item, 1, number);
    if (result == SQLITE_OK) result = sqlite3_step(item);
    if (result == SQLITE_ROW) status = is_elsewhere(walk, one, item, is_found, err);
    if (result != SQLITE_ROW && result != SQLITE_DONE) status = index_fail(archive, err);
    (void)sqlite3_reset(item); /* repeats the error */
  }
  (void)sqlite3_finalize(item);
  return status;
}

/* Called once, after many ids were read and none was in common. */
static sse_status is_worth_while(const struct walk *walk, bool *is_worth, sse_error *err) {
  sse_status status = SSE_OK;
  *is_worth = false;
  for (size_t i = 0; i < walk->count && !status && !*is_worth; i++)
    status = probe(walk, i, is_worth, err);
  return status;
}

static int compare_items(const void *a, const void *b) {
  const index_common_item *left = a, *right = b;
  return (left->item > right->item) - (left->item < right->item);
}

sse_status common_find(const index_db *index, index_common *common, sse_error *err) {
  struct walk walk = {.common = common};
  struct place *lowest, *next;
  bool was_asked = false, is_worth = true;
  sse_status status = begin(&walk, index, err);
  walk.work = 0;
  for (;;) {
    find_lowest(&walk, &lowest, &next);
    common->is_complete = !status && !next;
    if (status || !next) break;
    if (common->count == 0 && walk.work > WORK_MOST && !was_asked) {
      was_asked = true;
      status = is_worth_while(&walk, &is_worth, err);
    }
    if (status || !is_worth) break;
    bool is_same = sse_str_equal(lowest->id, next->id);
    status = is_same ? take_id(&walk, lowest, err) : go_to(&walk, lowest, next->id, err);
  }
  for (size_t i = 0; i < walk.count; i++)
    (void)sqlite3_finalize(walk.places[i].row); /* repeats the error */
  free(walk.places);
  if (status || common->count == 0) return status;
  qsort(common->items, common->count, sizeof *common->items, compare_items);
  return SSE_OK;
}

void common_reset(index_common *common) {
  free(common->items);
  *common = (index_common){0};
}

static bool comes_before(const void *element, const void *wanted) {
  return ((const index_common_item *)element)->item < *(const uint32_t *)wanted;
}

bool index_common_find(const index_common *common, uint32_t item, uint32_t *id) {
  const size_t at =
      sse_sorted_first(common->items, common->count, sizeof *common->items, &item, comes_before);
  bool is_one = at < common->count && common->items[at].item == item;
  if (is_one) *id = common->items[at].id;
  return is_one;
}

/* ---- Ids ---------------------------------------------------------------------------------------- */

sse_status index_id_of(const index_db *index, uint32_t number, sse_buffer *id, sse_error *err) {
  static const char sql[] = "SELECT id FROM item WHERE number = ?1";
  size_t which = index_archive_of(index, number);
  const index_db *one = index_archive(index, which);
  sqlite3_stmt *row;
  sse_buffer_clear(id);
  sse_status status = index_statement(one, sql, &row, err);
  if (status) return status;
  if (sqlite3_bind_int64(row, 1, number - index_archive_first(index, which)) != SQLITE_OK ||
      sqlite3_step(row) != SQLITE_ROW)
    status = index_fail(one, err);
  if (!status) sse_buffer_append_str(id, index_column(row, 0));
  index_statement_end(row);
  return !status && id->failed ? sse_fail_memory(err) : status;
}
