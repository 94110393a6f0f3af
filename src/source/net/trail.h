/* Private to source/: what was read for a source besides its own address: the feed that its page leads to,
 * sitemaps, a robots.txt that forbade pages. One line for each, with tabs as separators:
 *
 *   kind  address  ETag  Last-Modified       the validators may be empty */
#ifndef SSE_SOURCE_NET_TRAIL_H
#define SSE_SOURCE_NET_TRAIL_H

#include "source/source.h"

typedef enum trail_kind {
  TRAIL_FEED = 'f', /* that is read instead of the page that names it; the first line, if there is one */
  TRAIL_FURTHER = 'x'
} trail_kind;

/* One line. The texts are borrowed from the trail. */
typedef struct trail_stop {
  trail_kind kind;
  sse_str address, etag, modified;
} trail_stop;

/* Adds the address of an answer and its validators, unless the address is there already. */
void trail_add(sse_buffer *trail, trail_kind kind, sse_str address, const source_fetched *answer);
/* Reads the next line; `*position` is 0 for the first. Returns false at the end. */
bool trail_next(sse_str trail, size_t *position, trail_stop *stop);
/* Sets the validators to those of a line, for the next request. */
void trail_recall(const trail_stop *stop, source_fetched *answer);

#endif
