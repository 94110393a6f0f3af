/* Private to source/: splits a feed into its items and the elements next to them, each a separate
 * document. A feed that is not well-formed is repaired while it is read (repair.h); errors in one item
 * affect no other. */
#ifndef SSE_SOURCE_CHUNKS_H
#define SSE_SOURCE_CHUNKS_H

#include "source/reader.h"

enum { CHUNK_CONTAINERS_MOST = 8 }; /* rss and channel, feed, RDF: nested elements that hold items */

struct chunks;

typedef enum chunk_outcome {
  CHUNK,
  CHUNK_TOO_LONG, /* it was skipped */
  CHUNK_END,      /* no more children */
  CHUNK_CUT       /* the file ends inside an element, or a part of it has no end */
} chunk_outcome;

/* A child of a container. */
struct chunk {
  sse_str xml; /* a well-formed document, borrowed until the next one: the nested containers around the child,
                  and the child */
  size_t depth; /* number of containers around it */
  bool is_item; /* it is an item or entry element; with CHUNK_CUT: the file ends in one */
};

/* The caller frees `*chunks`. Errors: SSE_NO_MEMORY. */
sse_status chunks_new(struct reader *reader, struct chunks **chunks, sse_error *err);
void chunks_free(struct chunks *chunks); /* NULL is allowed */

/* Reads the next child. Errors: those of reading, SSE_NO_MEMORY, SSE_TOO_LARGE if entities expand too
 * much. */
sse_status chunks_next(struct chunks *chunks, struct chunk *chunk, chunk_outcome *outcome, sse_error *err);

/* Returns true once a container has been seen. */
bool chunks_have_feed(const struct chunks *chunks);

#endif
