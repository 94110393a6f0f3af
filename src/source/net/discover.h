/* Private to source/: the feeds that a page names.
 * It does so by links of relation alternate (https://www.rssboard.org/rss-autodiscovery).
 * The caller fetches the page before, and the feed afterwards. */
#ifndef SSE_SOURCE_NET_DISCOVER_H
#define SSE_SOURCE_NET_DISCOVER_H

#include "base/buffer.h"
#include "base/status.h"

/* Appends to `feeds` the addresses of the article feeds that the page in the file at `path` names by its
 * links of relation alternate, one a line, those below the page first. If the page is not the home page of
 * its site, in any language, only those below it are appended; if it is an article, none. `base` is the
 * page's address. Errors: SSE_IO, SSE_NO_MEMORY. */
sse_status discover_feeds(const char *path, sse_str base, sse_buffer *feeds, sse_error *err);

#endif
