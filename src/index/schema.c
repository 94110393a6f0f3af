/* The tables of an index, how they are created, and how a file is recognised as one.
 * `item` holds what is shown; `terms` is FTS5 over it as external content, so that no text is stored twice.
 * The statements in items.c keep FTS5's rows in step with the items. */
#include "index/schema.h"
#include "index/connection.h"

#include <string.h>

/* "SSEa" as a big-endian number: the application_id of an index. */
#define APPLICATION_ID  1397966177
#define SCHEMA_VERSION  30
#define AS_TEXT(value)  AS_TEXT_(value)
#define AS_TEXT_(value) #value

static const char create_items_sql[] =
    "CREATE TABLE source(\n"
    "  number INTEGER PRIMARY KEY AUTOINCREMENT, -- never that of one that is gone: a lender may be\n"
    "  path TEXT NOT NULL UNIQUE,     -- the file, made absolute, an address or '-'\n"
    "  items INTEGER NOT NULL DEFAULT 0, -- that it had when it was read\n"
    "  size INTEGER,                  -- bytes, when it was read\n"
    "  changed INTEGER,               -- nanoseconds since 1970\n"
    "  hash BLOB,                     -- of its bytes and the way to read them\n"
    "  etag TEXT,                     -- of an address: its validators, and after a line its trail\n"
    "  modified TEXT,\n"
    "  format TEXT,                   -- as which it was last read\n"
    "  label TEXT,                    -- of the publisher, as it was asked for\n"
    "  grp TEXT,                      -- its group\n"
    "  last_new INTEGER,              -- seconds since 1970, when an item of it was last added\n"
    "  losses TEXT,                   -- what was not taken of it\n"
    "  address INTEGER                -- the key of an address (identity.h)\n"
    ") STRICT;\n"
    "CREATE INDEX source_address ON source(address) WHERE address NOT NULL;\n"
    "CREATE TABLE item(\n"
    "  number INTEGER PRIMARY KEY,    -- the rowid in terms\n"
    "  id TEXT NOT NULL UNIQUE,       -- stable, shown to the world\n"
    "  hash BLOB NOT NULL,            -- of all from date on, as its owner has it\n"
    "  source_id INTEGER NOT NULL REFERENCES source(number), -- the owner\n"
    "  lender INTEGER,                -- another source, whose fuller body it has\n"
    "  gone INTEGER NOT NULL,         -- 1 where no source has it any more\n"
    "  own INTEGER,                   -- its keys (identity.h)\n"
    "  address INTEGER,\n"
    "  title_key INTEGER,             -- where it has one of those\n"
    "  line INTEGER,                  -- in the source's file or, in an archive, in its entry\n"
    "  entry TEXT,                    -- what follows the source's path\n"
    "  date TEXT,\n"
    "  lang TEXT,\n"
    "  source TEXT,\n"
    "  url TEXT,\n"
    "  author TEXT,                   -- names of people and bodies, one a line\n"
    "  tags TEXT,\n"
    "  reply_to TEXT,                 -- the id of the item that it answers\n"
    "  titled INTEGER NOT NULL,       -- 0 where the title is only the beginning of the body\n"
    "  first_seen INTEGER,            -- seconds since 1970: the run that brought it,\n"
    "  changed INTEGER,               -- and the last one that changed what is shown; NULL: not known\n"
    "  title TEXT NOT NULL,\n"
    "  body TEXT NOT NULL\n"
    ") STRICT;\n"
    "CREATE INDEX item_source ON item(source_id, gone);\n"
    "CREATE INDEX item_own ON item(own, title_key) WHERE own NOT NULL;\n"
    "CREATE INDEX item_address ON item(address, title_key) WHERE address NOT NULL;\n"
    "CREATE INDEX item_reply_to ON item(reply_to) WHERE reply_to NOT NULL;\n"
    "CREATE TABLE holder(             -- sources that have an item too\n"
    "  source_id INTEGER NOT NULL REFERENCES source(number),\n"
    "  item INTEGER NOT NULL REFERENCES item(number),\n"
    "  PRIMARY KEY(source_id, item)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE INDEX holder_item ON holder(item);\n"
    "CREATE TABLE portion(            -- of a file, as it was read (portions.c)\n"
    "  source_id INTEGER NOT NULL REFERENCES source(number),\n"
    "  line INTEGER NOT NULL,         -- its first one\n"
    "  hash BLOB NOT NULL,\n"
    "  told BLOB NOT NULL,            -- a source_told\n"
    "  items INTEGER NOT NULL,\n"
    "  rows BLOB NOT NULL,            -- of them: finder_rows\n"
    "  losses BLOB NOT NULL,\n"
    "  seal INTEGER NOT NULL,         -- of all from told on\n"
    "  PRIMARY KEY(source_id, line)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE withdrawn(          -- items that were taken down and are not read in again\n"
    "  number INTEGER PRIMARY KEY,\n"
    "  id TEXT NOT NULL,              -- as it was shown\n"
    "  url TEXT,\n"
    "  source TEXT,                   -- the path of its owner\n"
    "  own INTEGER,                   -- its keys, as in item\n"
    "  address INTEGER,\n"
    "  title_key INTEGER,\n"
    "  is_shared INTEGER NOT NULL,    -- 1 where other items had its address: then its title tells it\n"
    "  reason TEXT,\n"
    "  since INTEGER                  -- seconds since 1970\n"
    ") STRICT;\n"
    "CREATE INDEX withdrawn_id ON withdrawn(id);\n"
    "CREATE INDEX withdrawn_own ON withdrawn(own) WHERE own NOT NULL;\n"
    "CREATE INDEX withdrawn_address ON withdrawn(address) WHERE address NOT NULL;\n";

static const char create_words_sql[] =
    "CREATE TABLE fingerprint(        -- of what items say, to tell copies and translations\n"
    "  number INTEGER PRIMARY KEY,    -- of the item\n"
    "  is_new INTEGER NOT NULL,       -- 1 since it was not compared with the others yet\n"
    "  data BLOB NOT NULL             -- a text_fingerprint\n"
    ") STRICT;\n"
    "CREATE TABLE translation(        -- where the same is in other languages, as sources say\n"
    "  item INTEGER NOT NULL REFERENCES item(number),\n"
    "  address INTEGER NOT NULL,      -- a key, as in item\n"
    "  PRIMARY KEY(item, address)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE INDEX translation_address ON translation(address);\n"
    "CREATE TABLE shingle(bucket INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT; -- shingles.c\n"
    "CREATE TABLE story(              -- items that say the same\n"
    "  item INTEGER PRIMARY KEY,\n"
    "  number INTEGER NOT NULL        -- the lowest of them\n"
    ") STRICT;\n"
    "CREATE INDEX story_number ON story(number);\n"
    "CREATE TABLE language(           -- those there are stems of in terms\n"
    "  tag TEXT PRIMARY KEY\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE setting(\n"
    "  name TEXT PRIMARY KEY,\n"
    "  value TEXT NOT NULL\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE word(\n"
    "  stem TEXT NOT NULL,            -- '' for words without one\n"
    "  term TEXT NOT NULL,\n"
    "  frequency INTEGER NOT NULL,    -- items that have it\n"
    "  PRIMARY KEY(stem, term)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE INDEX word_term ON word(term, frequency);\n"                                 /* for prefixes, */
    "CREATE INDEX word_frequent ON word(frequency DESC, term) WHERE frequency >= 512;\n" /* short ones */
    "CREATE VIEW searched AS           -- what terms are made of\n"
    "  SELECT number, iif(titled, title, '') AS title, body,\n"
    "    replace(tags, char(10), char(30)) AS tags, replace(author, char(10), char(30)) AS author\n"
    "  FROM item;\n"
    "CREATE VIRTUAL TABLE terms USING fts5(\n"
    "  title, body, tags, author, content='searched', content_rowid='number', tokenize='sse stem 0'\n"
    ");\n"
    "PRAGMA application_id = " AS_TEXT(APPLICATION_ID) ";\n"
                                                       "PRAGMA user_version = " AS_TEXT(SCHEMA_VERSION) ";\n";

/* The data that ranking reads, updated at the end of each run that changed something. */
static const char create_ranking_sql[] =
    "CREATE TABLE label(              -- publishers (kind 1), languages (2), groups (3), sites (4)\n"
    "  kind INTEGER NOT NULL,\n"
    "  name TEXT NOT NULL,\n"
    "  number INTEGER NOT NULL,\n"
    "  PRIMARY KEY(kind, name)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE measure(name TEXT PRIMARY KEY, value REAL NOT NULL) STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE doc_values(chunk INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT; -- index_values\n"
    "CREATE TABLE norms(chunk INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT; -- index_norms\n"
    "CREATE TABLE days(chunk INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT; -- index_day\n"
    "CREATE TABLE span(               -- index_span\n"
    "  chunk INTEGER PRIMARY KEY,\n"
    "  oldest INTEGER NOT NULL,\n"
    "  newest INTEGER NOT NULL\n"
    ") STRICT;\n"
    "CREATE TABLE tag(number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;\n"
    "CREATE TABLE tagged(chunk INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT; -- tags.c\n"
    "CREATE TABLE sketch(chunk INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT; -- sketch.c\n"
    "CREATE TABLE spelling(length INTEGER PRIMARY KEY, words BLOB NOT NULL) STRICT; -- by code points\n"
    "CREATE TABLE compound(            -- stems of words that are parts of others\n"
    "  part TEXT NOT NULL,\n"
    "  frequency INTEGER NOT NULL,    -- of the whole\n"
    "  whole TEXT NOT NULL,\n"
    "  PRIMARY KEY(part, frequency DESC, whole)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE list(                -- of frequent words\n"
    "  number INTEGER PRIMARY KEY,\n"
    "  term TEXT NOT NULL UNIQUE,\n"
    "  items INTEGER NOT NULL,\n"
    "  directory BLOB NOT NULL        -- an index_block a block\n"
    ") STRICT;\n"
    "CREATE TABLE part(id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT; -- list << 24 | part\n";

int schema_version(void) {
  return SCHEMA_VERSION;
}

/* Reads in one statement what identifies an index: application id, user version, number of tables. */
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

static sse_status write_version(const index_db *index, sse_error *err) {
  static const char sql[] = "INSERT INTO setting(name, value) VALUES('analyser', ?1)";
  char version[TEXT_VERSION_SIZE];
  sqlite3_stmt *statement;
  sse_status status = text_analyser_version(index_analyser(index), version, err);
  if (!status) status = index_prepare(index, sql, &statement, err);
  if (status) return status;
  if (sqlite3_bind_text(statement, 1, version, -1, SQLITE_STATIC) != SQLITE_OK ||
      sqlite3_step(statement) != SQLITE_DONE)
    status = index_fail(index, err);
  (void)sqlite3_finalize(statement); /* repeats the error */
  return status;
}

static sse_status create(const index_db *index, sse_error *err) {
  /* FTS5 keeps new terms in memory up to this size (1 MiB by default) and then writes them as one segment, so
   * a larger size means fewer segments to merge. 1,000,000 items of 75 words took 29 s with 1 MiB, 17 s with
   * 64, and as long with 32 as with 64. FTS5's pages fill one of SQLite's, except for the cell header. */
  static const char large_segments[] = "INSERT INTO terms(terms, rank) VALUES('hashsize', 8388608);"
                                       "INSERT INTO terms(terms, rank) VALUES('pgsz', 16200)";
  sse_status status = index_exec(index, "BEGIN", err);
  if (!status) status = index_exec(index, create_items_sql, err);
  if (!status) status = index_exec(index, create_words_sql, err);
  if (!status) status = index_exec(index, create_ranking_sql, err);
  if (!status) status = write_version(index, err);
  if (!status) status = index_exec(index, large_segments, err);
  if (!status) status = index_exec(index, "COMMIT", err);
  return status;
}

/* Terms made by another analyser would silently fail to match. */
static sse_status check_version(const index_db *index, sse_error *err) {
  static const char sql[] = "SELECT value FROM setting WHERE name = 'analyser'";
  char version[TEXT_VERSION_SIZE];
  sqlite3_stmt *statement;
  sse_status status = text_analyser_version(index_analyser(index), version, err);
  if (!status) status = index_prepare(index, sql, &statement, err);
  if (status) return status;
  int result = sqlite3_step(statement);
  const char *found = result == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
  if (result != SQLITE_ROW && result != SQLITE_DONE) {
    status = index_fail(index, err);
  } else if (!found || strcmp(found, version) != 0) {
    status =
        sse_fail(err, SSE_DATABASE,
                 "%s: its texts were split into words by another version (%s, this one is %s), so searches "
                 "would miss items; the next run of sseindex does it again, or: sseindex --upgrade --db %s",
                 index_path(index), found ? found : "not recorded", version, index_path(index));
  }
  (void)sqlite3_finalize(statement); /* repeats the error */
  return status;
}

static sse_status add_languages(const index_db *index, text_languages *languages, sse_error *err) {
  static const char sql[] = "SELECT tag FROM language";
  sqlite3_stmt *statement;
  sse_status status = index_statement(index, sql, &statement, err);
  while (index_next_row(index, statement, &status, err))
    *languages |= 1u << text_language_of(index_column(statement, 0));
  index_statement_end(statement);
  return status;
}

sse_status index_languages(const index_db *index, text_languages *languages, sse_error *err) {
  sse_status status = SSE_OK;
  *languages = 0;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++)
    status = add_languages(index_archive(index, i), languages, err);
  *languages &= ~(1u << TEXT_NO_LANGUAGE);
  return status;
}

sse_status index_schema_ready(const index_db *index, bool make, sse_error *err) {
  sqlite3_int64 marks[3] = {0};
  const char *path = index_path(index);
  sse_status status = read_marks(index, marks, err);
  if (status) return status;
  if (marks[0] == 0 && marks[1] == 0 && marks[2] == 0) {
    if (make) return create(index, err);
    return sse_fail(err, SSE_DATABASE,
                    "%s: is an empty file, not an index; make one with: sseindex --db %s FOLDER", path, path);
  }
  if (marks[0] != APPLICATION_ID)
    return sse_fail(err, SSE_DATABASE,
                    "%s: is an SQLite database of another program, not an index of ssesearch", path);
  if (marks[1] != SCHEMA_VERSION) {
    bool is_later = marks[1] > SCHEMA_VERSION;
    return sse_fail(err, SSE_DATABASE,
                    is_later
                        ? "%s: was made by a later version of ssesearch (its format is %lld, this one reads "
                          "%d); use that version"
                        : "%s: was made by an earlier version of ssesearch (its format is %lld, this one "
                          "reads %d); the next run of sseindex converts it, or: sseindex --upgrade --db %s",
                    path, (long long)marks[1], SCHEMA_VERSION, path);
  }
  return check_version(index, err);
}

bool index_is_one(const char *path) {
  /* https://sqlite.org/fileformat2.html, 1.3: the application id is at 68, big-endian. */
  unsigned char header[72];
  FILE *file = fopen(path, "rbe");
  if (!file) return false;
  size_t got = fread(header, 1, sizeof header, file);
  (void)fclose(file); /* only read */
  uint32_t id =
      (uint32_t)header[68] << 24 | (uint32_t)header[69] << 16 | (uint32_t)header[70] << 8 | header[71];
  return got == sizeof header && memcmp(header, "SQLite format 3", 16) == 0 && id == APPLICATION_ID;
}
