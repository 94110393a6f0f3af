/* Items in the tables: which row an item is, whether it changed, and the FTS5 row that follows it.
 * An item's id is its source's own, else it comes from its title and date; two items that ask for the same id
 * and are not the same are told apart by where they came from, so that neither replaces the other. A hash of
 * all that is kept tells what changed. */
#include "index/items.h"
#include "index/schema.h"
#include "index/statements.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum {
  ID_SIZE = 17, /* 16 hexadecimal digits and a NUL */
  MOST_ALIKE =
      100 /* items of one title and date a source may change in place; behind them the text counts too */
};

enum statement {
  FIND_ITEM,
  ADD_ITEM,
  UPDATE_ITEM,
  RETURN_ITEM,
  DELETE_ITEM,
  ADD_TERMS,
  DELETE_TERMS,
  ADD_HOLDER,
  DELETE_HOLDER,
  OWNED,
  HELD,
  PASS_ON,
  LOSE,
  GONE,
  ADD_LANGUAGE,
  STATEMENT_COUNT
};

static const char *const statement_sql[STATEMENT_COUNT] = {
    [FIND_ITEM] = "SELECT number, hash, source_id, title, gone FROM item WHERE id = ?1",
    [ADD_ITEM] = "INSERT INTO item(id, hash, source_id, title, body, date, url, source, lang, tags, gone)"
                 " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0)",
    [UPDATE_ITEM] = "UPDATE item SET hash = ?2, source_id = ?3, title = ?4, body = ?5, date = ?6, url = ?7,"
                    " source = ?8, lang = ?9, tags = ?10, gone = 0 WHERE id = ?1",
    [RETURN_ITEM] = "UPDATE item SET source_id = ?2, gone = 0 WHERE number = ?1",
    [DELETE_ITEM] = "DELETE FROM item WHERE number = ?1",
    [ADD_TERMS] = "INSERT INTO terms(rowid, title, body, tags) VALUES(?1, ?2, ?3, ?4)",
    [DELETE_TERMS] = "INSERT INTO terms(terms, rowid, title, body, tags)"
                     " SELECT 'delete', number, title, body, tags FROM item WHERE number = ?1",
    [ADD_HOLDER] = "INSERT OR IGNORE INTO holder(item, source_id) VALUES(?1, ?2)",
    [DELETE_HOLDER] = "DELETE FROM holder WHERE item = ?1 AND source_id = ?2",
    [OWNED] = "SELECT number FROM item WHERE source_id = ?1 AND gone = 0",
    [HELD] = "SELECT item FROM holder WHERE source_id = ?1",
    [PASS_ON] = "UPDATE item SET source_id = (SELECT min(source_id) FROM holder WHERE item = ?1)"
                " WHERE number = ?1 AND EXISTS(SELECT 1 FROM holder WHERE item = ?1) RETURNING source_id",
    [LOSE] = "UPDATE item SET gone = 1 WHERE number = ?1",
    [GONE] = "SELECT number FROM item WHERE source_id = ?1 AND gone = 1",
    [ADD_LANGUAGE] = "INSERT OR IGNORE INTO language(tag) VALUES(?1)",
};

struct index_items {
  index_db *index;
  sqlite3_stmt *statements[STATEMENT_COUNT];
  const char *path;     /* of the source at hand, borrowed */
  sqlite3_int64 source; /* its number */
  bool is_new;          /* it never had an item */
  bool saved;           /* there is a state to go back to */
  /* For each item number the source, counted from 1, that last brought it in this run: tells a second item of
   * the same id in one source from the first one seen again, and what a source has no more. */
  uint32_t *seen;
  size_t seen_capacity;
  uint32_t source_count;
  text_languages languages;  /* known to be in the table */
  statement_numbers numbers; /* of items */
};

/* A row that FIND_ITEM found. */
struct found {
  sqlite3_int64 number; /* 0: no such row */
  sqlite3_int64 source;
  bool same;       /* as the item at hand */
  bool same_title; /* as that of the item at hand */
  bool gone;
};

sse_status items_new(index_db *index, index_items **items, sse_error *err) {
  index_items *made = calloc(1, sizeof *made);
  *items = NULL;
  if (!made) return sse_fail_memory(err);
  made->index = index;
  sse_status status = statements_prepare(index, statement_sql, STATEMENT_COUNT, made->statements, err);
  if (!status) status = index_exec(index, "BEGIN", err);
  if (status) {
    items_free(made);
  } else {
    *items = made;
  }
  return status;
}

const index_db *items_index(const index_items *items) {
  return items->index;
}

void items_free(index_items *items) {
  if (!items) return;
  statements_finalize(items->statements, STATEMENT_COUNT);
  free(items->numbers.numbers);
  free(items->seen);
  free(items);
}

/* Runs a statement with one number or, where it takes two, with both. */
static sse_status run_with_numbers(index_items *items, enum statement which, sqlite3_int64 first,
                                   sqlite3_int64 second, sse_error *err) {
  sqlite3_stmt *statement = items->statements[which];
  bool bound = sqlite3_bind_int64(statement, 1, first) == SQLITE_OK;
  if (sqlite3_bind_parameter_count(statement) > 1)
    bound = bound && sqlite3_bind_int64(statement, 2, second) == SQLITE_OK;
  return statement_execute(items->index, statement, bound, err);
}

static sse_status run_with_number(index_items *items, enum statement which, sqlite3_int64 number,
                                  sse_error *err) {
  return run_with_numbers(items, which, number, 0, err);
}

void items_begin(index_items *items, sqlite3_int64 number, const char *path, bool is_new) {
  items->source = number;
  items->is_new = is_new;
  items->path = path;
  items->source_count++;
}

sse_status items_save(index_items *items, sse_error *err) {
  sse_status status = index_exec(items->index, "SAVEPOINT source", err);
  if (!status) items->saved = true;
  return status;
}

sse_status items_undo(index_items *items, sse_error *err) {
  if (!items->saved) return SSE_OK;
  items->saved = false;
  items->languages = 0;
  return index_exec(items->index, "ROLLBACK TO source; RELEASE source", err);
}

sse_status items_commit(index_items *items, sse_error *err) {
  return index_exec(items->index, "COMMIT", err);
}

/* Lengths go into the hash, so that no two lists of texts run together. */
static bool hash_str(XXH3_state_t *state, sse_str text) {
  uint64_t length = text.length;
  return XXH3_128bits_update(state, &length, sizeof length) == XXH_OK &&
         XXH3_128bits_update(state, text.data ? text.data : "", text.length) == XXH_OK;
}

static bool hash_strs(const sse_str *texts, size_t count, unsigned char hash[ENTRY_HASH]) {
  XXH3_state_t *state = XXH3_createState();
  bool done = state && XXH3_128bits_reset(state) == XXH_OK;
  for (size_t i = 0; i < count && done; i++)
    done = hash_str(state, texts[i]);
  if (done) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state));
    memcpy(hash, canonical.digest, ENTRY_HASH);
  }
  (void)XXH3_freeState(state); /* always XXH_OK */
  return done;
}

/* The item's date as it is kept; none where it has none. */
static sse_str date_of(const source_item *item, char text[SSE_DATE_SIZE]) {
  sse_date_format(item->date, text);
  return item->date.year ? sse_str_of(text) : (sse_str){0};
}

bool items_hash(const source_item *item, unsigned char hash[ENTRY_HASH]) {
  char date[SSE_DATE_SIZE];
  const sse_str kept[] = {item->title,  item->body, date_of(item, date), item->url,
                          item->source, item->lang, item->tags};
  return hash_strs(kept, sizeof kept / sizeof *kept, hash);
}

/* The id an item has where `alike` items before it took those it asked for: its own or, by default, one made
 * of its title and date; behind that made of all that tells it apart. `*id` may be in `made`. */
static bool make_id(const index_items *items, const source_item *item, sse_str date, uint32_t alike,
                    char made[ID_SIZE], sse_str *id) {
  unsigned char hash[ENTRY_HASH];
  char ordinal[16];
  sse_str parts[] = {item->title, date, sse_str_of(items->path), {ordinal, 0}, item->body, item->id};
  int length = snprintf(ordinal, sizeof ordinal, "%u", (unsigned)alike);
  if (length < 0) return false;
  parts[3].length = (size_t)length;
  size_t count = alike == 0 ? 2 : alike <= MOST_ALIKE ? 4 : 5;
  *id = item->id;
  if (item->id.length > 0 && alike == 0) return true;
  if (!hash_strs(parts, item->id.length > 0 ? 6 : count, hash)) return false;
  for (size_t i = 0; i < ID_SIZE / 2; i++)
    (void)snprintf(made + 2 * i, 3, "%02x", hash[i]); /* two digits always fit */
  *id = (sse_str){made, ID_SIZE - 1};
  return true;
}

static sse_status find_item(index_items *items, sse_str id, sse_str title,
                            const unsigned char hash[ENTRY_HASH], struct found *found, sse_error *err) {
  sqlite3_stmt *statement = items->statements[FIND_ITEM];
  *found = (struct found){0};
  bool bound = statement_bind_str(statement, 1, id);
  sse_status status = statement_run(items->index, statement, bound, &found->number, err);
  if (!status && found->number > 0) {
    const void *kept = sqlite3_column_blob(statement, 1);
    found->same =
        kept && sqlite3_column_bytes(statement, 1) == ENTRY_HASH && memcmp(kept, hash, ENTRY_HASH) == 0;
    found->source = sqlite3_column_int64(statement, 2);
    sse_str kept_title = index_column(statement, 3);
    found->same_title = kept_title.data && sse_str_equal(title, kept_title);
    found->gone = sqlite3_column_int(statement, 4) != 0;
  }
  index_statement_end(statement);
  return status;
}

/* Marks an item as brought by the source at hand; `*again` tells that it was already. */
static sse_status mark_seen(index_items *items, sqlite3_int64 number, bool *again, sse_error *err) {
  void *seen = items->seen;
  if (!sse_array_reserve_zero(&seen, &items->seen_capacity, (size_t)number + 1, sizeof *items->seen))
    return sse_fail_memory(err);
  items->seen = seen;
  *again = items->seen[number] == items->source_count;
  items->seen[number] = items->source_count;
  return SSE_OK;
}

/* True where the row found under an id that the item asks for is not an older state of the item: it is of
 * another source. Addresses name one thing in the whole world; other ids only within their source, unless the
 * title says so too. */
static bool is_other(const index_items *items, const source_item *item, const struct found *found) {
  if (found->same || found->source == items->source) return false;
  return item->id.length == 0 || !(found->same_title || memchr(item->id.data, ':', item->id.length));
}

/* Finds the row the item is or will be: the first of its ids that is free, holds the same, or is an older
 * state of it. */
static sse_status place_item(index_items *items, const source_item *item, sse_str date,
                             const unsigned char hash[ENTRY_HASH], char made[ID_SIZE], sse_str *id,
                             struct found *found, sse_error *err) {
  for (uint32_t alike = 0;; alike++) {
    bool again = false, last = alike > MOST_ALIKE;
    if (!make_id(items, item, date, alike, made, id)) return sse_fail_memory(err);
    sse_status status = find_item(items, *id, item->title, hash, found, err);
    if (status || found->number == 0) return status;
    if (is_other(items, item, found) && !last) continue;
    status = mark_seen(items, found->number, &again, err);
    bool repeated = item->id.length > 0 && found->same_title; /* the same id and title: the last one counts */
    if (status || found->same || !again || repeated || last) return status;
  }
}

static sse_status write_item(index_items *items, enum statement which, const source_item *item, sse_str date,
                             const unsigned char hash[ENTRY_HASH], sse_str id, sqlite3_int64 source,
                             sse_error *err) {
  sqlite3_stmt *statement = items->statements[which];
  enum { NEEDED = 2 }; /* title and body are never NULL */
  const sse_str none = {0};
  const sse_str texts[] = {
      item->title, item->body.data ? item->body : sse_str_of(""), date, item->url, item->source, item->lang,
      item->tags};
  bool bound = statement_bind_str(statement, 1, id) &&
               sqlite3_bind_blob(statement, 2, hash, ENTRY_HASH, SQLITE_STATIC) == SQLITE_OK &&
               sqlite3_bind_int64(statement, 3, source) == SQLITE_OK;
  for (int i = 0; i < (int)(sizeof texts / sizeof *texts) && bound; i++)
    bound = statement_bind_str(statement, 4 + i, i < NEEDED || texts[i].length > 0 ? texts[i] : none);
  return statement_execute(items->index, statement, bound, err);
}

/* Makes sure that queries look for stems of that language. */
static sse_status add_language(index_items *items, sse_str lang, sse_error *err) {
  text_language language = text_language_of(lang);
  sqlite3_stmt *statement = items->statements[ADD_LANGUAGE];
  if (language == TEXT_NO_LANGUAGE || items->languages >> language & 1) return SSE_OK;
  items->languages |= 1u << language;
  return statement_execute(items->index, statement, statement_bind_str(statement, 1, lang), err);
}

static sse_status add_terms(index_items *items, sqlite3_int64 number, const index_entry *entry,
                            sse_error *err) {
  sqlite3_stmt *statement = items->statements[ADD_TERMS];
  bool bound = sqlite3_bind_int64(statement, 1, number) == SQLITE_OK &&
               statement_bind_str(statement, 2, entry->title_terms) &&
               statement_bind_str(statement, 3, entry->body_terms) &&
               statement_bind_str(statement, 4, entry->tags_terms);
  return statement_execute(items->index, statement, bound, err);
}

/* An item that is in the index as it is: notes that this source has it. */
static sse_status hold(index_items *items, const struct found *found, sse_error *err) {
  if (found->gone) return run_with_numbers(items, RETURN_ITEM, found->number, items->source, err);
  if (found->source == items->source) return SSE_OK;
  return run_with_numbers(items, ADD_HOLDER, found->number, items->source, err);
}

static sse_status change(index_items *items, const index_entry *entry, sse_str date,
                         const unsigned char hash[ENTRY_HASH], sse_str id, const struct found *found,
                         sse_error *err) {
  sqlite3_int64 owner = found->gone ? items->source : found->source;
  sse_status status = run_with_number(items, DELETE_TERMS, found->number, err);
  if (!status) status = write_item(items, UPDATE_ITEM, &entry->item, date, hash, id, owner, err);
  if (!status && !found->gone) status = hold(items, found, err);
  return status ? status : add_terms(items, found->number, entry, err);
}

static sse_status add(index_items *items, const index_entry *entry, sse_str date,
                      const unsigned char hash[ENTRY_HASH], sse_str id, sse_error *err) {
  bool again;
  sse_status status = write_item(items, ADD_ITEM, &entry->item, date, hash, id, items->source, err);
  sqlite3_int64 number = sqlite3_last_insert_rowid(index_connection(items->index));
  if (!status) status = mark_seen(items, number, &again, err);
  return status ? status : add_terms(items, number, entry, err);
}

sse_status items_put(index_items *items, const index_entry *entry, items_outcome *outcome, sse_error *err) {
  const source_item *item = &entry->item;
  char date_text[SSE_DATE_SIZE], made[ID_SIZE];
  struct found found;
  sse_str id, date = date_of(item, date_text);
  const unsigned char *hash = entry->hash;
  sse_status status = place_item(items, item, date, hash, made, &id, &found, err);
  if (!status) status = add_language(items, item->lang, err);
  if (status) return status;
  if (found.number == 0) {
    *outcome = ITEMS_ADDED;
    return add(items, entry, date, hash, id, err);
  }
  *outcome = found.same ? ITEMS_UNCHANGED : ITEMS_UPDATED;
  return found.same ? hold(items, &found, err) : change(items, entry, date, hash, id, &found, err);
}

/* ---- What is gone ---------------------------------------------------------------------------- */

/* Collects the numbers of items that a statement gives for a source. */
static sse_status collect(index_items *items, enum statement which, sqlite3_int64 source, sse_error *err) {
  sqlite3_stmt *statement = items->statements[which];
  bool bound = sqlite3_bind_int64(statement, 1, source) == SQLITE_OK;
  return statement_collect(items->index, statement, bound, &items->numbers, err);
}

/* The item's source has it no more: another one that has it takes it over, else it is gone. */
static sse_status lose(index_items *items, sqlite3_int64 number, sse_error *err) {
  sqlite3_stmt *pass_on = items->statements[PASS_ON];
  sqlite3_int64 heir = 0;
  bool bound = sqlite3_bind_int64(pass_on, 1, number) == SQLITE_OK;
  sse_status status = statement_run(items->index, pass_on, bound, &heir, err);
  index_statement_end(pass_on);
  if (status) return status;
  return heir > 0 ? run_with_numbers(items, DELETE_HOLDER, number, heir, err)
                  : run_with_number(items, LOSE, number, err);
}

static bool is_seen(const index_items *items, sqlite3_int64 number) {
  return (size_t)number < items->seen_capacity && items->seen[number] == items->source_count;
}

/* Lets a source lose all items or, where it was read, those that were not seen to be in it. */
static sse_status lose_items(index_items *items, sqlite3_int64 source, bool was_read, sse_error *err) {
  const statement_numbers *numbers = &items->numbers;
  sse_status status = collect(items, HELD, source, err);
  for (size_t i = 0; i < numbers->count && !status; i++)
    if (!was_read || !is_seen(items, numbers->numbers[i]))
      status = run_with_numbers(items, DELETE_HOLDER, numbers->numbers[i], source, err);
  if (!status) status = collect(items, OWNED, source, err);
  for (size_t i = 0; i < numbers->count && !status; i++)
    if (!was_read || !is_seen(items, numbers->numbers[i])) status = lose(items, numbers->numbers[i], err);
  return status;
}

sse_status items_keep(index_items *items, sse_error *err) {
  bool saved = items->saved;
  items->saved = false;
  return saved ? index_exec(items->index, "RELEASE source", err) : SSE_OK;
}

sse_status items_end(index_items *items, sse_error *err) {
  sse_status status = items->is_new ? SSE_OK : lose_items(items, items->source, true, err);
  return status ? status : items_keep(items, err);
}

sse_status items_drop(index_items *items, sqlite3_int64 number, sse_error *err) {
  return lose_items(items, number, false, err);
}

sse_status items_prune(index_items *items, sqlite3_int64 number, size_t *removed, sse_error *err) {
  sse_status status = collect(items, GONE, number, err);
  for (size_t i = 0; i < items->numbers.count && !status; i++) {
    status = run_with_number(items, DELETE_TERMS, items->numbers.numbers[i], err);
    if (!status) status = run_with_number(items, DELETE_ITEM, items->numbers.numbers[i], err);
    if (!status) ++*removed;
  }
  return status;
}
