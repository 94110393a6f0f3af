/* Private to index/: an open index and what every file of the room does with one: run statements, and report
 * errors that say what to do. Several indexes searched as one are also an index, but without a connection of
 * their own. Indexes are opened in open.c and archives.c. */
#ifndef SSE_INDEX_CONNECTION_H
#define SSE_INDEX_CONNECTION_H

#include "index/index.h"

#include <sys/stat.h>
#include <time.h>

/* The deadline of the current work. All zero is no limit. */
struct time_limit {
  unsigned milliseconds; /* 0: no limit */
  struct timespec end;   /* by CLOCK_MONOTONIC */
};

/* The item numbers of each archive are shifted so that they do not overlap. */
struct archives {
  index_db **all;
  uint32_t *firsts; /* what is added to the item numbers of each */
  size_t count;
};

/* What changes while an index is open, and what is created on first use. It includes the statements that
 * every search runs. They are few and none is ever evicted, since a search holds some of them while it asks
 * for others. */
struct kept {
  struct lists *lists;           /* of a single index; like the next two, NULL until first used */
  index_ranking *ranking;        /* of one or several indexes */
  index_db *second;              /* the same file for a second thread */
  bool has_no_second;            /* which cannot be opened */
  bool keeps_pages;              /* the page cache was enlarged (archives.c) */
  bool can_match;                /* the function of matches.c is registered with FTS5 */
  struct time_limit limit;       /* for operations on this index */
  index_postings *noting;        /* where the auxiliary functions of noting.c put what they note */
  struct index_changes *changes; /* of a run on a draft; NULL for others, or if nothing is noted */
  struct kept_statement {
    const char *sql; /* compared by address */
    sqlite3_stmt *statement;
  } * statements;
  size_t count, capacity;
};

struct index_db {
  struct archives *archives; /* NULL for one index; for several, the members up to `kept` are empty */
  char *name;                /* as an archive among others: the file's name, without .db */
  sqlite3 *connection;
  text_analyser *analyser;
  char *path;
  struct stat file; /* of the file a reader has open; all zero if it was swapped while being opened */
  struct kept *kept;
};

/* Creates an index that is not connected yet, for the file at `path`, or for several if `path` is NULL.
 * Errors: SSE_NO_MEMORY. */
sse_status connection_new(const char *path, index_db **index, sse_error *err);
/* Closes the index and frees the members declared here; what other files keep in it must already be freed.
 * NULL is allowed. */
void connection_free(index_db *index);

/* Reports that `what` is damaged in the file at `path`, and what to do. Returns SSE_DATABASE. */
sse_status index_fail_damaged(const char *path, const char *what, sse_error *err);

/* Runs statements that return nothing. */
sse_status index_exec(const index_db *index, const char *sql, sse_error *err);

/* Returns true once the deadline has passed; index_check_time also reports it. */
bool connection_is_late(const index_db *index);

#endif
