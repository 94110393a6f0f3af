/* Private to index/: an open index, and what every file of the room does with one: statements, and errors
 * that say what to do. Several indexes that are searched as one are an index, too, without a connection of
 * its own. Who opens one is in open.c and archives.c. */
#ifndef SSE_INDEX_CONNECTION_H
#define SSE_INDEX_CONNECTION_H

#include "index/index.h"

#include <sys/stat.h>
#include <time.h>

/* When the work at hand has to end. All zero is no limit. */
struct time_limit {
  unsigned milliseconds; /* 0: no limit */
  struct timespec end;   /* by CLOCK_MONOTONIC */
};

/* The numbers of an archive's items are shifted, so that each has its own. */
struct archives {
  index_db **all;
  uint32_t *firsts; /* what is added to the numbers of each */
  size_t count;
};

/* What changes while an index is open, and what is made when it is first asked for. Statements in it are run
 * by every search. They are few, and none takes another's place: a search holds some of them while it asks
 * for others. */
struct kept {
  struct lists *lists;           /* of one index; NULL until they are asked for, as the next two */
  index_ranking *ranking;        /* of one or several */
  index_db *second;              /* the same file for a second thread, */
  bool has_no_second;            /* which cannot be had */
  bool keeps_pages;              /* index_keep_pages */
  bool can_match;                /* FTS5 knows the function of matches.c */
  struct time_limit limit;       /* of what is done with it */
  index_postings *noting;        /* what FTS5's functions note goes into (noting.c) */
  struct index_changes *changes; /* that a draft's run notes; NULL for others, and where nothing is noted */
  struct kept_statement {
    const char *sql; /* known by its place */
    sqlite3_stmt *statement;
  } * statements;
  size_t count, capacity;
};

struct index_db {
  struct archives *archives; /* NULL for one index; of several, what follows up to kept is empty */
  char *name;                /* as an archive among others: its file's, without .db */
  sqlite3 *connection;
  text_analyser *analyser;
  char *path;
  struct stat file; /* that a reader has open; all zero where it was swapped meanwhile */
  struct kept *kept;
};

/* Makes an index that is not connected yet, of the file at `path`, or of several where that is NULL. Errors:
 * SSE_NO_MEMORY. */
sse_status connection_new(const char *path, index_db **index, sse_error *err);
/* Closes and frees what is in this header; what other files keep in an index is gone by then. NULL is
 * allowed. */
void connection_free(index_db *index);

/* Fails with what of the file at `path` is damaged, and what to do. Returns SSE_DATABASE. */
sse_status index_fail_damaged(const char *path, const char *what, sse_error *err);

/* Runs statements that return nothing. */
sse_status index_exec(const index_db *index, const char *sql, sse_error *err);

/* True once the time is over; index_check_time says so. */
bool connection_is_late(const index_db *index);

#endif
