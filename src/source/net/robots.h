/* Private to source/: what a site's robots.txt allows (RFC 9309).
 * Pure functions of its text; the caller fetches and keeps it.
 * Groups for this program's name take precedence over those for all. */
#ifndef SSE_SOURCE_NET_ROBOTS_H
#define SSE_SOURCE_NET_ROBOTS_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { ROBOTS_LONGEST = 512 * 1024 }; /* bytes of a file that are read (RFC 9309, 2.5: at least 500 KiB) */

/* Reads the next line of a robots.txt that has a colon, as a name and a value, without surrounding white
 * space and comments. `*position` is 0 for the first line. Returns false at the end. Lines end in CR, LF or
 * both. */
bool robots_next(sse_str text, size_t *position, sse_str *name, sse_str *value);

/* True if the text of a robots.txt lets `agent` request `path`, a path with its query, which begins with a
 * slash. A character and its form %XX are the same (2.2.2). The longest matching rule decides; of two equally
 * long ones, the one that allows. */
bool robots_allow(sse_str text, const char *agent, sse_str path);

#endif
