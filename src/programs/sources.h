/* Private to programs/: the sources of a run, made from what a person named.
 * A list of feeds is replaced by its feeds, and feed:// by the address it stands for.
 * The title of a feed in a list becomes its publisher. */
#ifndef SSE_PROGRAMS_SOURCES_H
#define SSE_PROGRAMS_SOURCES_H

#include "index/index.h"

/* All zero is empty. */
struct sources {
  index_source *all;
  size_t count, capacity;
  char **texts; /* owns text that they point to */
  size_t text_count, text_capacity;
};

/* Adds a source, or all feeds if it is a list of feeds. Their publishers are their titles in the list, unless
 * the options name one. `source` must point to text that outlives the sources. Errors: those of reading the
 * list, SSE_NO_MEMORY. */
sse_status sources_add(struct sources *sources, const index_source *source, sse_error *err);
void sources_reset(struct sources *sources);

#endif
