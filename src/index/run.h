/* Private to index/: the state that the parts of a run share, by how long it lives.
 * indexing.c puts a run together, places.c finds the files, reading.c reads one source, prune.c drops those
 * that no longer exist. Used by one thread. */
#ifndef SSE_INDEX_RUN_H
#define SSE_INDEX_RUN_H

#include "index/draft.h"
#include "index/health.h"
#include "index/items.h"
#include "index/losses.h"
#include "index/pipeline.h"
#include "index/portions.h"
#include "index/withdrawn.h"

#include <time.h>

/* A source given by the user, and whether everything below it could be examined. */
struct root {
  const index_source *source;
  char *path;         /* absolute, links followed; NULL if it does not exist */
  size_t name_length; /* of its name as given, with which the paths of its files begin */
  bool is_whole;
  size_t passed_over; /* files that no reader takes */
  unsigned char options_hash[SOURCES_HASH_SIZE];
};

struct file {
  char *path; /* as it is shown */
  size_t root;
  uint64_t size;
  int64_t changed;
};

/* The files of a run, found before the first is read. */
struct places {
  struct root *roots;
  size_t root_count;
  struct file *files;
  size_t file_count, file_capacity;
  uint64_t total;   /* in bytes */
  bool has_unsized; /* of addresses and standard input the size is unknown in advance */
};

/* The state of a run, from beginning to end. */
struct run {
  const char *path; /* of the index; a real path */
  const index_options *options;
  const index_listener *listener;
  index_report *report;
  time_t started;
  text_analyser *analyser;   /* for reading; the database has its own */
  source_fetcher *fetcher;   /* NULL until an address is requested */
  source_follower *follower; /* NULL until an address is followed */
  source_ahead *ahead;       /* filters of the files that come next */
  index_db *db;              /* the index or, from the first change on, the draft */
  index_draft *draft;
  bool takes_over;        /* take over the contents of the index into a draft that begins empty */
  bool keeps_withdrawn;   /* take over only what was withdrawn */
  withdrawal *withdrawal; /* items not to take over; NULL for none */
  index_sources *sources;
  index_items *items; /* NULL until there is a draft */
  index_pipeline *pipeline;
  struct places places;
  uint64_t done; /* bytes of the files before the current one */
  size_t items_seen;
  unsigned char *present; /* by number of source: 1 if its file exists, 2 if that was not read completely */
  size_t present_capacity;
  index_health health; /* of the sources of this run and of earlier ones */
};

/* Passes a problem to the listener; `context` is the run. */
void run_problem(void *context, const char *message);
/* Counts a loss in the report and passes it to the listener. Errors: SSE_NO_MEMORY. */
sse_status run_lose(struct run *run, const source_loss *loss, sse_error *err);
/* Note that the file of the source `number` (0: none) is among those of this run, and test whether it is.
 * Errors: SSE_NO_MEMORY. */
sse_status run_mark_present(struct run *run, sqlite3_int64 number, sse_error *err);
bool run_is_present(const struct run *run, sqlite3_int64 number);
/* The same for a source that could not be read completely: it is not known what it no longer has. */
sse_status run_mark_broken(struct run *run, sqlite3_int64 number, sse_error *err);
bool run_is_broken(const struct run *run, sqlite3_int64 number);
/* Creates the draft if there is none: empty, or a copy of the index. */
sse_status run_make_draft(struct run *run, bool empty, sse_error *err);

#endif
