/* The table-valued function sse_search(query, limit, index): the hits of a search, the best first.
 *   SELECT title, date, snippet FROM sse_search('cooperatives Korea', 10);
 * The index is the file in the argument, else the connection's own database if it is an index, else the
 * default one ($SSESEARCH_DB and so on). It stays open as long as the connection asks for the same one. */
#include "base/path.h"
#include "extension/functions.h"
#include "index/index.h"
#include "ssesearch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { COLUMN_SCORE = 9, COLUMN_QUERY, COLUMN_LIMIT, COLUMN_INDEX };

static const char schema[] =
    "CREATE TABLE x(id TEXT, title TEXT, snippet TEXT, date TEXT, url TEXT, source TEXT,"
    " lang TEXT, authors TEXT, tags TEXT, score REAL,"
    " \"query\" HIDDEN, \"limit\" HIDDEN, \"index\" HIDDEN)";

/* The columns that are fields of a hit, in order. */
static const ssesearch_field fields[COLUMN_SCORE] = {SSESEARCH_ID,       SSESEARCH_TITLE,   SSESEARCH_SNIPPET,
                                                     SSESEARCH_DATE,     SSESEARCH_URL,     SSESEARCH_SOURCE,
                                                     SSESEARCH_LANGUAGE, SSESEARCH_AUTHORS, SSESEARCH_TAGS};

struct table {
  sqlite3_vtab base; /* must come first for SQLite */
  sqlite3 *db;
  ssesearch *index; /* NULL until it is needed */
  char *path;
  struct stat file; /* as of opening, to notice when another file is swapped in */
};

struct cursor {
  sqlite3_vtab_cursor base; /* must come first */
  ssesearch_results *results;
  size_t at;
};

static int fail(struct table *table, const ssesearch_error *error) {
  if (error->code == SSESEARCH_NO_MEMORY) return SQLITE_NOMEM;
  sqlite3_free(table->base.zErrMsg);
  table->base.zErrMsg = sqlite3_mprintf("%s", error->message);
  return SQLITE_ERROR;
}

/* ---- The table ------------------------------------------------------------------------------------ */

static int connect(sqlite3 *db, void *context, int count, const char *const *arguments, sqlite3_vtab **made,
                   char **message) {
  struct table *table = NULL;
  (void)context, (void)count, (void)arguments, (void)message;
  int code = sqlite3_declare_vtab(db, schema);
  if (code == SQLITE_OK) code = sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY); /* it reads files */
  if (code == SQLITE_OK && !(table = calloc(1, sizeof *table))) code = SQLITE_NOMEM;
  if (table) table->db = db;
  *made = (sqlite3_vtab *)table;
  return code;
}

static int disconnect(sqlite3_vtab *base) {
  struct table *table = (struct table *)base;
  ssesearch_close(table->index);
  free(table->path);
  free(table);
  return SQLITE_OK;
}

/* The query is required. Arguments are passed on in the order of their columns, and idxNum says which of them
 * there are. */
static int best_index(sqlite3_vtab *base, sqlite3_index_info *info) {
  int arguments = 0, places[3] = {-1, -1, -1};
  for (int i = 0; i < info->nConstraint; i++) {
    const struct sqlite3_index_constraint *constraint = &info->aConstraint[i];
    bool is_argument = constraint->iColumn >= COLUMN_QUERY && constraint->op == SQLITE_INDEX_CONSTRAINT_EQ;
    if (is_argument && !constraint->usable) return SQLITE_CONSTRAINT;
    if (is_argument) places[constraint->iColumn - COLUMN_QUERY] = i;
  }
  if (places[0] < 0) {
    sqlite3_free(base->zErrMsg);
    base->zErrMsg = sqlite3_mprintf("sse_search needs a query: sse_search('cooperatives Korea', 10)");
    return SQLITE_ERROR;
  }
  for (int i = 0; i < 3; i++) {
    if (places[i] < 0) continue;
    info->aConstraintUsage[places[i]].argvIndex = ++arguments;
    info->aConstraintUsage[places[i]].omit = 1;
    info->idxNum |= 1 << i;
  }
  info->estimatedCost = 1000;
  info->estimatedRows = 10;
  bool is_by_score =
      info->nOrderBy == 1 && info->aOrderBy[0].iColumn == COLUMN_SCORE && info->aOrderBy[0].desc;
  info->orderByConsumed = is_by_score;
  return SQLITE_OK;
}

/* ---- The index ------------------------------------------------------------------------------------ */

/* The caller frees the result; NULL if memory is short or, with the error set, if there is no default
 * place. */
static char *find_path(struct table *table, sqlite3_value *named, ssesearch_error *error) {
  const char *path = named ? (const char *)sqlite3_value_text(named) : NULL;
  const char *own = sqlite3_db_filename(table->db, "main");
  char *usual = NULL;
  bool is_chosen;
  sse_error err = {0};
  if (!path && own && *own && index_is_one(own)) path = own;
  if (path) return sse_copy(sse_str_of(path));
  if (index_default_path(&usual, &is_chosen, &err) == SSE_OK) return usual;
  error->code = SSESEARCH_NOT_FOUND;
  (void)snprintf(error->message, sizeof error->message, "%s", err.message);
  return NULL;
}

static bool is_open(const struct table *table, const char *path) {
  struct stat now;
  return table->index && strcmp(table->path, path) == 0 && stat(path, &now) == 0 &&
         sse_is_same_file(&table->file, &now);
}

/* Makes sure that the index of that path is open in its current state. */
static int open_index(struct table *table, sqlite3_value *named) {
  ssesearch_error error = {.code = SSESEARCH_NO_MEMORY};
  char *path = find_path(table, named, &error);
  if (!path) return fail(table, &error);
  if (is_open(table, path)) {
    free(path);
    return SQLITE_OK;
  }
  ssesearch_close(table->index);
  free(table->path);
  table->index = NULL;
  table->path = path;
  if (stat(path, &table->file) != 0) table->file = (struct stat){0};
  return ssesearch_open((const char *const *)&table->path, 1, &table->index, &error) == SSESEARCH_OK
             ? SQLITE_OK
             : fail(table, &error);
}

/* ---- The rows ------------------------------------------------------------------------------------- */

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **made) {
  struct cursor *cursor = calloc(1, sizeof *cursor);
  (void)base;
  *made = (sqlite3_vtab_cursor *)cursor;
  return cursor ? SQLITE_OK : SQLITE_NOMEM;
}

static int close_cursor(sqlite3_vtab_cursor *base) {
  struct cursor *cursor = (struct cursor *)base;
  ssesearch_results_free(cursor->results);
  free(cursor);
  return SQLITE_OK;
}

/* Moves to the first hit. Without a query, or with a limit of 0 or less, there is none. */
static int filter(sqlite3_vtab_cursor *base, int which, const char *unused, int count,
                  sqlite3_value **values) {
  struct cursor *cursor = (struct cursor *)base;
  struct table *table = (struct table *)base->pVtab;
  ssesearch_options options = SSESEARCH_OPTIONS;
  ssesearch_error error;
  int next = 1;
  (void)unused, (void)count; /* idxNum says how many there are */
  ssesearch_results_free(cursor->results);
  cursor->results = NULL;
  cursor->at = 0;
  const char *query = (const char *)sqlite3_value_text(values[0]);
  sqlite3_value *limit = which & 2 ? values[next++] : NULL, *path = which & 4 ? values[next] : NULL;
  if (limit && sqlite3_value_type(limit) != SQLITE_NULL) {
    sqlite3_int64 most = sqlite3_value_int64(limit);
    if (most <= 0) return SQLITE_OK;
    options.limit = most > INT32_MAX ? INT32_MAX : (size_t)most;
  }
  if (!query) return SQLITE_OK;
  int code = open_index(table, path);
  if (code != SQLITE_OK) return code;
  return ssesearch_search(table->index, query, &options, &cursor->results, &error) == SSESEARCH_OK
             ? SQLITE_OK
             : fail(table, &error);
}

static int next_row(sqlite3_vtab_cursor *base) {
  ((struct cursor *)base)->at++;
  return SQLITE_OK;
}

static int is_over(sqlite3_vtab_cursor *base) {
  const struct cursor *cursor = (struct cursor *)base;
  return !cursor->results || cursor->at >= ssesearch_count(cursor->results);
}

static int give_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column) {
  const struct cursor *cursor = (struct cursor *)base;
  if (column == COLUMN_SCORE) sqlite3_result_double(context, ssesearch_score(cursor->results, cursor->at));
  if (column >= COLUMN_SCORE) return SQLITE_OK; /* arguments are not returned */
  const char *text = ssesearch_text(cursor->results, cursor->at, fields[column]);
  if (text) sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
  return SQLITE_OK;
}

static int give_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid) {
  *rowid = (sqlite3_int64)((struct cursor *)base)->at + 1;
  return SQLITE_OK;
}

int table_register(sqlite3 *db) {
  /* Without xCreate the table exists only under its own name, without a CREATE VIRTUAL TABLE. */
  static const sqlite3_module module = {.xConnect = connect,
                                        .xBestIndex = best_index,
                                        .xDisconnect = disconnect,
                                        .xOpen = open_cursor,
                                        .xClose = close_cursor,
                                        .xFilter = filter,
                                        .xNext = next_row,
                                        .xEof = is_over,
                                        .xColumn = give_column,
                                        .xRowid = give_rowid};
  return sqlite3_create_module(db, "sse_search", &module, NULL);
}
