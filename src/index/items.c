/* Items in the tables: which row an item is, whether it changed, and the FTS5 row that follows it.
 * An item's id comes from its title and date; two items of the same title and date and another text are told
 * apart by where they came from, so that neither replaces the other. A hash of all that is kept tells what
 * changed. */
#include "index/items.h"
#include "index/schema.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum {
  HASH_SIZE = 16, /* bytes of XXH3's 128 bits */
  ID_SIZE = 17,   /* 16 hexadecimal digits and a NUL */
  MOST_ALIKE =
      100 /* items of one title and date a source may change in place; behind them the text counts too */
};

enum statement {
  FIND_SOURCE,
  ADD_SOURCE,
  FIND_ITEM,
  ADD_ITEM,
  UPDATE_ITEM,
  ADD_TERMS,
  DELETE_TERMS,
  STATEMENT_COUNT
};

static const char *const statement_sql[STATEMENT_COUNT] = {
    [FIND_SOURCE] = "SELECT number FROM source WHERE path = ?1",
    [ADD_SOURCE] = "INSERT INTO source(path) VALUES(?1)",
    [FIND_ITEM] = "SELECT number, hash, source_id FROM item WHERE id = ?1",
    [ADD_ITEM] = "INSERT INTO item(id, hash, source_id, title, body, date, url, source, lang)"
                 " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [UPDATE_ITEM] = "UPDATE item SET hash = ?2, source_id = ?3, title = ?4, body = ?5, date = ?6, url = ?7,"
                    " source = ?8, lang = ?9 WHERE id = ?1",
    [ADD_TERMS] =
        "INSERT INTO terms(rowid, title, body) SELECT number, title, body FROM item WHERE number = ?1",
    [DELETE_TERMS] = "INSERT INTO terms(terms, rowid, title, body)"
                     " SELECT 'delete', number, title, body FROM item WHERE number = ?1",
};

struct index_items {
  index_db *index;
  sqlite3_stmt *statements[STATEMENT_COUNT];
  bool open;            /* a transaction is */
  char *path;           /* of the source at hand */
  sqlite3_int64 source; /* its number */
  /* For each item number the source, counted from 1, that last brought it in this run: tells a second item of
   * the same title and date in one source from the first one seen again. */
  uint32_t *seen;
  size_t seen_capacity;
  uint32_t source_count;
};

/* A row that FIND_ITEM found. */
struct found {
  sqlite3_int64 number; /* 0: no such row */
  sqlite3_int64 source;
  bool same; /* as the item at hand */
};

sse_status items_new(index_db *index, index_items **items, sse_error *err) {
  index_items *made = calloc(1, sizeof *made);
  sse_status status = SSE_OK;
  *items = NULL;
  if (!made) return sse_fail_memory(err);
  made->index = index;
  for (int i = 0; i < STATEMENT_COUNT && !status; i++)
    status = index_prepare(index, statement_sql[i], &made->statements[i], err);
  if (status) {
    items_free(made);
  } else {
    *items = made;
  }
  return status;
}

void items_free(index_items *items) {
  if (!items) return;
  items_roll_back(items);
  for (int i = 0; i < STATEMENT_COUNT; i++)
    (void)sqlite3_finalize(items->statements[i]); /* repeats an error that was reported when it happened */
  free(items->path);
  free(items->seen);
  free(items);
}

/* Runs a statement that was bound. `*number` is its first column, 0 where it has no row. A row is left
 * standing, for its other columns to be read, until the statement is released. */
static sse_status run(index_items *items, enum statement which, sqlite3_int64 *number, sse_error *err) {
  int result = sqlite3_step(items->statements[which]);
  *number = result == SQLITE_ROW ? sqlite3_column_int64(items->statements[which], 0) : 0;
  return result == SQLITE_ROW || result == SQLITE_DONE ? SSE_OK : index_fail(items->index, err);
}

static void release(index_items *items, enum statement which) {
  (void)sqlite3_reset(items->statements[which]); /* repeats an error that run() reported */
  (void)sqlite3_clear_bindings(items->statements[which]);
}

/* Binds text without a copy; it must live until the statement is released. None becomes NULL. */
static bool bind_str(sqlite3_stmt *statement, int position, sse_str text) {
  if (!text.data) return sqlite3_bind_null(statement, position) == SQLITE_OK;
  return sqlite3_bind_text64(statement, position, text.data, text.length, SQLITE_STATIC, SQLITE_UTF8) ==
         SQLITE_OK;
}

static sse_status run_with_str(index_items *items, enum statement which, sse_str text, sqlite3_int64 *number,
                               sse_error *err) {
  sse_status status = bind_str(items->statements[which], 1, text) ? run(items, which, number, err)
                                                                  : index_fail(items->index, err);
  release(items, which);
  return status;
}

static sse_status run_with_number(index_items *items, enum statement which, sqlite3_int64 number,
                                  sse_error *err) {
  sqlite3_int64 ignored;
  bool bound = sqlite3_bind_int64(items->statements[which], 1, number) == SQLITE_OK;
  sse_status status = bound ? run(items, which, &ignored, err) : index_fail(items->index, err);
  release(items, which);
  return status;
}

sse_status items_begin(index_items *items, const char *path, sse_error *err) {
  free(items->path);
  items->path = sse_copy(sse_str_of(path));
  if (!items->path) return sse_fail_memory(err);
  items->source_count++;
  sse_status status = index_exec(items->index, "BEGIN IMMEDIATE", err);
  if (status) return status;
  items->open = true;
  status = run_with_str(items, FIND_SOURCE, sse_str_of(path), &items->source, err);
  if (!status && items->source == 0) {
    sqlite3_int64 ignored;
    status = run_with_str(items, ADD_SOURCE, sse_str_of(path), &ignored, err);
    items->source = sqlite3_last_insert_rowid(index_connection(items->index));
  }
  return status;
}

sse_status items_commit(index_items *items, sse_error *err) {
  sse_status status = index_exec(items->index, "COMMIT", err);
  if (!status) items->open = false;
  return status;
}

void items_roll_back(index_items *items) {
  sse_error ignored;
  /* SQLite may have rolled back by itself, on a full disk for one; then this has nothing to do and says so.
   */
  if (items->open) (void)index_exec(items->index, "ROLLBACK", &ignored);
  items->open = false;
}

/* Lengths go into the hash, so that no two lists of texts run together. */
static bool hash_str(XXH3_state_t *state, sse_str text) {
  uint64_t length = text.length;
  return XXH3_128bits_update(state, &length, sizeof length) == XXH_OK &&
         XXH3_128bits_update(state, text.data ? text.data : "", text.length) == XXH_OK;
}

static bool hash_strs(const sse_str *texts, size_t count, unsigned char hash[HASH_SIZE]) {
  XXH3_state_t *state = XXH3_createState();
  bool done = state && XXH3_128bits_reset(state) == XXH_OK;
  for (size_t i = 0; i < count && done; i++)
    done = hash_str(state, texts[i]);
  if (done) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state));
    memcpy(hash, canonical.digest, HASH_SIZE);
  }
  (void)XXH3_freeState(state); /* always XXH_OK */
  return done;
}

/* The id an item has where `alike` items before it took the ids of its title and date. */
static bool make_id(const index_items *items, const source_item *item, sse_str date, uint32_t alike,
                    char id[ID_SIZE]) {
  unsigned char hash[HASH_SIZE];
  char ordinal[16];
  sse_str parts[] = {item->title, date, sse_str_of(items->path), {ordinal, 0}, item->body};
  int length = snprintf(ordinal, sizeof ordinal, "%u", (unsigned)alike);
  if (length < 0) return false;
  parts[3].length = (size_t)length;
  size_t count = alike == 0 ? 2 : alike <= MOST_ALIKE ? 4 : 5;
  if (!hash_strs(parts, count, hash)) return false;
  for (size_t i = 0; i < ID_SIZE / 2; i++)
    (void)snprintf(id + 2 * i, 3, "%02x", hash[i]); /* two digits always fit */
  return true;
}

static sse_status find_item(index_items *items, const char *id, const unsigned char hash[HASH_SIZE],
                            struct found *found, sse_error *err) {
  sqlite3_stmt *statement = items->statements[FIND_ITEM];
  sse_status status = bind_str(statement, 1, sse_str_of(id)) ? run(items, FIND_ITEM, &found->number, err)
                                                             : index_fail(items->index, err);
  if (!status && found->number > 0) {
    const void *kept = sqlite3_column_blob(statement, 1);
    found->same =
        kept && sqlite3_column_bytes(statement, 1) == HASH_SIZE && memcmp(kept, hash, HASH_SIZE) == 0;
    found->source = sqlite3_column_int64(statement, 2);
  }
  release(items, FIND_ITEM);
  return status;
}

/* Marks an item as brought by the source at hand; `*again` tells that it was already. */
static sse_status mark_seen(index_items *items, sqlite3_int64 number, bool *again, sse_error *err) {
  size_t old = items->seen_capacity;
  void *seen = items->seen;
  if (!sse_array_reserve(&seen, &items->seen_capacity, (size_t)number + 1, sizeof *items->seen))
    return sse_fail_memory(err);
  items->seen = seen;
  for (size_t i = old; i < items->seen_capacity; i++)
    items->seen[i] = 0;
  *again = items->seen[number] == items->source_count;
  items->seen[number] = items->source_count;
  return SSE_OK;
}

/* Finds the row the item is or will be: the first of its ids that is free, holds the same, or is an older
 * state of it in this source. */
static sse_status place_item(index_items *items, const source_item *item, sse_str date,
                             const unsigned char hash[HASH_SIZE], char id[ID_SIZE], struct found *found,
                             sse_error *err) {
  for (uint32_t alike = 0;; alike++) {
    bool again = false;
    if (!make_id(items, item, date, alike, id)) return sse_fail_memory(err);
    sse_status status = find_item(items, id, hash, found, err);
    if (status || found->number == 0) return status;
    if (!found->same && found->source != items->source && alike <= MOST_ALIKE) continue;
    status = mark_seen(items, found->number, &again, err);
    if (status || found->same || !again || alike > MOST_ALIKE) return status;
  }
}

static sse_status write_item(index_items *items, enum statement which, const source_item *item, sse_str date,
                             const unsigned char hash[HASH_SIZE], const char *id, sse_error *err) {
  sqlite3_stmt *statement = items->statements[which];
  const sse_str texts[] = {
      item->title, item->body.data ? item->body : sse_str_of(""), date, item->url, item->source, item->lang};
  sqlite3_int64 ignored;
  bool bound = bind_str(statement, 1, sse_str_of(id)) &&
               sqlite3_bind_blob(statement, 2, hash, HASH_SIZE, SQLITE_STATIC) == SQLITE_OK &&
               sqlite3_bind_int64(statement, 3, items->source) == SQLITE_OK;
  for (int i = 0; i < (int)(sizeof texts / sizeof *texts) && bound; i++)
    bound = bind_str(statement, 4 + i, texts[i]);
  sse_status status = bound ? run(items, which, &ignored, err) : index_fail(items->index, err);
  release(items, which);
  return status;
}

sse_status items_put(index_items *items, const source_item *item, items_outcome *outcome, sse_error *err) {
  char date_text[SSE_DATE_SIZE];
  char id[ID_SIZE];
  unsigned char hash[HASH_SIZE];
  struct found found = {0};
  sse_date_format(item->date, date_text);
  sse_str date = item->date.year ? sse_str_of(date_text) : (sse_str){0};
  const sse_str kept[] = {item->title, item->body, date, item->url, item->source, item->lang};
  if (!hash_strs(kept, sizeof kept / sizeof *kept, hash)) return sse_fail_memory(err);

  sse_status status = place_item(items, item, date, hash, id, &found, err);
  if (status) return status;
  if (found.number > 0 && found.same) {
    *outcome = ITEMS_UNCHANGED;
    return SSE_OK;
  }
  *outcome = found.number > 0 ? ITEMS_UPDATED : ITEMS_ADDED;
  if (found.number > 0) status = run_with_number(items, DELETE_TERMS, found.number, err);
  if (!status)
    status = write_item(items, found.number > 0 ? UPDATE_ITEM : ADD_ITEM, item, date, hash, id, err);
  if (status) return status;
  if (found.number == 0) {
    bool again;
    found.number = sqlite3_last_insert_rowid(index_connection(items->index));
    status = mark_seen(items, found.number, &again, err);
  }
  if (!status) status = run_with_number(items, ADD_TERMS, found.number, err);
  return status;
}
