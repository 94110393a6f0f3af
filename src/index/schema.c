/* The tables of an index, how they are made, and how a file is known to be one.
 * `item` holds what is shown; `terms` is FTS5 over it as external content, so that no text is kept twice.
 * FTS5's own rows follow the items' by the statements in items.c. */
#include "index/schema.h"

/* "SSEa", read as a big-endian number: SQLite's application_id of an index. */
#define APPLICATION_ID  1397966177
#define SCHEMA_VERSION  1
#define AS_TEXT(value)  AS_TEXT_(value)
#define AS_TEXT_(value) #value

static const char create_sql[] =
    "CREATE TABLE source(\n"
    "  number INTEGER PRIMARY KEY,\n"
    "  path TEXT NOT NULL UNIQUE      -- the file, made absolute\n"
    ") STRICT;\n"
    "CREATE TABLE item(\n"
    "  number INTEGER PRIMARY KEY,    -- the rowid in terms\n"
    "  id TEXT NOT NULL UNIQUE,       -- stable, shown to the world\n"
    "  hash BLOB NOT NULL,            -- of all that is below\n"
    "  source_id INTEGER NOT NULL REFERENCES source(number),\n"
    "  title TEXT NOT NULL,\n"
    "  body TEXT NOT NULL,\n"
    "  date TEXT,\n"
    "  url TEXT,\n"
    "  source TEXT,\n"
    "  lang TEXT\n"
    ") STRICT;\n"
    "CREATE VIRTUAL TABLE terms USING fts5(\n"
    "  title, body, content='item', content_rowid='number', tokenize='sse'\n"
    ");\n"
    "PRAGMA application_id = " AS_TEXT(APPLICATION_ID) ";\n"
                                                       "PRAGMA user_version = " AS_TEXT(SCHEMA_VERSION) ";\n";

sse_status index_exec(const index_db *index, const char *sql, sse_error *err) {
  if (sqlite3_exec(index_connection(index), sql, NULL, NULL, NULL) != SQLITE_OK)
    return index_fail(index, err);
  return SSE_OK;
}

/* Reads in one statement what tells an index: application id, user version, number of tables. */
static sse_status read_marks(const index_db *index, sqlite3_int64 marks[3], sse_error *err) {
  sqlite3_stmt *statement;
  sse_status status = index_prepare(index,
                                    "SELECT (SELECT application_id FROM pragma_application_id),"
                                    " (SELECT user_version FROM pragma_user_version),"
                                    " (SELECT count(*) FROM sqlite_schema)",
                                    &statement, err);
  if (status) return status;
  if (sqlite3_step(statement) == SQLITE_ROW) {
    for (int i = 0; i < 3; i++)
      marks[i] = sqlite3_column_int64(statement, i);
  } else {
    status = index_fail(index, err);
  }
  sqlite3_finalize(statement);
  return status;
}

static sse_status create(const index_db *index, sse_error *err) {
  sse_status status = index_exec(index, "BEGIN IMMEDIATE", err);
  if (!status) status = index_exec(index, create_sql, err);
  if (!status) status = index_exec(index, "COMMIT", err);
  return status;
}

sse_status index_schema_ready(const index_db *index, index_mode mode, sse_error *err) {
  sqlite3_int64 marks[3] = {0};
  const char *path = index_path(index);
  sse_status status = read_marks(index, marks, err);
  if (status) return status;
  if (marks[0] == 0 && marks[1] == 0 && marks[2] == 0) {
    if (mode == INDEX_WRITE) return create(index, err);
    return sse_fail(err, SSE_DATABASE,
                    "%s: is an empty file, not an index; make one with: sseindex --db %s FOLDER", path, path);
  }
  if (marks[0] != APPLICATION_ID)
    return sse_fail(err, SSE_DATABASE,
                    "%s: is an SQLite database of another program, not an index of ssesearch", path);
  if (marks[1] != SCHEMA_VERSION) {
    static const char other_version[] =
        "%s: was made by another version of ssesearch (its format is %lld, this one "
        "reads %d); move it away and index again";
    return sse_fail(err, SSE_DATABASE, other_version, path, (long long)marks[1], SCHEMA_VERSION);
  }
  return SSE_OK;
}
