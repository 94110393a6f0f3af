/* Private to source/: the feeds that a page names.
 * A page says it in links of relation alternate (https://www.rssboard.org/rss-autodiscovery).
 * Who asks fetches the page before, and the feed after. */
#ifndef SSE_SOURCE_NET_DISCOVER_H
#define SSE_SOURCE_NET_DISCOVER_H

#include "base/buffer.h"
#include "base/status.h"

/* Appends the addresses of the feeds of articles that the page in the file at `path` names, by its links of
 * relation alternate (https://www.rssboard.org/rss-autodiscovery), to `feeds`, a line each, those below the
 * page first. A page that is not the home of its site or of a language of it gives those below it only, and
 * an article none. `base` is the page's address. Errors: SSE_IO, SSE_NO_MEMORY. */
sse_status discover_feeds(const char *path, sse_str base, sse_buffer *feeds, sse_error *err);

#endif
