/* Private to index/: what the parts of a run share, by how long it lives.
 * indexing.c makes a run of them, places.c finds the files, reading.c reads one source, gone.c drops what is
 * not there any more. One thread's. */
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

/* Tells the listener; `context` is the run. */
void run_problem(void *context, const char *message);
/* Adds to what the run did not take, and tells the listener. Errors: SSE_NO_MEMORY. */
sse_status run_lose(struct run *run, const source_loss *loss, sse_error *err);
/* Notes that the file of the source `number`, or of none for 0, is among those of this run; and
 * whether it is. Errors: SSE_NO_MEMORY. */
sse_status run_mark_present(struct run *run, sqlite3_int64 number, sse_error *err);
bool run_is_present(const struct run *run, sqlite3_int64 number);
/* Makes sure there is a draft, empty or the index's copy. */
sse_status run_make_draft(struct run *run, bool empty, sse_error *err);

#endif
