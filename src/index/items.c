/* Items in the tables: what becomes of an item that was read, and of its row in FTS5. finder.c decides which
 * row it is. Its owner, the source that brought it first, determines its contents; another source that also
 * has it may only lend a fuller text. The owner's hash of everything that is stored shows what changed. */
#include "index/items.h"
#include "index/changes.h"
#include "index/connection.h"
#include "index/entry.h"
#include "index/finder.h"
#include "index/fingerprints.h"
#include "index/restore.h"
#include "index/row_terms.h"
#include "index/schema.h"
#include "index/statements.h"
#include "index/withdrawn.h"

#include <stdlib.h>

enum statement {
  ADD_ITEM,
  UPDATE_ITEM,
  PLACE_ITEM,
  READ_TEXT,
  LEND,
  RETURN_ITEM,
  DELETE_ITEM,
  ADD_HOLDER,
  DELETE_HOLDER,
  OWNED,
  HELD,
  PASS_ON,
  READ_AGAIN,
  READ_HOLDERS,
  LOSE,
  GONE,
  ADD_LANGUAGE,
  STATEMENT_COUNT
};

static const char *const statement_sql[STATEMENT_COUNT] = {
    /* Both take the same parameters from ?3 on. */
    [ADD_ITEM] =
        "INSERT OR IGNORE INTO item(id, source_id, hash, own, address, title_key, entry, line, title, body,"
        " date, url, source, lang, tags, reply_to, author, titled, changed, first_seen, gone)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?19, "
        "0)",
    [UPDATE_ITEM] = "UPDATE item SET source_id = ?2, hash = ?3, own = ?4, address = ?5, title_key = ?6,"
                    " entry = ?7, line = ?8, title = ?9, body = ?10, date = ?11, url = ?12, source = ?13,"
                    " lang = ?14, tags = ?15, reply_to = ?16, author = ?17, titled = ?18, changed = ?19, "
                    "gone = 0, lender = NULL"
                    " WHERE number = ?1",
    [PLACE_ITEM] = "UPDATE item SET own = ?2, entry = ?3, line = ?4, hash = ?5 WHERE number = ?1",
    [READ_TEXT] = "SELECT number, body, date, url, author FROM item WHERE number = ?1",
    [LEND] = "UPDATE item SET body = coalesce(?2, body), date = coalesce(date, ?3), url = coalesce(url, ?4),"
             " address = coalesce(address, ?5), lender = coalesce(?6, lender), author = coalesce(author, ?7),"
             " changed = ?8 WHERE number = ?1",
    [RETURN_ITEM] = "UPDATE item SET source_id = ?2, gone = 0 WHERE number = ?1",
    [DELETE_ITEM] = "DELETE FROM item WHERE number = ?1",
    [ADD_HOLDER] = "INSERT OR IGNORE INTO holder(item, source_id) VALUES(?1, ?2)",
    [DELETE_HOLDER] = "DELETE FROM holder WHERE item = ?1 AND source_id = ?2",
    [OWNED] = "SELECT number FROM item WHERE source_id = ?1 AND gone = 0",
    [HELD] = "SELECT item FROM holder WHERE source_id = ?1",
    [PASS_ON] = "UPDATE item SET source_id = (SELECT min(source_id) FROM holder WHERE item = ?1)"
                " WHERE number = ?1 AND EXISTS(SELECT 1 FROM holder WHERE item = ?1) RETURNING source_id",
    /* A file; an address is asked for what is newer than its last answer, and has new answers often. */
    [READ_AGAIN] = "UPDATE source SET changed = 0, hash = zeroblob(length(hash))"
                   " WHERE number = ?1 AND address IS NULL",
    /* The same of those that have the item too, where its text becomes shorter: theirs may be fuller now. */
    [READ_HOLDERS] = "UPDATE source SET changed = 0, hash = zeroblob(length(hash)) WHERE address IS NULL"
                     " AND number IN (SELECT source_id FROM holder WHERE item = ?1)"
                     " AND ?2 < (SELECT length(CAST(body AS BLOB)) FROM item WHERE number = ?1)",
    [LOSE] = "UPDATE item SET gone = 1 WHERE number = ?1",
    [GONE] = "SELECT number FROM item WHERE source_id = ?1 AND gone = 1",
    [ADD_LANGUAGE] = "INSERT OR IGNORE INTO language(tag) VALUES(?1)",
};

struct index_items {
  index_db *index;
  index_finder *finder;
  index_restore *restore; /* NULL until an item of an export comes */
  index_withdrawn *withdrawn;
  index_fingerprints *fingerprints;
  row_terms *row_terms;
  sqlite3_stmt *statements[STATEMENT_COUNT];
  const char *path;          /* of the current source, borrowed */
  sqlite3_int64 source;      /* its number */
  int64_t now;               /* seconds since 1970, for all items of the run */
  bool is_new;               /* the source never had an item */
  bool saved;                /* there is a state to return to */
  text_languages languages;  /* those known to be in the table */
  statement_numbers numbers; /* of items */
  index_entry entry;         /* the current item; its terms are made when needed */
  entry_terms terms;
  sse_buffer canonical; /* addresses in canonical form */
  sse_buffer text;      /* of a row being changed, and what else it lacks */
  bool lacks_date, lacks_url, lacks_author;
};

sse_status items_new(index_db *index, int64_t now, index_items **items, sse_error *err) {
  index_items *made = calloc(1, sizeof *made);
  *items = NULL;
  if (!made) return sse_fail_memory(err);
  made->index = index;
  made->now = now;
  sse_status status = statements_prepare(index, statement_sql, STATEMENT_COUNT, made->statements, err);
  if (!status) status = finder_new(index, &made->finder, err);
  if (!status) status = withdrawn_new(index, &made->withdrawn, err);
  if (!status) status = fingerprints_new(index, &made->fingerprints, err);
  if (!status) status = row_terms_new(index, &made->row_terms, err);
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

index_finder *items_finder(index_items *items) {
  return items->finder;
}

void items_free(index_items *items) {
  if (!items) return;
  statements_finalize(items->statements, STATEMENT_COUNT);
  finder_free(items->finder);
  restore_free(items->restore);
  withdrawn_free(items->withdrawn);
  fingerprints_free(items->fingerprints);
  row_terms_free(items->row_terms);
  free(items->numbers.numbers);
  entry_terms_reset(&items->terms);
  sse_buffer_reset(&items->canonical);
  sse_buffer_reset(&items->text);
  free(items);
}

/* Runs a statement with the first number or, if it has two parameters, with both. */
static sse_status run_with_numbers(index_items *items, enum statement which, sqlite3_int64 first,
                                   sqlite3_int64 second, sse_error *err) {
  sqlite3_stmt *statement = items->statements[which];
  bool bound = sqlite3_bind_int64(statement, 1, first) == SQLITE_OK;
  if (sqlite3_bind_parameter_count(statement) > 1)
    bound = bound && sqlite3_bind_int64(statement, 2, second) == SQLITE_OK;
  return statement_execute(items->index, statement, bound, err);
}

void items_begin(index_items *items, sqlite3_int64 number, const char *path, bool is_new) {
  items->source = number;
  items->is_new = is_new;
  items->path = path;
  finder_begin(items->finder, number);
}

sse_status items_save(index_items *items, sse_error *err) {
  sse_status status = index_exec(items->index, "SAVEPOINT source", err);
  if (!status) items->saved = true;
  return status;
}

sse_status items_undo(index_items *items, sse_error *err) {
  if (!items->saved) return SSE_OK;
  row_terms_forget_words(items->row_terms);
  items->saved = false;
  items->languages = 0;
  changes_are_all(changes_of(items->index)); /* words that were counted no longer exist */
  return index_exec(items->index, "ROLLBACK TO source; RELEASE source", err);
}

sse_status items_write_words(index_items *items, sse_error *err) {
  return row_terms_write_words(items->row_terms, err);
}

sse_status items_commit(index_items *items, sse_error *err) {
  return index_exec(items->index, "COMMIT", err);
}

/* Finds the row of an item that has neither address nor id: by its title and date, in its source, which
 * distinguishes several by their order. In another source, only an identical item is the same item. */
static sse_status find_by_content(index_items *items, const finder_item *item, found_item *found,
                                  sse_error *err) {
  char made[IDENTITY_ID_SIZE];
  sse_str id;
  for (uint32_t alike = 0;; alike++) {
    bool last = alike > IDENTITY_ALIKE_MOST;
    if (!identity_make_id(&item->entry->item, &item->keys, items->path, alike, made, &id))
      return sse_fail_memory(err);
    sse_status status = finder_find_id(items->finder, id, item, found, err);
    if (status || found->number == 0) return status;
    if (!found->same && found->source != items->source && !last) continue;
    if (found->same || last || !finder_is_marked(items->finder, found->number)) return SSE_OK;
  }
}

/* Binds the parameters of ADD_ITEM and UPDATE_ITEM from ?2 on. */
static bool bind_item(const index_items *items, enum statement which, const finder_item *wanted) {
  enum { NEEDED = 2 }; /* title and body are never NULL */
  sqlite3_stmt *statement = items->statements[which];
  const source_item *item = &wanted->entry->item;
  const item_keys *keys = &wanted->keys;
  const sse_str texts[] = {item->title,  item->body.data ? item->body : sse_str_of(""),
                           wanted->date, item->url,
                           item->source, item->lang,
                           item->tags,   item->reply_to,
                           item->author};
  bool bound = sqlite3_bind_int64(statement, 2, items->source) == SQLITE_OK &&
               sqlite3_bind_blob(statement, 3, wanted->entry->hash, ENTRY_HASH, SQLITE_STATIC) == SQLITE_OK &&
               statement_bind_key(statement, 4, keys->has_own, keys->own) &&
               statement_bind_key(statement, 5, keys->has_address, keys->address) &&
               statement_bind_key(statement, 6, keys->has_own || keys->has_address, keys->title) &&
               statement_bind_key(statement, 8, item->line > 0, (int64_t)item->line);
  bound = bound && sqlite3_bind_int(statement, 18, !item->is_untitled) == SQLITE_OK &&
          sqlite3_bind_int64(statement, 19, items->now) == SQLITE_OK;
  if (item->path.length > 0) bound = bound && statement_bind_str(statement, 7, item->path);
  for (int i = 0; i < (int)(sizeof texts / sizeof *texts) && bound; i++)
    if (i < NEEDED || texts[i].length > 0) bound = statement_bind_str(statement, 9 + i, texts[i]);
  return bound;
}

/* Makes sure that queries look for stems of this language. */
static sse_status add_language(index_items *items, sse_str lang, sse_error *err) {
  text_language language = text_language_of(lang);
  sqlite3_stmt *statement = items->statements[ADD_LANGUAGE];
  if (language == TEXT_NO_LANGUAGE || items->languages >> language & 1) return SSE_OK;
  items->languages |= 1u << language;
  return statement_execute(items->index, statement, statement_bind_str(statement, 1, lang), err);
}

/* Makes the terms of the current item, unless it has them. */
static sse_status need_terms(index_items *items, sse_error *err) {
  return entry_analyse(index_analyser(items->index), &items->terms, &items->entry, err);
}

/* Adds the terms of the current item. */
static sse_status add_terms(index_items *items, sqlite3_int64 number, sse_error *err) {
  sse_status status = need_terms(items, err);
  if (!status) status = row_terms_add(items->row_terms, number, &items->entry, err);
  return status ? status : fingerprints_put(items->fingerprints, number, &items->entry, err);
}

/* Adds the item, unless the id it would be shown under is taken; then `found` is the row that has it. The
 * INSERT needs no statement journal (OR IGNORE, without RETURNING), with which 100,000 items took 12 s
 * instead of 7. */
static sse_status try_to_add(index_items *items, const finder_item *item, sse_str id, found_item *found,
                             sse_error *err) {
  sqlite3_stmt *statement = items->statements[ADD_ITEM];
  bool again, bound = statement_bind_str(statement, 1, id) && bind_item(items, ADD_ITEM, item);
  *found = (found_item){0};
  sqlite3 *connection = index_connection(items->index);
  sse_status status = statement_execute(items->index, statement, bound, err);
  if (status) return status;
  if (sqlite3_changes(connection) == 0) return finder_find_id(items->finder, id, item, found, err);
  sqlite3_int64 number = sqlite3_last_insert_rowid(connection);
  changes_touch(changes_of(items->index), number, CHANGES_ADDED);
  status = finder_mark(items->finder, number, &again, err);
  return status ? status : add_terms(items, number, err);
}

/* Adds an item that has no row, unless it was taken down. If another source has an identical item under the
 * same id, as two exports do, that row is `found`. */
static sse_status add(index_items *items, const finder_item *item, found_item *found, items_outcome *outcome,
                      sse_error *err) {
  char made[IDENTITY_ID_SIZE];
  sse_str id;
  for (uint32_t alike = 0;; alike++) {
    if (!identity_make_id(&item->entry->item, &item->keys, items->path, alike, made, &id))
      return sse_fail_memory(err);
    bool is_withdrawn = false;
    sse_status status = withdrawn_has(items->withdrawn, item, id, &is_withdrawn, err);
    if (is_withdrawn) *outcome = ITEMS_WITHDRAWN;
    if (status || is_withdrawn) return status;
    status = try_to_add(items, item, id, found, err);
    if (!status && found->number == 0) *outcome = ITEMS_ADDED;
    if (status || found->number == 0 || found->same) return status;
  }
}

/* ---- An existing item ----------------------------------------------------------------------------- */

/* Reads the columns of a row of which another source may have more: copies the body, and notes which others
 * are missing. */
static sse_status read_text(index_items *items, sqlite3_int64 number, sse_error *err) {
  sqlite3_stmt *statement = items->statements[READ_TEXT];
  sqlite3_int64 read;
  bool bound = sqlite3_bind_int64(statement, 1, number) == SQLITE_OK;
  sse_status status = statement_run(items->index, statement, bound, &read, err);
  sse_buffer_clear(&items->text);
  if (!status) sse_buffer_append_str(&items->text, index_column(statement, 1));
  items->lacks_date = sqlite3_column_type(statement, 2) == SQLITE_NULL;
  items->lacks_url = sqlite3_column_type(statement, 3) == SQLITE_NULL;
  items->lacks_author = sqlite3_column_type(statement, 4) == SQLITE_NULL;
  index_statement_end(statement);
  return !status && items->text.failed ? sse_fail_memory(err) : status;
}

static sse_status hold(index_items *items, const found_item *found, sse_error *err) {
  if (found->source == items->source) return SSE_OK;
  return run_with_numbers(items, ADD_HOLDER, found->number, items->source, err);
}

static sse_status read_holders(index_items *items, sqlite3_int64 number, size_t length, sse_error *err) {
  return run_with_numbers(items, READ_HOLDERS, number, (sqlite3_int64)length, err);
}

/* The current source has an item that belongs to another: takes what its copy has more of. */
static sse_status lend(index_items *items, const finder_item *wanted, const found_item *found, bool again,
                       items_outcome *outcome, sse_error *err) {
  const source_item *item = &wanted->entry->item;
  sqlite3_stmt *statement = items->statements[LEND];
  sse_status status = hold(items, found, err);
  if (!status) status = read_text(items, found->number, err);
  if (status) return status;
  sse_str kept = sse_buffer_str(&items->text);
  bool is_text = item->body.length > 0 && !item->is_brief;
  bool renewed = found->lender == items->source && !again && is_text && !sse_str_equal(kept, item->body);
  bool body = item->body.length > kept.length || renewed, url = items->lacks_url && item->url.length > 0;
  bool author = items->lacks_author && item->author.length > 0;
  bool date = items->lacks_date && wanted->date.length > 0;
  if (!body && !url && !date && !author) return SSE_OK;
  *outcome = ITEMS_MERGED;
  status = need_terms(items, err);
  if (!status && body) status = read_holders(items, found->number, item->body.length, err);
  if (!status) status = row_terms_delete(items->row_terms, found->number, err);
  bool bound = sqlite3_bind_int64(statement, 1, found->number) == SQLITE_OK &&
               sqlite3_bind_int64(statement, 8, items->now) == SQLITE_OK &&
               (!body || (statement_bind_str(statement, 2, item->body) &&
                          sqlite3_bind_int64(statement, 6, items->source) == SQLITE_OK)) &&
               (!date || statement_bind_str(statement, 3, wanted->date)) &&
               (!author || statement_bind_str(statement, 7, item->author)) &&
               (!url || statement_bind_str(statement, 4, item->url)) &&
               statement_bind_key(statement, 5, url && wanted->keys.has_address, wanted->keys.address);
  if (!status) status = statement_execute(items->index, statement, bound, err);
  if (!status && body) status = fingerprints_put(items->fingerprints, found->number, wanted->entry, err);
  return status ? status : row_terms_restore(items->row_terms, found->number, err);
}

/* The current source owns the item, or takes over one that no source has. A text lent by another source stays
 * if it is longer, as does a stored text that is longer than that of a brief item. */
static sse_status change(index_items *items, const finder_item *item, const found_item *found,
                         items_outcome *outcome, sse_error *err) {
  sqlite3_stmt *statement = items->statements[UPDATE_ITEM];
  bool may_keep = found->lender > 0 || item->entry->item.is_brief;
  sse_status status = may_keep ? read_text(items, found->number, err) : SSE_OK;
  bool keeps = may_keep && items->text.length > item->entry->item.body.length;
  if (!status && !keeps) status = read_holders(items, found->number, item->entry->item.body.length, err);
  if (!status) status = row_terms_delete(items->row_terms, found->number, err);
  if (status) return status;
  *outcome = keeps ? ITEMS_MERGED : ITEMS_UPDATED;
  bool bound =
      sqlite3_bind_int64(statement, 1, found->number) == SQLITE_OK && bind_item(items, UPDATE_ITEM, item);
  status = statement_execute(items->index, statement, bound, err);
  if (status || !keeps) return status ? status : add_terms(items, found->number, err);
  statement = items->statements[LEND];
  bound = sqlite3_bind_int64(statement, 1, found->number) == SQLITE_OK &&
          statement_bind_str(statement, 2, sse_buffer_str(&items->text)) &&
          sqlite3_bind_int64(statement, 8, items->now) == SQLITE_OK &&
          (found->lender == 0 || sqlite3_bind_int64(statement, 6, found->lender) == SQLITE_OK);
  status = statement_execute(items->index, statement, bound, err);
  return status ? status : row_terms_restore(items->row_terms, found->number, err);
}

/* The row holds the item unchanged: records its current place. */
static sse_status keep(index_items *items, const finder_item *wanted, const found_item *found,
                       sse_error *err) {
  const source_item *item = &wanted->entry->item;
  sqlite3_stmt *statement = items->statements[PLACE_ITEM];
  sse_status status = SSE_OK;
  if (found->gone) {
    changes_touch(changes_of(items->index), found->number, 0);
    status = run_with_numbers(items, RETURN_ITEM, found->number, items->source, err);
  }
  if (status || found->same_place) return status;
  bool bound = sqlite3_bind_int64(statement, 1, found->number) == SQLITE_OK &&
               statement_bind_key(statement, 2, wanted->keys.has_own, wanted->keys.own) &&
               (item->path.length == 0 || statement_bind_str(statement, 3, item->path)) &&
               statement_bind_key(statement, 4, item->line > 0, (int64_t)item->line) &&
               sqlite3_bind_blob(statement, 5, wanted->entry->hash, ENTRY_HASH, SQLITE_STATIC) == SQLITE_OK;
  return statement_execute(items->index, statement, bound, err);
}

/* Sets `*result` if the row, which this reading already brought, has no less text than its second copy. */
static sse_status is_fuller(index_items *items, const finder_item *item, const found_item *found,
                            bool *result, sse_error *err) {
  sse_status status = read_text(items, found->number, err);
  *result = items->text.length >= item->entry->item.body.length;
  return status;
}

static sse_status meet(index_items *items, const finder_item *item, const found_item *found,
                       items_outcome *outcome, sse_error *err) {
  bool again = false, done = found->same;
  sse_status status = finder_mark(items->finder, found->number, &again, err);
  if (status) return status;
  if (!found->gone && found->source != items->source) return lend(items, item, found, again, outcome, err);
  if (again && !done) status = is_fuller(items, item, found, &done, err);
  if (status || (again && done)) return status;
  if (done) return keep(items, item, found, err);
  return change(items, item, found, outcome, err);
}

/* Restores an item of an export as the index that wrote it had it. */
static sse_status restore(index_items *items, const index_entry *entry, items_outcome *outcome,
                          sse_error *err) {
  sqlite3_int64 number = 0;
  sse_status status = items->restore ? SSE_OK : restore_new(items->index, &items->restore, err);
  if (!status) status = restore_put(items->restore, entry, &number, err);
  if (status || number == 0) return status;
  *outcome = ITEMS_ADDED;
  changes_touch(changes_of(items->index), number, CHANGES_ADDED);
  status = add_terms(items, number, err);
  return status ? status : add_language(items, entry->item.lang, err);
}

sse_status items_put(index_items *items, const index_entry *entry, items_outcome *outcome, sse_error *err) {
  char date[SSE_DATE_SIZE];
  items->entry = *entry;
  finder_item item = {.entry = &items->entry, .date = identity_date(&entry->item, date)};
  found_item found;
  *outcome = ITEMS_UNCHANGED;
  if (entry->item.provenance.length > 0) return restore(items, entry, outcome, err);
  if (!identity_keys(&entry->item, sse_str_of(items->path), &items->canonical, &item.keys))
    return sse_fail_memory(err);
  bool has_key = item.keys.has_own || item.keys.has_address;
  sse_status status =
      has_key ? finder_find(items->finder, &item, &found, err) : find_by_content(items, &item, &found, err);
  if (!status) status = add_language(items, entry->item.lang, err);
  if (!status && found.number == 0) status = add(items, &item, &found, outcome, err);
  if (!status && found.number > 0) status = meet(items, &item, &found, outcome, err);
  return status ? status : finder_next(items->finder, err);
}

/* ---- Items that are gone -------------------------------------------------------------------------- */

/* Collects the item numbers that a statement returns for a source. */
static sse_status collect(index_items *items, enum statement which, sqlite3_int64 source, sse_error *err) {
  sqlite3_stmt *statement = items->statements[which];
  bool bound = sqlite3_bind_int64(statement, 1, source) == SQLITE_OK;
  return statement_collect(items->index, statement, bound, &items->numbers, err);
}

/* The item's source no longer has it: another source that has it takes it over, and is read again for what it
 * says of it, else the item is gone. */
static sse_status lose(index_items *items, sqlite3_int64 number, sse_error *err) {
  sqlite3_stmt *pass_on = items->statements[PASS_ON];
  sqlite3_int64 heir = 0;
  bool bound = sqlite3_bind_int64(pass_on, 1, number) == SQLITE_OK;
  sse_status status = statement_run(items->index, pass_on, bound, &heir, err);
  index_statement_end(pass_on);
  if (status) return status;
  if (heir == 0) return run_with_numbers(items, LOSE, number, 0, err);
  changes_touch(changes_of(items->index), number, 0);
  status = run_with_numbers(items, READ_AGAIN, heir, 0, err);
  return status ? status : run_with_numbers(items, DELETE_HOLDER, number, heir, err);
}

/* Makes a source lose all its items or, if it was read, those that were not seen in it. */
static sse_status lose_items(index_items *items, sqlite3_int64 source, bool was_read, sse_error *err) {
  const statement_numbers *numbers = &items->numbers;
  sse_status status = collect(items, HELD, source, err);
  for (size_t i = 0; i < numbers->count && !status; i++)
    if (!was_read || !finder_is_marked(items->finder, numbers->numbers[i]))
      status = run_with_numbers(items, DELETE_HOLDER, numbers->numbers[i], source, err);
  if (!status) status = collect(items, OWNED, source, err);
  for (size_t i = 0; i < numbers->count && !status; i++)
    if (!was_read || !finder_is_marked(items->finder, numbers->numbers[i]))
      status = lose(items, numbers->numbers[i], err);
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
    status = row_terms_delete(items->row_terms, items->numbers.numbers[i], err);
    if (!status) status = fingerprints_delete(items->fingerprints, items->numbers.numbers[i], err);
    if (!status) status = run_with_numbers(items, DELETE_ITEM, items->numbers.numbers[i], 0, err);
    if (!status) ++*removed;
  }
  return status;
}
