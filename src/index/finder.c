/* From an item's keys to its row. Each key of a row is a column with an index that also includes the title's
 * key, so that feeds whose items all share one id or address cost no more than others.
 * Which source brought a row is remembered, by item number, until the end of the run. */
#include "index/finder.h"
#include "base/sorted.h"
#include "index/likeness.h"
#include "index/statements.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum {
  ROWS_MOST = 8,   /* rows with one key and title that are examined */
  TWICE_MOST = 256 /* rows with two items in a source that are remembered */
};

enum statement {
  BY_ID,
  BY_OWN,
  BY_OWN_TITLE,
  BY_ADDRESS,
  BY_ADDRESS_TITLE,
  IS_SOURCE,
  HAS_OTHERS,
  TEXT_OF,
  CONTENTS,
  BY_NUMBER,
  STATEMENT_COUNT
};

#define SELECT_ROW                                                                                           \
  "SELECT number, source_id, lender, gone, hash, title_key, own, address, date, line, entry FROM item "      \
  "WHERE "

static const char *const statement_sql[STATEMENT_COUNT] = {
    [BY_ID] = SELECT_ROW "id = ?1",
    [BY_OWN] = SELECT_ROW "own = ?1 LIMIT 2",
    [BY_OWN_TITLE] = SELECT_ROW "own = ?1 AND title_key = ?2 ORDER BY date IS ?3 DESC LIMIT 8",
    [BY_ADDRESS] = SELECT_ROW "address = ?1 LIMIT 2",
    [BY_ADDRESS_TITLE] = SELECT_ROW "address = ?1 AND title_key = ?2"
                                    " ORDER BY own IS ?4 DESC, date IS ?3 DESC LIMIT 8",
    [IS_SOURCE] = "SELECT 1 FROM source WHERE address = ?1",
    [HAS_OTHERS] = "SELECT 1 FROM item WHERE source_id = ?1 AND own IS NOT ?2 AND address IS NOT ?3 LIMIT 1",
    [TEXT_OF] = "SELECT number, title, body FROM item WHERE number = ?1",
    [CONTENTS] = "SELECT number, date, title, body FROM item WHERE source_id = ?1",
    [BY_NUMBER] = SELECT_ROW "number = ?1",
};

/* The contents of an item before this reading. */
struct content {
  uint64_t key; /* of its date and text (or title, if there is no text) */
  sqlite3_int64 number;
};

struct index_finder {
  const index_db *index;
  sqlite3_stmt *statements[STATEMENT_COUNT];
  sqlite3_int64 source;
  /* For each item number, the source (counted from 1) that last brought it in this run. */
  uint32_t *seen;
  size_t seen_capacity;
  uint32_t source_count;
  finder_rows *brought; /* by the source, in order */
  size_t brought_count, brought_capacity;
  sqlite3_int64 last;         /* marked by the current item; 0 for none, or if it was already marked */
  uint32_t twice[TWICE_MOST]; /* rows that were marked a second time */
  size_t twice_count;         /* if this is more than TWICE_MOST, it is not known which */
  /* Of the source, by key; loaded when first needed. */
  struct content *contents;
  size_t content_count, content_capacity;
  bool has_contents;
};

/* Rows that share a key with the item. */
struct rows {
  found_item rows[ROWS_MOST];
  size_t count;
};

sse_status finder_new(const index_db *index, index_finder **finder, sse_error *err) {
  index_finder *made = calloc(1, sizeof *made);
  *finder = NULL;
  if (!made) return sse_fail_memory(err);
  made->index = index;
  sse_status status = statements_prepare(index, statement_sql, STATEMENT_COUNT, made->statements, err);
  if (status) {
    finder_free(made);
  } else {
    *finder = made;
  }
  return status;
}

void finder_free(index_finder *finder) {
  if (!finder) return;
  statements_finalize(finder->statements, STATEMENT_COUNT);
  free(finder->seen);
  free(finder->contents);
  free(finder->brought);
  free(finder);
}

void finder_begin(index_finder *finder, sqlite3_int64 number) {
  finder->source = number;
  finder->source_count++;
  finder->has_contents = false;
  finder->brought_count = finder->twice_count = 0;
  finder->last = 0;
}

sse_status finder_mark(index_finder *finder, sqlite3_int64 number, bool *again, sse_error *err) {
  void *seen = finder->seen;
  if (!sse_array_reserve_zero(&seen, &finder->seen_capacity, (size_t)number + 1, sizeof *finder->seen))
    return sse_fail_memory(err);
  finder->seen = seen;
  *again = finder->seen[number] == finder->source_count;
  finder->seen[number] = finder->source_count;
  finder->last = *again ? 0 : number;
  if (*again && finder->twice_count < TWICE_MOST) finder->twice[finder->twice_count] = (uint32_t)number;
  finder->twice_count += *again;
  return SSE_OK;
}

sse_status finder_mark_rows(index_finder *finder, finder_rows rows, sse_error *err) {
  sse_status status = SSE_OK;
  bool ignored;
  for (uint32_t i = 0; i < rows.count && !status; i++)
    status = finder_mark(finder, (sqlite3_int64)rows.first + i, &ignored, err);
  finder->last = 0;
  return status;
}

bool finder_has_marked(const index_finder *finder, finder_rows rows) {
  for (uint32_t i = 0; i < rows.count; i++)
    if (finder_is_marked(finder, (sqlite3_int64)rows.first + i)) return true;
  return false;
}

sse_status finder_next(index_finder *finder, sse_error *err) {
  void *brought = finder->brought;
  const uint32_t number = finder->last < UINT32_MAX ? (uint32_t)finder->last : 0;
  finder_rows *run = finder->brought_count > 0 ? &finder->brought[finder->brought_count - 1] : NULL;
  finder->last = 0;
  if (run && run->count < UINT32_MAX &&
      (number == 0 ? run->first == 0 : run->first > 0 && run->first + run->count == number)) {
    run->count++;
    return SSE_OK;
  }
  if (!sse_array_reserve(&brought, &finder->brought_capacity, finder->brought_count + 1, sizeof *run))
    return sse_fail_memory(err);
  finder->brought = brought;
  finder->brought[finder->brought_count++] = (finder_rows){number, 1};
  return SSE_OK;
}

const finder_rows *finder_brought(const index_finder *finder, size_t *count) {
  *count = finder->brought_count;
  return finder->brought;
}

bool finder_met_twice(const index_finder *finder, finder_rows rows) {
  bool is_twice = finder->twice_count > TWICE_MOST;
  for (size_t i = 0; !is_twice && i < finder->twice_count; i++)
    is_twice = finder->twice[i] - rows.first < rows.count; /* wraps if it is less */
  return is_twice;
}

bool finder_is_marked(const index_finder *finder, sqlite3_int64 number) {
  return (size_t)number < finder->seen_capacity && finder->seen[number] == finder->source_count;
}

/* ---- Rows -------------------------------------------------------------------------------------- */

static bool is_key(sqlite3_stmt *row, int column, bool has, int64_t key) {
  return has && sqlite3_column_type(row, column) != SQLITE_NULL && sqlite3_column_int64(row, column) == key;
}

/* Returns true if a hash is that of the item. If the item's page was not read this time, other states of the
 * same item are equal too (follow.c). */
static bool is_same(const unsigned char *hash, const index_entry *entry) {
  unsigned states = entry->item.is_brief ? ENTRY_STATES : 0;
  return ((hash[0] ^ entry->hash[0]) & ~states) == 0 &&
         memcmp(hash + 1, entry->hash + 1, ENTRY_HASH - 1) == 0;
}

static void read_row(sqlite3_stmt *row, const finder_item *item, found_item *found) {
  enum { NUMBER, SOURCE, LENDER, GONE, HASH, TITLE, OWN, ADDRESS, DATE, LINE, ENTRY };
  const item_keys *keys = &item->keys;
  const source_item *source = &item->entry->item;
  const unsigned char *hash = sqlite3_column_blob(row, HASH);
  if (sqlite3_column_bytes(row, HASH) != ENTRY_HASH) hash = NULL;
  sse_str date = index_column(row, DATE);
  *found = (found_item){
      .number = sqlite3_column_int64(row, NUMBER),
      .source = sqlite3_column_int64(row, SOURCE),
      .lender = sqlite3_column_int64(row, LENDER),
      .gone = sqlite3_column_int(row, GONE) != 0,
      .same = hash && is_same(hash, item->entry),
      .same_title = is_key(row, TITLE, true, keys->title),
      .has_own = sqlite3_column_type(row, OWN) != SQLITE_NULL,
      .has_address = sqlite3_column_type(row, ADDRESS) != SQLITE_NULL,
      .same_own = is_key(row, OWN, keys->has_own, keys->own),
      .same_address = is_key(row, ADDRESS, keys->has_address, keys->address),
      .undated = date.length + item->date.length == 0,
      .other_date = date.length > 0 && item->date.length > 0 && !sse_str_equal(date, item->date),
  };
  found->same_place = hash && hash[0] == item->entry->hash[0] && found->has_own == keys->has_own &&
                      found->same_own == keys->has_own &&
                      sqlite3_column_int64(row, LINE) == (sqlite3_int64)source->line &&
                      sse_str_equal(index_column(row, ENTRY), source->path);
}

static sse_status read_rows(index_finder *finder, enum statement which, bool bound, const finder_item *item,
                            struct rows *rows, sse_error *err) {
  sqlite3_stmt *statement = finder->statements[which];
  sse_status status = bound ? SSE_OK : index_fail(finder->index, err);
  rows->count = 0;
  while (rows->count < ROWS_MOST && index_next_row(finder->index, statement, &status, err))
    read_row(statement, item, &rows->rows[rows->count++]);
  index_statement_end(statement);
  return status;
}

/* The first rows with a key. Two are enough to know that the key is not unique. */
static sse_status rows_of_key(index_finder *finder, enum statement which, int64_t key,
                              const finder_item *item, struct rows *rows, sse_error *err) {
  bool bound = sqlite3_bind_int64(finder->statements[which], 1, key) == SQLITE_OK;
  return read_rows(finder, which, bound, item, rows, err);
}

/* The rows among them that have the item's title; if there may be more than those, they are looked up. */
static sse_status rows_of_title(index_finder *finder, enum statement which, int64_t key,
                                const finder_item *item, const struct rows *all, struct rows *rows,
                                sse_error *err) {
  sqlite3_stmt *statement = finder->statements[which];
  rows->count = 0;
  if (all->count < 2) {
    if (all->count == 1 && all->rows[0].same_title) *rows = *all;
    return SSE_OK;
  }
  bool bound = sqlite3_bind_int64(statement, 1, key) == SQLITE_OK &&
               sqlite3_bind_int64(statement, 2, item->keys.title) == SQLITE_OK &&
               statement_bind_str(statement, 3, item->date.length > 0 ? item->date : (sse_str){0});
  if (which == BY_ADDRESS_TITLE && item->keys.has_own)
    bound = bound && sqlite3_bind_int64(statement, 4, item->keys.own) == SQLITE_OK;
  return read_rows(finder, which, bound, item, rows, err);
}

sse_status finder_find_id(index_finder *finder, sse_str id, const finder_item *item, found_item *found,
                          sse_error *err) {
  struct rows rows;
  bool bound = statement_bind_str(finder->statements[BY_ID], 1, id);
  sse_status status = read_rows(finder, BY_ID, bound, item, &rows, err);
  *found = !status && rows.count > 0 ? rows.rows[0] : (found_item){0};
  return status;
}

/* ---- The decision ------------------------------------------------------------------------------ */

/* Sets `*result` if the address is that of a source: of a list or of a feed. */
static sse_status is_source(index_finder *finder, int64_t address, bool *result, sse_error *err) {
  sqlite3_stmt *statement = finder->statements[IS_SOURCE];
  sqlite3_int64 one = 0;
  bool bound = sqlite3_bind_int64(statement, 1, address) == SQLITE_OK;
  sse_status status = statement_run(finder->index, statement, bound, &one, err);
  index_statement_end(statement);
  *result = one == 1;
  return status;
}

/* Sets `*result` if the source has an item with none of these keys. */
static sse_status has_others(index_finder *finder, const item_keys *keys, bool *result, sse_error *err) {
  sqlite3_stmt *statement = finder->statements[HAS_OTHERS];
  sqlite3_int64 one = 0;
  bool bound = sqlite3_bind_int64(statement, 1, finder->source) == SQLITE_OK &&
               statement_bind_key(statement, 2, keys->has_own, keys->own) &&
               statement_bind_key(statement, 3, keys->has_address, keys->address);
  sse_status status = statement_run(finder->index, statement, bound, &one, err);
  index_statement_end(statement);
  *result = one == 1;
  return status;
}

/* Returns true if both texts can be complete. A summary is shorter than that, and than the text it
 * summarises. */
static bool are_whole(size_t a, size_t b) {
  enum { SENTENCES = 100, WHOLE = 400, TIMES = 3 }; /* the first two in bytes */
  size_t shorter = a < b ? a : b, longer = a < b ? b : a;
  return shorter >= WHOLE || (shorter >= SENTENCES && longer <= TIMES * shorter);
}

/* Decides whether the row is an earlier item of a series of which the source shows the latest, or an item of
 * another source with its own text and title: some pages give the address of their section as their own. */
static sse_status is_another(index_finder *finder, const finder_item *item, const found_item *row,
                             bool *result, sse_error *err) {
  const source_item *source = &item->entry->item;
  bool is_series = row->source == finder->source;
  sqlite3_int64 number;
  *result = false;
  if (row->same || !(row->other_date || row->undated)) return SSE_OK;
  sqlite3_stmt *statement = finder->statements[TEXT_OF];
  bool bound = sqlite3_bind_int64(statement, 1, row->number) == SQLITE_OK;
  sse_status status = statement_run(finder->index, statement, bound, &number, err);
  if (!status) {
    sse_str title = index_column(statement, 1), body = index_column(statement, 2);
    bool has_bodies = body.length > 0 && source->body.length > 0;
    bool other_title = !likeness_is_one(title, source->title);
    if (!is_series) has_bodies = are_whole(body.length, source->body.length);
    *result = has_bodies ? !likeness_is_one(body, source->body) : other_title;
    if (row->undated || !is_series) *result = has_bodies && *result && other_title && row->lender == 0;
  }
  index_statement_end(statement);
  const item_keys *keys = &item->keys;
  bool same_keys = row->same_own == keys->has_own && row->same_address == keys->has_address;
  if (status || !*result || !row->same_title || !same_keys) return status;
  status = has_others(finder, keys, result, err);
  *result = !*result;
  return status;
}

/* Rule 1. */
static sse_status by_address_and_title(index_finder *finder, const finder_item *item, const struct rows *all,
                                       found_item *found, sse_error *err) {
  struct rows rows;
  bool shared = item->keys.is_root || all->count > 1, asked = shared;
  sse_status status = rows_of_title(finder, BY_ADDRESS_TITLE, item->keys.address, item, all, &rows, err);
  for (size_t i = 0; i < rows.count && !status; i++) {
    const found_item *row = &rows.rows[i];
    bool marked = finder_is_marked(finder, row->number);
    bool other_id =
        marked && row->source == finder->source && row->has_own && item->keys.has_own && !row->same_own;
    bool differs = row->other_date || other_id, is_other = false;
    if (differs && !asked) {
      status = is_source(finder, item->keys.address, &shared, err);
      asked = true;
    }
    if (!status) status = is_another(finder, item, row, &is_other, err);
    if (status || is_other || (differs && shared)) continue;
    if (found->number == 0 || (marked < finder_is_marked(finder, found->number) && !found->same_own))
      *found = *row;
  }
  return status;
}

/* Rules 2 and 3. */
static sse_status by_own(index_finder *finder, const finder_item *item, bool *is_shared, found_item *found,
                         sse_error *err) {
  struct rows all = {.count = 0}, rows = {.count = 0};
  bool is_other = false;
  const item_keys *keys = &item->keys;
  sse_status status = rows_of_key(finder, BY_OWN, keys->own, item, &all, err);
  *is_shared = all.count > 1;
  if (!status) status = rows_of_title(finder, BY_OWN_TITLE, keys->own, item, &all, &rows, err);
  for (size_t i = 0; !status && i < rows.count && found->number == 0; i++) {
    const found_item *row = &rows.rows[i];
    bool other_address = row->has_address && keys->has_address && !row->same_address;
    bool marked = finder_is_marked(finder, row->number);
    if (other_address && (all.count > 1 || marked)) continue;
    status = is_another(finder, item, row, &is_other, err);
    if (!status && !is_other) *found = *row;
  }
  if (status || found->number > 0 || all.count != 1) return status;
  const found_item *only = &all.rows[0];
  if (finder_is_marked(finder, only->number)) return SSE_OK;
  is_other = false;
  if (keys->is_web_id && only->source != finder->source)
    status = is_source(finder, keys->id_address, &is_other, err);
  if (!status && !is_other) status = is_another(finder, item, only, &is_other, err);
  if (!status && !is_other) *found = *only;
  return status;
}

/* Rule 4. */
static sse_status by_address(index_finder *finder, const finder_item *item, const struct rows *all,
                             found_item *found, sse_error *err) {
  bool is_other = item->keys.is_root;
  if (all->count != 1 || is_other || finder_is_marked(finder, all->rows[0].number)) return SSE_OK;
  sse_status status = is_source(finder, item->keys.address, &is_other, err);
  if (!status && !is_other) status = is_another(finder, item, &all->rows[0], &is_other, err);
  if (!status && !is_other) *found = all->rows[0];
  return status;
}

static uint64_t content_key(sse_str date, sse_str title, sse_str body) {
  XXH64_hash_t seed = XXH3_64bits(date.data ? date.data : "", date.length);
  sse_str text = body.length > 0 ? body : title;
  return XXH3_64bits_withSeed(text.data ? text.data : "", text.length, seed);
}

static int by_key(const void *a, const void *b) {
  const struct content *first = a, *second = b;
  if (first->key != second->key) return first->key > second->key ? 1 : -1;
  return (first->number > second->number) - (first->number < second->number);
}

/* Loads the contents of the source's items, sorted by key. */
static sse_status read_contents(index_finder *finder, sse_error *err) {
  sqlite3_stmt *statement = finder->statements[CONTENTS];
  sse_status status = SSE_OK;
  if (sqlite3_bind_int64(statement, 1, finder->source) != SQLITE_OK) status = index_fail(finder->index, err);
  finder->content_count = 0;
  while (index_next_row(finder->index, statement, &status, err)) {
    void *contents = finder->contents;
    if (!sse_array_reserve(&contents, &finder->content_capacity, finder->content_count + 1,
                           sizeof *finder->contents)) {
      status = sse_fail_memory(err);
      break;
    }
    finder->contents = contents;
    finder->contents[finder->content_count++] = (struct content){
        content_key(index_column(statement, 1), index_column(statement, 2), index_column(statement, 3)),
        sqlite3_column_int64(statement, 0)};
  }
  index_statement_end(statement);
  if (finder->content_count > 1)
    qsort(finder->contents, finder->content_count, sizeof *finder->contents, by_key);
  finder->has_contents = !status;
  return status;
}

static bool comes_before(const void *element, const void *wanted) {
  return ((const struct content *)element)->key < *(const uint64_t *)wanted;
}

/* The position of the first content with this key or a greater one. */
static size_t first_content(const index_finder *finder, uint64_t key) {
  return sse_sorted_first(finder->contents, finder->content_count, sizeof *finder->contents, &key,
                          comes_before);
}

/* Rule 5. */
static sse_status by_content(index_finder *finder, const finder_item *item, found_item *found,
                             sse_error *err) {
  const sse_str body = item->entry->item.body;
  const uint64_t key = content_key(item->date, item->entry->item.title, body);
  sse_status status = finder->has_contents ? SSE_OK : read_contents(finder, err);
  size_t examined = 0;
  for (size_t i = status ? 0 : first_content(finder, key); !status && i < finder->content_count; i++) {
    const struct content *content = &finder->contents[i];
    struct rows rows;
    if (content->key != key || examined == ROWS_MOST) break;
    if (finder_is_marked(finder, content->number)) continue;
    examined++;
    status = rows_of_key(finder, BY_NUMBER, content->number, item, &rows, err);
    if (status || rows.count == 0) continue;
    const found_item *row = &rows.rows[0];
    bool has_key = row->same_own || row->same_address;
    bool says_enough = body.length > 0 && item->date.length > 0;
    if ((!row->same_title || item->keys.has_address) && !(has_key && says_enough)) continue;
    *found = *row;
    break;
  }
  return status;
}

sse_status finder_find(index_finder *finder, const finder_item *item, found_item *found, sse_error *err) {
  bool is_shared = false;
  struct rows addressed = {.count = 0};
  sse_status status = SSE_OK;
  *found = (found_item){0};
  if (item->keys.has_address) {
    status = rows_of_key(finder, BY_ADDRESS, item->keys.address, item, &addressed, err);
    if (!status) status = by_address_and_title(finder, item, &addressed, found, err);
  }
  if (!status && found->number == 0 && item->keys.has_own)
    status = by_own(finder, item, &is_shared, found, err);
  if (!status && found->number == 0) status = by_address(finder, item, &addressed, found, err);
  is_shared = is_shared || addressed.count > 1 || !item->keys.has_address;
  if (!status && found->number == 0 && is_shared) status = by_content(finder, item, found, err);
  return status;
}
