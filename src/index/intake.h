/* Private to index/: the items of one source, from its reader through the pipeline and into the tables.
 * They reach the tables only once a batch is full or a portion of the file is skipped, so that a source
 * that cannot be read leaves no trace. */
#ifndef SSE_INDEX_INTAKE_H
#define SSE_INDEX_INTAKE_H

#include "index/follow.h"
#include "index/portions.h"
#include "index/run.h"

/* The source being read. */
struct reading {
  struct run *run;
  const struct file *file;
  const struct root *root;
  char *key; /* its path in the table of sources */
  source_row row;
  const char *path; /* as given to the reader, and a prefix of the items' paths; borrowed */
  bool begun;       /* items of it have been put into the tables */
  size_t items;     /* handed to the pipeline */
  bool has_waiting; /* some of them may not have been written yet */
  index_portions portions;
  index_follow *follow; /* NULL if addresses are not followed */
  bool stopped;         /* the database failed, not the file */
  size_t bare;          /* items that have an address but no text */
  index_report report;  /* added to the run's once the whole source has been read */
};

/* Reads the items of the current file or, for an address, of what was fetched from it, and stores what is now
 * known about the source. Errors: those of reading and, with `stopped` set, those of the tables. */
sse_status intake_read(struct reading *reading, source_fetched *fetched, const source_options *options,
                       sse_error *err);

/* The hash of the options with which the root's sources are read; never 0. */
uint64_t intake_options_hash(const struct root *root);

#endif
