/* Private to source/: the feed that a home page names.
 * A page says it in links of relation alternate (https://www.rssboard.org/rss-autodiscovery).
 * Who asks fetches the page before, and the feed after. */
#ifndef SSE_SOURCE_NET_DISCOVER_H
#define SSE_SOURCE_NET_DISCOVER_H

#include "base/buffer.h"
#include "base/status.h"

/* True for the address of a site itself: without a path, or with that of an index page. */
bool discover_is_home(sse_str address);

/* Appends the address of the first feed of articles that the page in the file at `path` names, by its links
 * of relation alternate (https://www.rssboard.org/rss-autodiscovery), to `feed`; nothing where it names none
 * or is no page. `base` is the page's address. Errors: SSE_IO, SSE_NO_MEMORY. */
sse_status discover_feed(const char *path, sse_str base, sse_buffer *feed, sse_error *err);

#endif
