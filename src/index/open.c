/* Opens an index, and turns SQLite's errors into messages that say what to do.
 * Readers open it as a file that nobody changes, which is what it is: they need no lock and no right to write
 * in the folder. The one writer's connection, to the copy that it works on, is made here too. */
#include "base/path.h"
#include "base/url.h"
#include "index/archives.h"
#include "index/changes.h"
#include "index/draft.h"
#include "index/guard.h"
#include "index/lists/read.h"
#include "index/matches.h"
#include "index/postings.h"
#include "index/schema.h"
#include "index/tokenizer.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is made when it is first asked for and kept until the index is closed: what ranking stands on, and
 * statements that are run by every search. They are few, and none takes another's place: a search holds some
 * of them while it asks for others. */
struct kept {
  index_ranking *ranking; /* NULL until it is asked for */
  index_db *second;       /* the same file for a second thread; NULL until it is asked for, */
  bool has_no_second;     /* or because it cannot be had */
  bool keeps_pages;       /* index_keep_pages */
  struct kept_statement {
    const char *sql; /* known by its place */
    sqlite3_stmt *statement;
  } * statements;
  size_t count, capacity;
};

struct index_db {
  struct archives *archives; /* NULL for one index; of several, what follows up to kept is empty */
  char *name;                /* as an archive among others */
  sqlite3 *connection;
  text_analyser *analyser;
  char *path;
  index_postings *noting; /* what FTS5's function notes go into */
  struct kept *kept;
  struct guard guard;
  index_changes *changes; /* of a draft; NULL for others, and where nothing is noted */
  struct stat file;       /* that a reader has open; all zero where it was swapped meanwhile */
};

sqlite3 *index_connection(const index_db *index) {
  return index->connection;
}

struct archives *index_archives(const index_db *index) {
  return index->archives;
}

const char *index_name(const index_db *index) {
  return index->name;
}

text_analyser *index_analyser(const index_db *index) {
  return index_archive(index, 0)->analyser;
}

index_postings **index_noting(const index_db *index) {
  return (index_postings **)&index->noting;
}

index_changes **index_changes_of(const index_db *index) {
  return (index_changes **)&index->changes;
}

struct guard *index_guard(const index_db *index) {
  return (struct guard *)&index->guard;
}

sse_status index_ranking_of(const index_db *index, index_ranking **ranking, sse_error *err) {
  struct kept *kept = index->kept;
  sse_status status = kept->ranking ? SSE_OK : lists_new(index, &kept->ranking, err);
  *ranking = kept->ranking;
  return status;
}

const char *index_path(const index_db *index) {
  return index->path;
}

sse_status index_fail_damaged(const char *path, const char *what, sse_error *err) {
  return sse_fail(err, SSE_DATABASE, "%s: is damaged (%s); sseindex --recover FILE saves what can be read",
                  path, what);
}

/* The one whose statement failed. */
static const index_db *failed_archive(const index_db *index) {
  const index_db *one = index;
  for (size_t i = 0; i < index_archive_count(index); i++) {
    one = index_archive(index, i);
    int code = one->connection ? sqlite3_errcode(one->connection) : SQLITE_NOMEM;
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) break;
  }
  return one;
}

sse_status index_fail(const index_db *index, sse_error *err) {
  index = failed_archive(index);
  int code = index->connection ? sqlite3_errcode(index->connection) : SQLITE_NOMEM;
  const char *path = index->path;
  switch (code & 0xFF) {
  case SQLITE_NOMEM:
    return sse_fail_memory(err);
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return sse_fail(err, SSE_BUSY, "%s: another run is writing to it; try again when it has ended", path);
  case SQLITE_INTERRUPT: /* by the guard alone */
    return guard_fail(&index->guard, err);
  case SQLITE_FULL:
    return sse_fail(err, SSE_IO, "%s: the disk is full; what was there before is kept", path);
  case SQLITE_NOTADB:
    return sse_fail(err, SSE_DATABASE,
                    "%s: is not an index (not an SQLite file); where it was one, sseindex --recover FILE "
                    "saves what can be read",
                    path);
  case SQLITE_CORRUPT:
    return index_fail_damaged(path, sqlite3_errmsg(index->connection), err);
  case SQLITE_READONLY:
  case SQLITE_PERM:
    return sse_fail(err, SSE_DENIED, "%s: cannot be written to", path);
  case SQLITE_CANTOPEN:
    return sse_fail(err, SSE_IO, "%s: cannot be opened: %s", path,
                    strerror(sqlite3_system_errno(index->connection)));
  default:
    return sse_fail(err, SSE_IO, "%s: %s", path, sqlite3_errmsg(index->connection));
  }
}

sse_status index_prepare(const index_db *index, const char *sql, sqlite3_stmt **statement, sse_error *err) {
  assert(!index->archives); /* each has statements of its own */
  if (sqlite3_prepare_v2(index->connection, sql, -1, statement, NULL) != SQLITE_OK)
    return index_fail(index, err);
  return SSE_OK;
}

sse_status index_statement(const index_db *index, const char *sql, sqlite3_stmt **statement, sse_error *err) {
  assert(!index->archives);
  struct kept *kept = index->kept;
  void *statements = kept->statements;
  size_t i = 0;
  *statement = NULL;
  while (i < kept->count && kept->statements[i].sql != sql)
    i++;
  if (i == kept->count) {
    if (!sse_array_reserve(&statements, &kept->capacity, i + 1, sizeof *kept->statements))
      return sse_fail_memory(err);
    kept->statements = statements;
    sse_status status = index_prepare(index, sql, &kept->statements[i].statement, err);
    if (status) return status;
    kept->statements[i].sql = sql;
    kept->count++;
  }
  *statement = kept->statements[i].statement;
  return SSE_OK;
}

void index_statement_end(sqlite3_stmt *statement) {
  if (!statement) return;
  (void)sqlite3_reset(statement); /* repeats an error that was reported */
  (void)sqlite3_clear_bindings(statement);
}

sse_str index_column(sqlite3_stmt *row, int column) {
  const char *text = (const char *)sqlite3_column_text(row, column);
  return (sse_str){text, text ? (size_t)sqlite3_column_bytes(row, column) : 0};
}

/* What SQLite would say only later, or less clearly: no such file, a folder, a file cut short. */
static sse_status check_file(const char *path, struct stat *status, sse_error *err) {
  unsigned char header[100];
  if (stat(path, status) != 0) {
    if (errno != ENOENT) return sse_fail_errno(err, errno, path, "cannot be opened");
    return sse_fail(err, SSE_NOT_FOUND, "%s: there is no index yet; make one with: sseindex --db %s FOLDER",
                    path, path);
  }
  if (!S_ISREG(status->st_mode))
    return sse_fail(err, SSE_DATABASE, "%s: is not a file, so not an index", path);
  FILE *file = fopen(path, "rbe");
  if (!file) return sse_fail_errno(err, errno, path, "cannot be opened");
  size_t got = fread(header, 1, sizeof header, file);
  bool failed = ferror(file) != 0;
  failed = fclose(file) != 0 || failed;
  if (failed) return sse_fail(err, SSE_IO, "%s: cannot be read", path);
  if (got < sizeof header || memcmp(header, "SQLite format 3", 16) != 0) return SSE_OK;
  /* https://sqlite.org/fileformat2.html, 1.3: page size at 16, size of the file in pages at 28, big-endian.
   */
  uint64_t page = (uint64_t)header[16] << 8 | header[17];
  uint64_t pages =
      (uint64_t)header[28] << 24 | (uint64_t)header[29] << 16 | (uint64_t)header[30] << 8 | header[31];
  if (page == 1) page = 65536;
  if ((uint64_t)status->st_size < page * pages) return index_fail_damaged(path, "cut short", err);
  return SSE_OK;
}

void index_immutable_name(const char *path, sse_buffer *name) {
  sse_buffer_append_text(name, "file:");
  sse_url_append_encoded(name, path, "/");
  sse_buffer_append_text(name, "?immutable=1");
}

/* A connection is one thread's at a time, so SQLite need not lock it. */
enum {
  READ_FLAGS = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
  WRITE_FLAGS = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX
};

static sse_status connect_reader(index_db *index, sse_error *err) {
  sse_buffer name = {0};
  struct stat after;
  sse_status status = check_file(index->path, &index->file, err);
  if (status) return status;
  index_immutable_name(index->path, &name);
  if (name.failed) {
    status = sse_fail_memory(err);
  } else if (sqlite3_open_v2(name.data, &index->connection, READ_FLAGS, NULL) != SQLITE_OK) {
    status = index_fail(index, err);
  }
  /* A process may have given up all files but the index. */
  if (!status) status = index_exec(index, "PRAGMA temp_store = MEMORY", err);
  if (stat(index->path, &after) != 0 || !sse_is_same_file(&index->file, &after))
    index->file = (struct stat){0};
  sse_buffer_reset(&name);
  return status;
}

static sse_status connect_writer(index_db *index, const char *file, sse_error *err) {
  /* The copy is thrown away where the run dies, so nothing of it has to be on the disk before the swap. Large
   * pages are a quarter of the system calls, for 1,000,000 items 3 % of the time; a new file takes the size.
   */
  static const char pragmas[] = "PRAGMA page_size = 16384; PRAGMA journal_mode = TRUNCATE;"
                                "PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
                                "PRAGMA cache_size = -32768";
  if (sqlite3_open_v2(file, &index->connection, WRITE_FLAGS, NULL) != SQLITE_OK)
    return index_fail(index, err);
  return index_exec(index, pragmas, err);
}

sse_status index_connect(const char *path, const char *draft, index_db **index, sse_error *err) {
  index_db *opened = calloc(1, sizeof *opened);
  sse_status status = SSE_OK;
  *index = NULL;
  if (!opened) return sse_fail_memory(err);
  opened->path = sse_copy(sse_str_of(path));
  opened->name = archives_name(path);
  opened->kept = calloc(1, sizeof *opened->kept);
  if (!opened->path || !opened->name || !opened->kept) status = sse_fail_memory(err);
  if (!status) status = text_analyser_new(&opened->analyser, err);
  if (!status) status = draft ? connect_writer(opened, draft, err) : connect_reader(opened, err);
  if (!status) status = tokenizer_register(opened->connection, err);
  if (!status) status = postings_register(opened, err);
  if (!status) status = matches_register(opened, err);
  if (!status) status = index_schema_ready(opened, draft != NULL, err);
  if (status) {
    index_close(opened);
  } else {
    *index = opened;
  }
  return status;
}

sse_status index_keep_pages(const index_db *index, sse_error *err) {
  if (index->kept->keeps_pages) return SSE_OK;
  index->kept->keeps_pages = true;
  return index_exec(index, "PRAGMA cache_size = -8192", err);
}

sse_status index_open(const char *path, index_db **index, sse_error *err) {
  sse_status status = index_connect(path, NULL, index, err);
  if (!status) status = guard_install(*index, err);
  if (!status) return SSE_OK;
  index_close(*index);
  *index = NULL;
  return status;
}

const index_db *index_second(const index_db *index) {
  struct kept *kept = index->kept;
  sse_error ignored;
  bool can_be = !kept->second && !kept->has_no_second && index->file.st_ino != 0;
  if (can_be && index_open(index->path, &kept->second, &ignored) == SSE_OK &&
      !sse_is_same_file(&kept->second->file, &index->file)) {
    index_close(kept->second);
    kept->second = NULL;
  }
  kept->has_no_second = !kept->second;
  if (kept->second) guard_copy(index, kept->second);
  return kept->second;
}

sse_status index_open_all(const char *const *paths, size_t count, index_db **index, sse_error *err) {
  if (count == 1) return index_open(paths[0], index, err);
  index_db *opened = calloc(1, sizeof *opened);
  *index = NULL;
  if (!opened) return sse_fail_memory(err);
  opened->kept = calloc(1, sizeof *opened->kept);
  sse_status status =
      opened->kept ? archives_new(paths, count, &opened->archives, err) : sse_fail_memory(err);
  if (status) {
    index_close(opened);
  } else {
    *index = opened;
  }
  return status;
}

void index_close(index_db *index) {
  if (!index) return;
  if (index->kept) lists_free(index->kept->ranking);
  if (index->kept) index_close(index->kept->second);
  changes_free(index->changes);
  archives_free(index->archives);
  for (size_t i = 0; index->kept && i < index->kept->count; i++)
    (void)sqlite3_finalize(index->kept->statements[i].statement);
  if (index->kept) free(index->kept->statements);
  free(index->kept);
  (void)sqlite3_close(index->connection); /* statements are finalised by now */
  text_analyser_free(index->analyser);
  free(index->path);
  free(index->name);
  free(index);
}

sse_status index_default_path(char **path, bool *is_chosen, sse_error *err) {
  const char *chosen = getenv("SSESEARCH_DB");
  sse_buffer built = {0};
  *is_chosen = chosen && *chosen;
  if (*is_chosen) {
    sse_buffer_append_text(&built, chosen);
  } else {
    sse_home_path("XDG_DATA_HOME", ".local/share", "index.db", &built);
  }
  if (built.failed) return sse_fail_memory(err);
  if (!built.data)
    return sse_fail(err, SSE_NOT_FOUND,
                    "there is no home folder to keep the index in; name it with --db FILE");
  *path = built.data;
  return SSE_OK;
}
