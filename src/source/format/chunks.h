/* Private to source/: the items of a feed, and what stands beside them, each as a small document of its own.
 * A feed that is not well-formed is made so on the way (repair.h); what is wrong in one item costs no other.
 */
#ifndef SSE_SOURCE_CHUNKS_H
#define SSE_SOURCE_CHUNKS_H

#include "source/reader.h"

enum { CHUNK_CONTAINERS_MOST = 8 }; /* rss and channel, feed, RDF: elements that hold items */

struct chunks;

typedef enum chunk_outcome {
  CHUNK,
  CHUNK_TOO_LONG, /* it was passed over */
  CHUNK_END,      /* there are no more */
  CHUNK_CUT       /* the file ends inside an element, or a part of it has no end */
} chunk_outcome;

/* A child of a container. */
struct chunk {
  sse_str xml;  /* a well-formed document, borrowed until the next one: the containers around the child, each
                   in the one before, and the child */
  size_t depth; /* containers around it */
  bool is_item; /* it is called item or entry; with CHUNK_CUT: the file ends in one */
};

/* `*chunks` is the caller's to free. Errors: SSE_NO_MEMORY. */
sse_status chunks_new(struct reader *reader, struct chunks **chunks, sse_error *err);
void chunks_free(struct chunks *chunks); /* NULL is allowed */

/* Reads the next child. Errors: those of reading, SSE_NO_MEMORY, SSE_TOO_LARGE where entities grow. */
sse_status chunks_next(struct chunks *chunks, struct chunk *chunk, chunk_outcome *outcome, sse_error *err);

/* True once a container was met. */
bool chunks_have_feed(const struct chunks *chunks);

#endif
