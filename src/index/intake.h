/* Private to index/: the items of one source, from its reader to the pipeline and into the tables.
 * They reach the tables only once a batch is full, or a portion of the file is passed over, so that a source
 * that cannot be read leaves no trace. */
#ifndef SSE_INDEX_INTAKE_H
#define SSE_INDEX_INTAKE_H

#include "index/follow.h"
#include "index/portions.h"
#include "index/run.h"

/* The source at hand. */
struct reading {
  struct run *run;
  const struct file *file;
  const struct root *root;
  char *key; /* its path in the table of sources */
  source_row row;
  const char *path; /* as it is handed to the reader, which items' paths begin with; borrowed */
  bool begun;       /* items of it were put into the tables */
  size_t items;     /* that were handed to the pipeline, */
  bool has_waiting; /* and of which some may not be written */
  index_portions portions;
  index_follow *follow; /* NULL where addresses are not followed */
  bool stopped;         /* the database failed, not the file */
  size_t bare;          /* items that have an address and no text */
  index_report report;  /* added to the run's once the source was read whole */
};

/* Reads the items of the file at hand or, where it is an address, of what was fetched of it, and writes down
 * what is known of the source now. Errors: those of reading and, for which `stopped` is set, of the tables.
 */
sse_status intake_read(struct reading *reading, source_fetched *fetched, const source_options *options,
                       sse_error *err);

/* The way the root's sources are asked in, as a number that is not 0. */
uint64_t intake_way(const struct root *root);

#endif
