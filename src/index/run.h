/* Private to index/: what the parts of a run share, by how long it lives.
 * run.c makes a run of them, places.c finds the files, reading.c reads one source, gone.c drops what is not
 * there any more. One thread's. */
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

/* A source that was named, and whether all below it could be looked at. */
struct root {
  const index_source *source;
  char *path;         /* absolute, links followed; NULL where it is not there */
  size_t name_length; /* of the name it was given, with which the paths of its files begin */
  bool is_whole;
  size_t passed_over; /* files that no reader takes */
  unsigned char way[SOURCES_HASH_SIZE];
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
  uint64_t total;   /* bytes, */
  bool has_unsized; /* but for addresses and standard input, of which nobody knows before */
};

/* From the beginning of a run to its end. */
struct run {
  const char *path; /* of the index, its real one */
  const index_options *options;
  const index_listener *listener;
  index_report *report;
  time_t started;
  text_analyser *analyser;   /* for reading; the database has its own */
  source_fetcher *fetcher;   /* NULL until an address is asked */
  source_follower *follower; /* NULL until one is followed */
  source_ahead *ahead;       /* filters of files that come next */
  index_db *db;              /* the index, and from the first change on the draft */
  index_draft *draft;
  bool takes_over;        /* what the index holds, into a draft that begins empty, */
  bool keeps_withdrawn;   /* only that is taken over */
  withdrawal *withdrawal; /* but for this; NULL for nothing */
  index_sources *sources;
  index_items *items; /* NULL until there is a draft */
  index_pipeline *pipeline;
  struct places places;
  uint64_t done; /* bytes of the files before the one at hand */
  size_t items_seen;
  unsigned char *present; /* by number of source: 1 where its file is there */
  size_t present_capacity;
  index_health health; /* of the sources of this run and those before */
};

/* run.c: tells the listener; `context` is the run. */
void run_problem(void *context, const char *message);
/* run.c: adds to what the run did not take, and tells the listener. Errors: SSE_NO_MEMORY. */
sse_status run_lose(struct run *run, const source_loss *loss, sse_error *err);
/* run.c: notes that the file of the source `number`, or of none for 0, is among those of this run; and
 * whether it is. Errors: SSE_NO_MEMORY. */
sse_status run_mark_present(struct run *run, sqlite3_int64 number, sse_error *err);
bool run_is_present(const struct run *run, sqlite3_int64 number);
/* What is done to an index instead of reading sources. */
typedef sse_status run_edit_fn(struct run *run, void *context, sse_error *err);

/* run.c: opens the index at `path`, does the edit to it and, unless it is a dry run, swaps in what came of
 * it. `report` is the caller's to reset. Errors: what the edit gives, SSE_BUSY where a run is at work, and as
 * index_open. */
sse_status run_edit(const char *path, const index_options *options, run_edit_fn *edit, void *context,
                    index_report *report, sse_error *err);

/* run.c: makes sure there is a draft, empty or the index's copy. */
sse_status run_make_draft(struct run *run, bool empty, sse_error *err);

/* places.c: finds the files of a source that was named, and adds them and their root to the run's. What
 * cannot be looked at is reported. Errors: SSE_NO_MEMORY. */
sse_status places_find(struct run *run, const index_source *source, sse_error *err);
/* The absolute path of a file, by which the tables know it: that of its root and what follows the root's
 * name.
 * `*key` is the caller's to free. */
sse_status places_key(const struct places *places, const struct file *file, char **key, sse_error *err);
/* The absolute path of a source that a person names, by which the tables know it: links followed where it is
 * there. `*key` is the caller's to free. Errors: SSE_NO_MEMORY. */
sse_status places_name(const char *place, char **key, sse_error *err);
void places_reset(struct places *places);

/* reading.c: brings the items of a file or address into the tables. What cannot be read is reported and
 * counted. Errors: of the database and memory alone. */
sse_status reading_run(struct run *run, const struct file *file, sse_error *err);
/* Starts the filter of a file that comes next, where it seems to have changed. */
void reading_prepare(struct run *run, const struct file *file);

/* gone.c: counts the items of the sources at and below `key`, and those of them that are gone already. */
sse_status gone_count(struct run *run, const char *key, size_t *sources, size_t *items, size_t *gone,
                      sse_error *err);
/* gone.c: removes the sources at and below `key` with what only they have; `*sources` is how many. */
sse_status gone_drop(struct run *run, const char *key, size_t *sources, sse_error *err);
/* gone.c: lets go of what a root has no more, and prunes it. It is known only where all of the root could be
 * looked at. */
sse_status gone_finish(struct run *run, const struct root *root, sse_error *err);

#endif
