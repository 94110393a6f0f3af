/* The database: what the folder index/ offers to the others.
 * One SQLite file holds the items as they are shown and an FTS5 table of their terms. index_open gives a
 * reader or the one writer; index_add brings the items of files into it, one transaction a file. */
#ifndef SSE_INDEX_H
#define SSE_INDEX_H

#include "base/base.h"
#include "source/source.h"

#include <sqlite3.h>

/* The schema that readers prepare their statements against (index/schema.c has its text):
 *   item(number, id, source_id, title, body, date, url, source, lang)
 *   terms(title, body)   FTS5, rowid = item.number; the columns in this order
 * `date` is as sse_date_format writes it or NULL, as are `url`, `source` and `lang`. */

typedef struct index_db index_db;

typedef enum index_mode {
  INDEX_READ, /* needs an index that is there; never writes */
  INDEX_WRITE /* makes it where there is none */
} index_mode;

/* Opens the index at `path`; `*index` is the caller's to close. Errors: SSE_NOT_FOUND where a reader finds
 * none, SSE_DENIED, SSE_DATABASE for a file that is no index, is damaged or of another version, SSE_BUSY,
 * SSE_NO_MEMORY. */
sse_status index_open(const char *path, index_mode mode, index_db **index, sse_error *err);
/* Closes and frees; NULL is allowed. Whatever was committed is safe already. */
void index_close(index_db *index);

/* The connection, for the statements of search/. It stays the index's. */
sqlite3 *index_connection(const index_db *index);
const char *index_path(const index_db *index);

/* Fills in `err` from the connection's last error: a full disk, damage, a lock, each with what to do. */
sse_status index_fail(const index_db *index, sse_error *err);

/* Prepares `sql`; on failure `*statement` is NULL. */
sse_status index_prepare(const index_db *index, const char *sql, sqlite3_stmt **statement, sse_error *err);

/* Where the index is when no option names it: $SSESEARCH_DB, else $XDG_DATA_HOME/ssesearch/index.db, else
 * ~/.local/share/ssesearch/index.db. `*path` is the caller's to free. `*is_chosen` tells that the environment
 * named it, so that its folder is not ours to make. Errors: SSE_NOT_FOUND where there is no home either. */
sse_status index_default_path(char **path, bool *is_chosen, sse_error *err);

/* What a run has done. */
typedef struct index_report {
  size_t files;     /* read whole and committed */
  size_t failed;    /* files and folders that could not be read; nothing of them is in the index */
  size_t added;     /* items */
  size_t updated;   /* items */
  size_t unchanged; /* items */
  size_t skipped;   /* items that could not be made of what a file holds */
  size_t repaired;  /* bytes that were not UTF-8 */
} index_report;

/* Who is told how a run goes; `on_progress` may be NULL. */
typedef struct index_listener {
  void *context;
  void (*on_problem)(void *context, const char *message); /* a file or item was skipped */
  /* `done` of `total` bytes have been read and `items` items seen; called often. */
  void (*on_progress)(void *context, uint64_t done, uint64_t total, size_t items);
} index_listener;

/* Brings the items of each of `paths` (files, folders, "-") into the index: new ones are added, changed ones
 * updated in place, others left alone. Each file is one transaction, committed when it was read whole. What
 * cannot be read is reported to `listener`, counted, and does not stop the others. Errors are only those that
 * stop the run: of the database or of memory; what was committed before then stays. */
sse_status index_add(index_db *index, const char *const *paths, size_t count, const source_options *options,
                     const index_listener *listener, index_report *report, sse_error *err);

#endif
