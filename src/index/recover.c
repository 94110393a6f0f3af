/* Recovers a damaged index row by row: a row that cannot be read costs only itself.
 * Rows are requested by number, so that a damaged page ends no traversal. What SQLite does not find is looked
 * for in the leaves (leaves.h), since the pages that lead to it, and even the first page, may be lost. The
 * damaged file is read over a connection of its own: its errors must not undo what is written. */
#include "base/path.h"
#include "base/utf8.h"
#include "index/connection.h"
#include "index/draft.h"
#include "index/leaves.h"
#include "index/lock.h"
#include "index/ranking_build.h"
#include "index/statements.h"
#include "index/upgrade.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* If the last number cannot be read, it is estimated from the size of the file: the minimum size of a row in
 * bytes, and an allowance for the numbers of removed rows. */
enum { ROW_LEAST = 40, NUMBERS_MORE = 1000000, MOST_COLUMNS = 64 };

struct recovery {
  const index_db *index; /* the one being filled */
  const char *path;      /* of the damaged one */
  sqlite3 *damaged;
  bool has_schema; /* otherwise its tables are assumed to be as this version creates them */
  leaves *leaves;
  sqlite3_stmt *read, *add; /* a row of a table, by its key; `read` is NULL if SQLite cannot prepare it */
  sqlite3_stmt *has_terms;  /* whether an item has terms, and so existed; NULL if it cannot be prepared */
  size_t lost;              /* rows */
};

static sse_status fail_damaged(const struct recovery *recovery, sse_error *err) {
  return sse_fail(err, SSE_DATABASE, "%s: too much is damaged (%s)", recovery->path,
                  sqlite3_errmsg(recovery->damaged));
}

/* ---- Rows ----------------------------------------------------------------------------------------- */

struct table {
  const char *name;
  const char *key; /* the column by which rows are requested */
  bool may_lack;   /* indexes of early versions do not have it */
  bool is_sparse;  /* most keys have no row, so an unreadable range of keys counts as one row */
  bool has_leaves; /* its key is SQLite's rowid */
};

/* The columns of a damaged table, in the order in which its leaves have them. */
struct columns {
  size_t count;
  struct leaf_column all[MOST_COLUMNS];
};

static enum leaf_kind kind_of(const char *type, bool is_key) {
  if (is_key) return LEAF_KEY;
  if (strcmp(type, "INTEGER") == 0) return LEAF_INTEGER;
  return strcmp(type, "TEXT") == 0 ? LEAF_TEXT : LEAF_BLOB;
}

/* Lists the columns of the damaged table, and appends the names of those that both tables have, and as many
 * placeholders for values. */
static sse_status list_columns(const struct recovery *recovery, const struct table *table,
                               struct columns *columns, sse_buffer *names, sse_buffer *values,
                               sse_error *err) {
  static const char sql[] = "SELECT name, type, pk FROM pragma_table_info(?1) ORDER BY cid";
  sqlite3 *now = index_connection(recovery->index), *old = recovery->has_schema ? recovery->damaged : now;
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2(old, sql, -1, &statement, NULL), places = 0;
  if (result == SQLITE_OK)
    result =
        statement_bind_str(statement, 1, sse_str_of(table->name)) ? sqlite3_step(statement) : SQLITE_NOMEM;
  columns->count = 0;
  for (; result == SQLITE_ROW && columns->count < MOST_COLUMNS; result = sqlite3_step(statement)) {
    const char *name = (const char *)sqlite3_column_text(statement, 0);
    const char *type = (const char *)sqlite3_column_text(statement, 1);
    struct leaf_column *column = &columns->all[columns->count++];
    *column = (struct leaf_column){kind_of(type ? type : "", sqlite3_column_int(statement, 2) == 1), 0};
    bool is_there = name && sqlite3_table_column_metadata(now, NULL, table->name, name, NULL, NULL, NULL,
                                                          NULL, NULL) == SQLITE_OK;
    if (!is_there) continue;
    const char *between = places > 0 ? ", " : "";
    sse_buffer_printf(names, "%s%s", between, name);
    sse_buffer_printf(values, "%s?", between);
    column->parameter = ++places;
  }
  (void)sqlite3_finalize(statement); /* repeats the error */
  if (result == SQLITE_NOMEM) return sse_fail_memory(err);
  return result == SQLITE_DONE && places > 0 ? SSE_OK : fail_damaged(recovery, err);
}

static bool has_table(const struct recovery *recovery, const struct table *table) {
  return !recovery->has_schema ||
         sqlite3_table_column_metadata(recovery->damaged, NULL, table->name, table->key, NULL, NULL, NULL,
                                       NULL, NULL) == SQLITE_OK;
}

static sse_status prepare(struct recovery *recovery, const struct table *table, struct columns *columns,
                          sse_error *err) {
  sse_buffer names = {0}, values = {0}, read = {0}, add = {0};
  sse_status status = list_columns(recovery, table, columns, &names, &values, err);
  if (!status) {
    sse_buffer_printf(&read, "SELECT %s FROM %s WHERE %s = ?1", names.data, table->name, table->key);
    sse_buffer_printf(&add, "INSERT INTO %s(%s) VALUES(%s)", table->name, names.data, values.data);
    if (names.failed || values.failed || read.failed || add.failed) status = sse_fail_memory(err);
  }
  /* If SQLite cannot, there are still the leaves. */
  if (!status && sqlite3_prepare_v2(recovery->damaged, read.data, -1, &recovery->read, NULL) == SQLITE_NOMEM)
    status = sse_fail_memory(err);
  if (!status) status = index_prepare(recovery->index, add.data, &recovery->add, err);
  if (!status)
    status = leaves_list(recovery->leaves, columns->all, table->has_leaves ? columns->count : 0, err);
  sse_buffer_reset(&names);
  sse_buffer_reset(&values);
  sse_buffer_reset(&read);
  sse_buffer_reset(&add);
  return status;
}

/* Reading a damaged page may yield bytes that are not text, without an error. */
static bool is_valid(sqlite3_stmt *row, int column) {
  if (sqlite3_column_type(row, column) != SQLITE_TEXT) return true; /* first, since reading it converts it */
  sse_str text = index_column(row, column);
  return text.length == 0 || (sse_utf8_valid(text) == text.length && !memchr(text.data, 0, text.length));
}

/* Adds the row that is bound; one that violates a constraint of the table is lost. */
static sse_status add_row(struct recovery *recovery, bool is_whole, sse_error *err) {
  int result = is_whole ? sqlite3_step(recovery->add) : SQLITE_CONSTRAINT;
  if (result != SQLITE_DONE) recovery->lost++;
  bool is_rule = result == SQLITE_CONSTRAINT || result == SQLITE_MISMATCH;
  sse_status status = result == SQLITE_DONE || is_rule ? SSE_OK : index_fail(recovery->index, err);
  (void)sqlite3_reset(recovery->add); /* repeats the error */
  return status;
}

/* Copies the current row. */
static sse_status copy_row(struct recovery *recovery, sse_error *err) {
  int columns = sqlite3_column_count(recovery->read);
  bool is_whole = true, bound = true;
  for (int i = 0; i < columns; i++) {
    is_whole = is_whole && is_valid(recovery->read, i);
    bound = bound &&
            sqlite3_bind_value(recovery->add, i + 1, sqlite3_column_value(recovery->read, i)) == SQLITE_OK;
  }
  return bound ? add_row(recovery, is_whole, err) : sse_fail_memory(err);
}

/* Reads the first column of the first row, if possible. */
static bool read_number(sqlite3 *connection, const char *sql, sqlite3_int64 *number) {
  sqlite3_stmt *statement = NULL;
  bool is_read = sqlite3_prepare_v2(connection, sql, -1, &statement, NULL) == SQLITE_OK &&
                 sqlite3_step(statement) == SQLITE_ROW;
  if (is_read) *number = sqlite3_column_int64(statement, 0);
  (void)sqlite3_finalize(statement); /* on an error the number is unknown */
  return is_read;
}

/* The highest key that a row of the table may have. If the table does not say, it is that of its leaves, of
 * the terms of items or, for tables that refer to items, of the items recovered. */
static sse_status last_key(const struct recovery *recovery, const struct table *table, sqlite3_int64 *last,
                           bool *is_known, sse_error *err) {
  struct stat file;
  sse_buffer sql = {0};
  sqlite3_int64 recorded = 0;
  if (stat(recovery->path, &file) != 0)
    return sse_fail(err, SSE_NOT_FOUND, "%s: does not exist", recovery->path);
  sqlite3_int64 most = (sqlite3_int64)file.st_size / ROW_LEAST + NUMBERS_MORE;
  sse_buffer_printf(&sql, "SELECT max(%s) FROM %s", table->key, table->name);
  if (sql.failed) return sse_fail_memory(err);
  *is_known = read_number(recovery->damaged, sql.data, &recorded) && recorded <= most;
  if (!*is_known && !table->has_leaves)
    (void)read_number(index_connection(recovery->index), "SELECT max(number) FROM item", &recorded);
  if (!*is_known && strcmp(table->name, "item") == 0)
    *is_known =
        read_number(recovery->damaged, "SELECT max(id) FROM terms_docsize", &recorded) && recorded <= most;
  *last = leaves_last(recovery->leaves, most);
  if (recorded > *last && recorded <= most) *last = recorded;
  sse_buffer_reset(&sql);
  return SSE_OK;
}

/* Returns true if a number without a row belonged to an item: rows on damaged pages are not found either. */
static bool was_item(const struct recovery *recovery, sqlite3_int64 number) {
  bool was = recovery->has_terms && sqlite3_bind_int64(recovery->has_terms, 1, number) == SQLITE_OK &&
             sqlite3_step(recovery->has_terms) == SQLITE_ROW;
  if (recovery->has_terms) (void)sqlite3_reset(recovery->has_terms); /* on an error it is not counted */
  return was;
}

/* Copies the rows with a key; `*result` is the last result of SQLite, irrelevant if a leaf has the row. */
static sse_status copy_key(struct recovery *recovery, sqlite3_int64 key, bool *is_found, int *result,
                           sse_error *err) {
  sse_status status = SSE_OK;
  *is_found = false;
  *result = SQLITE_CORRUPT;
  if (recovery->read)
    *result =
        sqlite3_bind_int64(recovery->read, 1, key) == SQLITE_OK ? sqlite3_step(recovery->read) : SQLITE_NOMEM;
  for (; *result == SQLITE_ROW && !status; *result = sqlite3_step(recovery->read)) {
    *is_found = true;
    status = copy_row(recovery, err);
  }
  if (recovery->read) (void)sqlite3_reset(recovery->read); /* repeats the error */
  if (!status && *result == SQLITE_NOMEM) status = sse_fail_memory(err);
  if (status || *is_found) return status;
  status = leaves_bind(recovery->leaves, key, recovery->add, is_found, err);
  if (*is_found) *result = SQLITE_DONE;
  return !status && *is_found ? add_row(recovery, true, err) : status;
}

/* Copies what can be read of a table. If its last key is unknown, failures after the last row found may never
 * have been rows, and count as one. */
static sse_status copy_rows(struct recovery *recovery, const struct table *table, sse_error *err) {
  sqlite3_int64 last = 0;
  size_t failed = 0; /* since the last row */
  bool is_known = false, are_items = strcmp(table->name, "item") == 0;
  struct columns columns;
  sse_status status = prepare(recovery, table, &columns, err);
  if (!status) status = last_key(recovery, table, &last, &is_known, err);
  for (sqlite3_int64 key = 1; key <= last && !status; key++) {
    bool is_found = false;
    int result = SQLITE_OK;
    status = copy_key(recovery, key, &is_found, &result, err);
    if (is_found) {
      recovery->lost += failed;
      failed = 0;
    }
    if (are_items && !is_found && was_item(recovery, key)) {
      recovery->lost++;
    } else if (result != SQLITE_DONE) {
      failed = table->is_sparse ? 1 : failed + 1;
    }
  }
  recovery->lost += is_known ? failed : failed > 0 || !is_known;
  (void)sqlite3_finalize(recovery->read); /* repeats the error */
  (void)sqlite3_finalize(recovery->add);
  recovery->read = recovery->add = NULL;
  return status;
}

/* ---- The index ------------------------------------------------------------------------------------ */

static const struct table tables[] = {{"source", "number", false, false, true},
                                      {"item", "number", false, false, true},
                                      {"withdrawn", "number", true, false, true},
                                      {"translation", "item", true, true, false}};

/* The page size of new indexes. */
static sse_status read_page_size(const index_db *index, size_t *size, sse_error *err) {
  sqlite3_stmt *statement;
  sse_status status = index_prepare(index, "PRAGMA page_size", &statement, err);
  if (status) return status;
  *size = sqlite3_step(statement) == SQLITE_ROW ? (size_t)sqlite3_column_int(statement, 0) : 0;
  (void)sqlite3_finalize(statement); /* repeats the error */
  return *size > 0 ? SSE_OK : index_fail(index, err);
}

/* With a writable schema, SQLite reads a truncated file as far as it goes. */
static sse_status open_damaged(struct recovery *recovery, sse_error *err) {
  size_t page_size;
  sse_status status = read_page_size(recovery->index, &page_size, err);
  if (!status) status = leaves_open(recovery->path, page_size, &recovery->leaves, err);
  if (status) return status;
  if (sqlite3_open_v2(recovery->path, &recovery->damaged, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
      sqlite3_db_config(recovery->damaged, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, NULL) != SQLITE_OK)
    return fail_damaged(recovery, err);
  recovery->has_schema = sqlite3_table_column_metadata(recovery->damaged, NULL, "item", "number", NULL, NULL,
                                                       NULL, NULL, NULL) == SQLITE_OK;
  (void)sqlite3_prepare_v2(recovery->damaged, "SELECT 1 FROM terms_docsize WHERE id = ?1", -1,
                           &recovery->has_terms, NULL); /* NULL on failure */
  return SSE_OK;
}

static void close_damaged(struct recovery *recovery) {
  leaves_close(recovery->leaves);
  (void)sqlite3_finalize(recovery->has_terms); /* repeats the error */
  (void)sqlite3_close(recovery->damaged);      /* it was only read */
}

static sse_status fill(index_db *index, const char *path, size_t *items, size_t *lost, sse_error *err) {
  /* Sources that were lost have a placeholder name until they are read again. */
  static const char sources_sql[] =
      "INSERT OR IGNORE INTO source(number, path) SELECT DISTINCT source_id, 'recovered:' || source_id"
      " FROM item WHERE source_id NOT IN (SELECT number FROM source);";
  /* What refers to a lost item goes with it. */
  static const char translations_sql[] =
      "DELETE FROM translation WHERE item NOT IN (SELECT number FROM item);";
  struct recovery recovery = {.index = index, .path = path};
  sse_status status = open_damaged(&recovery, err);
  if (!status) status = index_exec(index, "BEGIN", err);
  for (size_t i = 0; i < sizeof tables / sizeof *tables && !status; i++)
    if (!tables[i].may_lack || has_table(&recovery, &tables[i]))
      status = copy_rows(&recovery, &tables[i], err);
  if (!status) status = index_exec(index, translations_sql, err);
  if (!status) status = index_exec(index, sources_sql, err);
  if (!status) status = upgrade_read_again(index, err);
  if (!status) status = upgrade_analyse(index, items, err);
  if (!status) status = index_exec(index, "COMMIT", err);
  *lost = recovery.lost;
  close_damaged(&recovery);
  return status;
}

static sse_status check_target(const char *to, sse_error *err) {
  struct stat there;
  if (stat(to, &there) != 0) return SSE_OK;
  return sse_fail(err, SSE_INVALID, "%s: already exists; name a new file", to);
}

sse_status index_recover(const char *path, const char *to, size_t *items, size_t *lost, sse_error *err) {
  index_draft *draft = NULL;
  index_lock *lock = NULL;
  char *real = NULL, *target = NULL;
  *items = *lost = 0;
  sse_status status = sse_real_path(path, &real, err);
  if (!status) status = sse_real_path(to, &target, err);
  if (!status) status = check_target(target, err);
  if (!status) status = lock_take(target, &lock, err);
  if (!status) status = draft_new(target, true, &draft, err);
  if (!status) status = fill(draft_index(draft), real, items, lost, err);
  if (!status && *items == 0 && !index_is_one(real))
    status =
        sse_fail(err, SSE_DATABASE, "%s: is not an index of ssesearch, and no item was found in it", path);
  if (!status) status = ranking_build(draft_index(draft), err);
  if (!status) status = draft_publish(draft, true, err);
  draft_discard(draft);
  lock_release(lock);
  free(real);
  free(target);
  return status;
}
