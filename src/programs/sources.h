/* Private to programs/: the sources of a run, made of what a person named.
 * A list of feeds stands for each of them, and feed:// for the address it means.
 * What the list calls a feed is its publisher. */
#ifndef SSE_PROGRAMS_SOURCES_H
#define SSE_PROGRAMS_SOURCES_H

#include "index/index.h"

/* All zero is none. */
struct sources {
  index_source *all;
  size_t count, capacity;
  char **texts; /* that they point to */
  size_t text_count, text_capacity;
};

/* Adds a source, or the feeds of one that is a list; these are published by what the list calls them, unless
 * the options name a publisher. What `source` points to has to stay. Errors: those of the list,
 * SSE_NO_MEMORY. */
sse_status sources_add(struct sources *sources, const index_source *source, sse_error *err);
void sources_reset(struct sources *sources);

#endif
