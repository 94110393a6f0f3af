/* Private to source/: what a source stands on beside its own address: the feed that its page leads to,
 * sitemaps, a robots.txt that forbade pages. A line each, with tabs between:
 *
 *   kind  address  ETag  Last-Modified       the validators may be empty */
#ifndef SSE_SOURCE_NET_TRAIL_H
#define SSE_SOURCE_NET_TRAIL_H

#include "source/source.h"

typedef enum trail_kind {
  TRAIL_FEED = 'f', /* that is read in place of the page that names it; the first line, where it is one */
  TRAIL_FURTHER = 'x'
} trail_kind;

/* One line. All is borrowed from the trail. */
typedef struct trail_stop {
  trail_kind kind;
  sse_str address, etag, modified;
} trail_stop;

/* Adds what answered, unless its address is there already. */
void trail_add(sse_buffer *trail, trail_kind kind, sse_str address, const source_fetched *answer);
/* The next line; `*position` is 0 for the first. False at the end. */
bool trail_next(sse_str trail, size_t *position, trail_stop *stop);
/* Sets the validators of an answer to be to those of a line. */
void trail_recall(const trail_stop *stop, source_fetched *answer);

#endif
