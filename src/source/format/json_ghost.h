/* Private to source/: a Ghost export is a database as JSON, with separate lists of posts, tags and authors,
 * and further lists that link them. Each post is given the names of its tags and authors, as in Ghost's API;
 * the result is an ordinary list. */
#ifndef SSE_SOURCE_JSON_GHOST_H
#define SSE_SOURCE_JSON_GHOST_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdbool.h>

enum { JSON_GHOST_LONGEST = 256 * 1024 * 1024 /* bytes: such a file is read into memory as a whole */ };

bool json_ghost_detect(sse_str beginning);
/* Appends the posts of the export `text` to `out`, with names; if it is not an export, or is damaged, appends
 * `text` itself. Errors: SSE_NO_MEMORY. */
sse_status json_ghost_join(sse_str text, sse_buffer *out, sse_error *err);

#endif
