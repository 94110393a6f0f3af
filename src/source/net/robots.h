/* Private to source/: what a site's robots.txt allows (RFC 9309).
 * Pure functions of its text; who asks fetches it and keeps it.
 * Groups for this program's name come before those for all. */
#ifndef SSE_SOURCE_NET_ROBOTS_H
#define SSE_SOURCE_NET_ROBOTS_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { ROBOTS_LONGEST = 512 * 1024 }; /* bytes that are read of a file (RFC 9309, 2.5: at least 500 KiB) */

/* The next line of a robots.txt that has a colon, as its name and value, without white space around them and
 * without comments. `*position` is 0 for the first. False at the end. Lines end in CR, LF or both. */
bool robots_next(sse_str text, size_t *position, sse_str *name, sse_str *value);

/* True where the text of a robots.txt lets `agent` ask for `path`, a path with its query, which begins with a
 * slash. Both ways to write a character, by itself and as %XX, are the same (2.2.2). Of the rules that match,
 * the longest decides; of two as long, the one that allows. */
bool robots_allow(sse_str text, const char *agent, sse_str path);

#endif
