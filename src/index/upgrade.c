/* Takes over an index: copies its tables by the columns that both have, and makes its terms item by item.
 * Items keep their ids and numbers, so that saved searches and links keep working.
 * The old file is attached as one that nobody changes, the way readers open it. */
#include "index/upgrade.h"
#include "index/connection.h"
#include "index/identity.h"
#include "index/open.h"
#include "index/row_terms.h"
#include "index/schema.h"
#include "index/statements.h"
#include "index/tokenizer.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum {
  OLDEST = 16,        /* oldest version of the tables that can be taken over */
  BY_NUMBER_MOST = 29 /* the last version in which keys of ids depend on the number of a source */
};

/* ---- Whether an upgrade is needed ------------------------------------------------------------------ */

/* The single value that a statement returns; `*text` is a copy, NULL if there is none. */
static sse_status read_value(sqlite3 *connection, const char *path, const char *sql, sqlite3_int64 *number,
                             char **text, sse_error *err) {
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2(connection, sql, -1, &statement, NULL);
  if (result == SQLITE_OK) result = sqlite3_step(statement);
  *number = 0;
  *text = NULL;
  if (result == SQLITE_ROW) {
    const char *found = (const char *)sqlite3_column_text(statement, 0);
    *number = sqlite3_column_int64(statement, 0);
    *text = found ? sse_copy(sse_str_of(found)) : NULL;
    result = found && !*text ? SQLITE_NOMEM : SQLITE_DONE;
  }
  (void)sqlite3_finalize(statement); /* repeats the error */
  if (result == SQLITE_NOMEM) return sse_fail_memory(err);
  return result == SQLITE_DONE
             ? SSE_OK
             : sse_fail(err, SSE_DATABASE, "%s: cannot be read (%s)", path, sqlite3_errmsg(connection));
}

static sse_status look(sqlite3 *connection, const char *path, bool *is_due, sse_error *err) {
  char now[TEXT_VERSION_SIZE] = "";
  char *text = NULL;
  sqlite3_int64 version = 0, ignored;
  text_analyser *analyser = NULL;
  sse_status status =
      read_value(connection, path, "SELECT user_version FROM pragma_user_version", &version, &text, err);
  free(text);
  text = NULL;
  *is_due = version >= OLDEST && version < schema_version();
  if (status || version != schema_version()) return status;
  status =
      read_value(connection, path, "SELECT value FROM setting WHERE name = 'analyser'", &ignored, &text, err);
  if (!status) status = text_analyser_new(&analyser, err);
  if (!status) status = text_analyser_version(analyser, now, err);
  *is_due = !status && (!text || strcmp(text, now) != 0);
  text_analyser_free(analyser);
  free(text);
  return status;
}

/* The caller closes `*connection`, whatever the result. */
static sse_status open_old(const char *path, sqlite3 **connection, sse_error *err) {
  sse_buffer name = {0};
  index_immutable_name(path, &name);
  sse_status status = name.failed ? sse_fail_memory(err) : SSE_OK;
  if (!status &&
      sqlite3_open_v2(name.data, connection, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) != SQLITE_OK)
    status = sse_fail(err, SSE_DATABASE, "%s: cannot be read", path);
  sse_buffer_reset(&name);
  return status;
}

sse_status upgrade_is_due(const char *path, bool *is_due, sse_error *err) {
  sqlite3 *connection = NULL;
  *is_due = false;
  if (!index_is_one(path)) return SSE_OK;
  sse_status status = open_old(path, &connection, err);
  if (!status) status = look(connection, path, is_due, err);
  (void)sqlite3_close(connection); /* it was only read */
  return status;
}

sse_status upgrade_verify(const char *path, sse_error *err) {
  sqlite3 *connection = NULL;
  char *answer = NULL;
  sqlite3_int64 ignored;
  sse_status status = open_old(path, &connection, err);
  if (!status) status = tokenizer_register(connection, err);
  if (!status) status = read_value(connection, path, "PRAGMA quick_check(1)", &ignored, &answer, err);
  if (!status && (!answer || strcmp(answer, "ok") != 0))
    status = index_fail_damaged(path, answer ? answer : "nothing can be read", err);
  free(answer);
  (void)sqlite3_close(connection); /* it was only read */
  return status;
}

/* ---- Tables ---------------------------------------------------------------------------------------- */

/* Copies a table of the old index by the columns that both have. A table added in a later version
 * `may_lack`. */
static sse_status copy_table(const index_db *index, const char *table, bool may_lack, sse_error *err) {
  static const char columns_sql[] =
      "SELECT group_concat(name, ', ') FROM (SELECT ours.name FROM pragma_table_info(?1, 'main') AS ours"
      " JOIN pragma_table_info(?1, 'old') AS theirs USING(name))";
  sqlite3_stmt *statement;
  sse_buffer sql = {0};
  sqlite3_int64 ignored;
  sse_status status = index_prepare(index, columns_sql, &statement, err);
  if (status) return status;
  status =
      statement_run(index, statement, statement_bind_str(statement, 1, sse_str_of(table)), &ignored, err);
  const char *columns = status ? NULL : (const char *)sqlite3_column_text(statement, 0);
  if (columns)
    sse_buffer_printf(&sql, "INSERT INTO main.%s(%s) SELECT %s FROM old.%s", table, columns, columns, table);
  (void)sqlite3_finalize(statement); /* repeats the error */
  if (!status && sql.failed) status = sse_fail_memory(err);
  if (!status && !columns && !may_lack)
    status = sse_fail(err, SSE_DATABASE, "%s: has no table %s, so it cannot be converted", index_path(index),
                      table);
  if (!status && columns) status = index_exec(index, sql.data, err);
  sse_buffer_reset(&sql);
  return status;
}

static sse_status read_version(const index_db *index, sqlite3_int64 *version, sse_error *err) {
  sqlite3_stmt *statement;
  sse_status status = index_prepare(index, "PRAGMA old.user_version", &statement, err);
  if (status) return status;
  status = statement_run(index, statement, true, version, err);
  (void)sqlite3_finalize(statement); /* repeats the error */
  return status;
}

/* An index of a later version may have more than is copied here. */
static sse_status check_old(const index_db *index, sqlite3_int64 *version, sse_error *err) {
  sse_status status = read_version(index, version, err);
  if (status || (*version >= OLDEST && *version <= schema_version())) return status;
  return sse_fail(err, SSE_DATABASE,
                  "%s: its format is %lld, from which nothing can be converted; --rebuild "
                  "--from-sources-only starts from nothing",
                  index_path(index), (long long)*version);
}

sse_status upgrade_forget_reading(const index_db *index, sse_error *err) {
  return index_exec(index,
                    "UPDATE source SET hash = NULL, etag = NULL, modified = NULL, changed = NULL;"
                    "DELETE FROM portion",
                    err);
}

/* ---- Keys ------------------------------------------------------------------------------------------ */

/* The key of an id as it was: many short ids shared theirs with one of another source. */
static sqlite3_int64 key_by_number(sse_str id, sqlite3_int64 source) {
  return (sqlite3_int64)XXH3_64bits_withSeed(id.data ? id.data : "", id.length, (uint64_t)source);
}

/* Makes the keys anew that `select` gives as number, id, key, number and path of the source. */
static sse_status make_keys(const index_db *index, const char *const sql[2], sse_error *err) {
  enum { ROW, ID, KEY, SOURCE, PATH };
  sqlite3_stmt *statements[2];
  sse_buffer text = {0};
  sse_status status = statements_prepare(index, sql, 2, statements, err);
  sqlite3_stmt *row = statements[0], *update = statements[1];
  while (index_next_row(index, row, &status, err)) {
    sse_str id = index_column(row, ID);
    int64_t key;
    if (sqlite3_column_int64(row, KEY) != key_by_number(id, sqlite3_column_int64(row, SOURCE))) continue;
    if (!identity_own(id, index_column(row, PATH), &text, &key)) {
      status = sse_fail_memory(err);
      break;
    }
    bool bound = sqlite3_bind_int64(update, 1, sqlite3_column_int64(row, ROW)) == SQLITE_OK &&
                 sqlite3_bind_int64(update, 2, key) == SQLITE_OK;
    status = statement_execute(index, update, bound, err);
  }
  statements_finalize(statements, 2);
  sse_buffer_reset(&text);
  return status;
}

#define WITHDRAWN_SQL(sources)                                                                               \
  "SELECT w.number, w.id, w.own, s.number, s.path FROM main.withdrawn AS w JOIN " sources " AS s"            \
  " ON s.path = w.source WHERE w.own NOT NULL"

static sse_status make_withdrawn_keys(const index_db *index, const char *select, sse_error *err) {
  const char *const sql[2] = {select, "UPDATE main.withdrawn SET own = ?2 WHERE number = ?1"};
  return make_keys(index, sql, err);
}

/* Keys that are not found, of items that were shown under an id of our making, are told by the next reading;
 * and it brings what was taken for an item of another source. */
sse_status upgrade_read_again(const index_db *index, sse_error *err) {
  static const char *const sql[2] = {
      "SELECT i.number, i.id, i.own, s.number, s.path FROM main.item AS i JOIN main.source AS s"
      " ON s.number = i.source_id WHERE i.own NOT NULL ORDER BY i.number",
      "UPDATE main.item SET own = ?2 WHERE number = ?1"};
  sse_status status = make_keys(index, sql, err);
  if (!status) status = make_withdrawn_keys(index, WITHDRAWN_SQL("main.source"), err);
  return status ? status : upgrade_forget_reading(index, err);
}

static sse_status copy_tables(const index_db *index, bool forget, sse_error *err) {
  /* A lender may be gone; its number is given to none. */
  static const char numbers_sql[] =
      "UPDATE sqlite_sequence SET seq = max(seq, (SELECT coalesce(max(lender), 0) FROM item))"
      " WHERE name = 'source'";
  static const struct {
    const char *name;
    bool may_lack; /* indexes of early versions do not have it */
  } tables[] = {
      {"source", false}, {"item", false}, {"holder", false}, {"withdrawn", true}, {"translation", true}};
  sse_status status = SSE_OK;
  for (size_t i = 0; i < sizeof tables / sizeof *tables && !status; i++)
    status = copy_table(index, tables[i].name, tables[i].may_lack, err);
  if (!status) status = index_exec(index, numbers_sql, err);
  if (!status && forget) status = upgrade_forget_reading(index, err);
  return status;
}

static sse_status attach(const index_db *index, const char *path, sse_error *err) {
  sqlite3_stmt *statement;
  sse_buffer name = {0};
  index_immutable_name(path, &name);
  sse_status status =
      name.failed ? sse_fail_memory(err) : index_prepare(index, "ATTACH ?1 AS old", &statement, err);
  if (!status) {
    status =
        statement_execute(index, statement, statement_bind_str(statement, 1, sse_buffer_str(&name)), err);
    (void)sqlite3_finalize(statement); /* repeats the error */
  }
  sse_buffer_reset(&name);
  return status;
}

sse_status upgrade_keep_withdrawn(const index_db *index, const char *path, sse_error *err) {
  sqlite3_int64 version = 0;
  sse_status status = attach(index, path, err);
  if (!status) status = copy_table(index, "withdrawn", true, err);
  if (!status) status = read_version(index, &version, err);
  if (!status && version <= BY_NUMBER_MOST)
    status = make_withdrawn_keys(index, WITHDRAWN_SQL("old.source"), err);
  return status ? status : index_exec(index, "DETACH old", err);
}

sse_status upgrade_count_lost(const index_db *index, const char *path, size_t *lost, size_t *items,
                              sse_error *err) {
  static const char *const sql[] = {
      "SELECT count(*) FROM old.item WHERE id NOT IN (SELECT id FROM main.item)",
      "SELECT count(*) FROM old.item"};
  sqlite3_int64 counts[2] = {0};
  sse_status status = attach(index, path, err);
  for (size_t i = 0; i < 2 && !status; i++) {
    sqlite3_stmt *statement;
    status = index_prepare(index, sql[i], &statement, err);
    if (status) break;
    status = statement_run(index, statement, true, &counts[i], err);
    (void)sqlite3_finalize(statement); /* repeats the error */
  }
  *lost = (size_t)counts[0];
  *items = (size_t)counts[1];
  return status ? status : index_exec(index, "DETACH old", err);
}

/* ---- Terms ----------------------------------------------------------------------------------------- */

struct analysing {
  const index_db *index;
  index_vocabulary *vocabulary;
  sqlite3_stmt *read, *add, *add_language, *add_fingerprint;
  sse_buffer terms[ROW_TERMS_FIELDS];
};

/* Adds the fingerprint of the current row, whose terms have been made. */
static sse_status add_fingerprint(const struct analysing *analysing, sse_error *err) {
  sqlite3_stmt *row = analysing->read, *add = analysing->add_fingerprint;
  text_fingerprint made;
  int column = index_column(row, ROW_TERMS_BODY).length > 0 ? ROW_TERMS_BODY : ROW_TERMS_TITLE;
  if (!text_fingerprint_make(index_column(row, column),
                             sse_buffer_str(&analysing->terms[column - ROW_TERMS_TITLE]), &made))
    return SSE_OK;
  bool bound = sqlite3_bind_int64(add, 1, sqlite3_column_int64(row, 0)) == SQLITE_OK &&
               sqlite3_bind_blob(add, 2, &made, sizeof made, SQLITE_STATIC) == SQLITE_OK;
  return statement_execute(analysing->index, add, bound, err);
}

/* Analyses the current row. */
static sse_status add_item(struct analysing *analysing, sse_error *err) {
  sqlite3_stmt *row = analysing->read;
  sse_str lang = index_column(row, ROW_TERMS_LANG);
  vocabulary_next_item(analysing->vocabulary);
  sse_status status =
      row_terms_make(index_analyser(analysing->index), row, analysing->terms, analysing->vocabulary, err);
  bool bound = sqlite3_bind_int64(analysing->add, 1, sqlite3_column_int64(row, 0)) == SQLITE_OK;
  for (int i = 0; i < ROW_TERMS_FIELDS; i++)
    bound = bound && statement_bind_str(analysing->add, i + 2, sse_buffer_str(&analysing->terms[i]));
  if (!status) status = statement_execute(analysing->index, analysing->add, bound, err);
  if (!status) status = add_fingerprint(analysing, err);
  if (status || text_language_of(lang) == TEXT_NO_LANGUAGE) return status;
  return statement_execute(analysing->index, analysing->add_language,
                           statement_bind_str(analysing->add_language, 1, lang), err);
}

static sse_status add_items(struct analysing *analysing, size_t *items, sse_error *err) {
  sse_status status = SSE_OK;
  while (index_next_row(analysing->index, analysing->read, &status, err)) {
    status = add_item(analysing, err);
    ++*items;
    if (!status && vocabulary_is_full(analysing->vocabulary))
      status = vocabulary_write(analysing->vocabulary, analysing->index, err);
  }
  return status ? status : vocabulary_write(analysing->vocabulary, analysing->index, err);
}

sse_status upgrade_analyse(const index_db *index, size_t *items, sse_error *err) {
  static const char *const sql[] = {
      ROW_TERMS_SQL " ORDER BY number",
      "INSERT INTO terms(rowid, title, body, tags, author) VALUES(?1, ?2, ?3, ?4, ?5)",
      "INSERT OR IGNORE INTO language(tag) VALUES(?1)",
      "INSERT INTO fingerprint(number, data, is_new) VALUES(?1, ?2, 1)"};
  struct analysing analysing = {.index = index};
  sqlite3_stmt *statements[4];
  sse_status status = statements_prepare(index, sql, 4, statements, err);
  analysing.read = statements[0];
  analysing.add = statements[1];
  analysing.add_language = statements[2];
  analysing.add_fingerprint = statements[3];
  if (!status) status = vocabulary_new(&analysing.vocabulary, err);
  if (!status) status = add_items(&analysing, items, err);
  statements_finalize(statements, 4);
  vocabulary_free(analysing.vocabulary);
  for (size_t i = 0; i < ROW_TERMS_FIELDS; i++)
    sse_buffer_reset(&analysing.terms[i]);
  return status;
}

sse_status upgrade_fill(index_db *index, const char *path, bool forget, withdrawal *what, size_t *items,
                        sse_error *err) {
  sqlite3_int64 version = 0;
  *items = 0;
  sse_status status = attach(index, path, err);
  if (status) return status;
  status = index_exec(index, "BEGIN", err);
  if (!status) status = check_old(index, &version, err);
  if (!status) status = copy_tables(index, forget, err);
  if (!status && version <= BY_NUMBER_MOST) status = upgrade_read_again(index, err);
  if (!status && what) status = withdrawn_take(index, what, err);
  if (!status) status = upgrade_analyse(index, items, err);
  if (!status) status = index_exec(index, "COMMIT", err);
  /* After a failure, everything is discarded with the draft. */
  sse_status detached = status ? SSE_OK : index_exec(index, "DETACH old", err);
  return status ? status : detached;
}
