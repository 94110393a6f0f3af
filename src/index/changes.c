/* What a run changes. The postings of an item are computed from its text, the way FTS5 has them (text_terms);
 * words that have no list are skipped. Beyond a certain share of the items nothing more is noted, and
 * everything is rebuilt, which then costs the same. */
#include "index/changes.h"
#include "index/connection.h"
#include "index/sketch.h"
#include "index/statements.h"

#include <stdlib.h>

enum { SHARE = 20 /* one in this many items may change before everything is rebuilt */ };

/* ---- Beginning and end --------------------------------------------------------------------------- */

static sse_status read_number(const index_db *index, const char *sql, sqlite3_int64 *number, sse_error *err) {
  sqlite3_stmt *row;
  sse_status status = index_prepare(index, sql, &row, err);
  if (status) return status;
  status = statement_run(index, row, true, number, err);
  (void)sqlite3_finalize(row); /* repeats the error */
  return status;
}

/* How many more items may change (0 if there is no ranking) and how many did. */
static sse_status read_most(const index_db *index, size_t *most, size_t *before, sse_error *err) {
  static const char items_sql[] = "SELECT value FROM measure WHERE name = 'items'",
                    changes_sql[] = "SELECT value FROM measure WHERE name = 'changes'";
  sqlite3_int64 items = 0, changes = 0;
  sse_status status = read_number(index, items_sql, &items, err);
  if (!status) status = read_number(index, changes_sql, &changes, err);
  *most = !status && items / SHARE > changes ? (size_t)(items / SHARE - changes) : 0;
  *before = (size_t)changes;
  return status;
}

index_changes *changes_of(const index_db *index) {
  return index->kept->changes;
}

static void free_changes(index_changes *changes) {
  if (!changes) return;
  (void)sqlite3_finalize(changes->text); /* repeat errors already reported */
  (void)sqlite3_finalize(changes->list);
  sse_buffer_reset(&changes->terms);
  free(changes->items);
  free(changes->postings);
  free(changes->sketch);
  free(changes);
}

sse_status changes_begin(const index_db *index, sse_error *err) {
  static const char text_sql[] = "SELECT title, tags, body, author FROM searched WHERE number = ?1",
                    list_sql[] = "SELECT number FROM list WHERE term = ?1",
                    sources_sql[] = "SELECT coalesce(max(number), 0) FROM source";
  size_t most = 0, before = 0;
  sse_status status = read_most(index, &most, &before, err);
  if (status || most == 0) return status;
  index_changes *made = calloc(1, sizeof *made);
  if (!made) return sse_fail_memory(err);
  made->index = index;
  made->most = most;
  made->before = before;
  made->sketch = calloc(2 * (size_t)SKETCH_BUCKETS, sizeof *made->sketch);
  if (!made->sketch) status = sse_fail_memory(err);
  if (!status) status = read_number(index, sources_sql, &made->sources, err);
  if (!status) status = index_prepare(index, text_sql, &made->text, err);
  if (!status) status = index_prepare(index, list_sql, &made->list, err);
  if (status) {
    free_changes(made);
  } else {
    index->kept->changes = made;
  }
  return status;
}

void changes_end(const index_db *index) {
  if (!index) return;
  free_changes(index->kept->changes);
  index->kept->changes = NULL;
}

/* ---- Noting changes ------------------------------------------------------------------------------ */

void changes_are_all(index_changes *changes) {
  if (changes) changes->is_all = true;
}

/* Adds flags to those of an item. */
static void mark(index_changes *changes, sqlite3_int64 item, int flags) {
  void *items = changes->items;
  if (changes->is_all) return;
  if (item <= 0 || item >= UINT32_MAX ||
      !sse_array_reserve_zero(&items, &changes->capacity, (size_t)item + 1, 1)) {
    changes->is_all = true;
    return;
  }
  changes->items = items;
  if (changes->items[item] == 0 && ++changes->count > changes->most) changes->is_all = true;
  changes->items[item] |= (unsigned char)flags;
}

void changes_touch(index_changes *changes, sqlite3_int64 item, int flags) {
  if (changes) mark(changes, item, CHANGES_TOUCHED | flags);
}

void changes_count(index_changes *changes, sse_str stem, sse_str term, int32_t items) {
  if (!changes || changes->is_all) return;
  uint32_t *buckets = changes->sketch + (items < 0 ? SKETCH_BUCKETS : 0);
  sketch_count(buckets, stem, term, (uint32_t)abs(items));
}

void changes_of_source(index_changes *changes, sqlite3_int64 source) {
  if (changes && source <= changes->sources) changes->is_all = true;
}

/* ---- Postings ------------------------------------------------------------------------------------ */

static sse_status add_posting(index_changes *changes, uint32_t list, uint32_t item, uint8_t counts,
                              sse_error *err) {
  void *postings = changes->postings;
  if (!sse_array_reserve(&postings, &changes->posting_capacity, changes->posting_count + 1,
                         sizeof *changes->postings))
    return sse_fail_memory(err);
  changes->postings = postings;
  changes->postings[changes->posting_count++] = (changes_posting){list, item, counts};
  return SSE_OK;
}

static sse_status add_term(index_changes *changes, sse_str term, uint32_t item, uint8_t counts,
                           sse_error *err) {
  sqlite3_int64 list = 0;
  sse_status status =
      statement_run(changes->index, changes->list, statement_bind_str(changes->list, 1, term), &list, err);
  index_statement_end(changes->list);
  return status || list <= 0 ? status : add_posting(changes, (uint32_t)list, item, counts, err);
}

static int compare_postings(const void *left, const void *right) {
  const changes_posting *a = left, *b = right;
  if (a->list != b->list) return a->list > b->list ? 1 : -1;
  return (a->item > b->item) - (a->item < b->item);
}

/* Adds two counts in each half of the bytes, one per field. */
static uint8_t sum_of(uint8_t a, uint8_t b) {
  unsigned title = (a >> 4) + (b >> 4), body = (a & 15u) + (b & 15u);
  if (title > INDEX_COUNT_MOST) title = INDEX_COUNT_MOST;
  if (body > INDEX_COUNT_MOST) body = INDEX_COUNT_MOST;
  return (uint8_t)(title << 4 | body);
}

/* Sorts the postings from `first` on and merges those of the same list and item. */
static void add_up(index_changes *changes, size_t first) {
  changes_posting *all = changes->postings;
  size_t kept = first;
  if (changes->posting_count - first > 1)
    qsort(all + first, changes->posting_count - first, sizeof *all, compare_postings);
  for (size_t i = first; i < changes->posting_count; i++) {
    if (kept > first && compare_postings(&all[kept - 1], &all[i]) == 0) {
      all[kept - 1].counts = sum_of(all[kept - 1].counts, all[i].counts);
    } else {
      all[kept++] = all[i];
    }
  }
  changes->posting_count = kept;
}

/* Adds the postings of an item's current text: with their counts, or with 0 if it `goes`. */
static sse_status add_item(index_changes *changes, sqlite3_int64 item, bool goes, sse_error *err) {
  enum { TITLE, TAGS, FIELDS = 4 };
  sqlite3_int64 ignored;
  bool bound = sqlite3_bind_int64(changes->text, 1, item) == SQLITE_OK;
  sse_status status = statement_run(changes->index, changes->text, bound, &ignored, err);
  for (int field = TITLE; field < FIELDS && !status; field++) {
    sse_str term;
    int flags;
    sse_buffer_clear(&changes->terms);
    status = text_terms(index_analyser(changes->index), TEXT_NO_LANGUAGE, index_column(changes->text, field),
                        &changes->terms, err);
    uint8_t once = field <= TAGS ? 1 << 4 : 1;
    for (size_t at = 0; !status && text_terms_next(sse_buffer_str(&changes->terms), &at, &flags, &term);)
      if (!text_is_stem(term)) status = add_term(changes, term, (uint32_t)item, goes ? 0 : once, err);
  }
  index_statement_end(changes->text);
  return status;
}

sse_status changes_take_out(index_changes *changes, sqlite3_int64 item, sse_error *err) {
  if (!changes || changes->is_all || changes_has(changes, (size_t)item, CHANGES_TAKEN_OUT | CHANGES_TEXT))
    return SSE_OK;
  mark(changes, item, CHANGES_TOUCHED | CHANGES_TEXT | CHANGES_TAKEN_OUT);
  size_t first = changes->posting_count;
  sse_status status = add_item(changes, item, true, err);
  if (!status) add_up(changes, first);
  return status;
}

sse_status changes_put_in(index_changes *changes, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t item = 1; item < changes->capacity && !status; item++)
    if (changes_has(changes, item, CHANGES_TEXT)) status = add_item(changes, (sqlite3_int64)item, false, err);
  if (!status) add_up(changes, 0);
  return status;
}
