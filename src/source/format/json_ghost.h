/* Private to source/: an export of Ghost, a database as JSON: posts, tags and authors are lists of their own,
 * and others say which go together. Each post gets the names of its tags and authors, as Ghost's API gives
 * them; then it is a list as any other. */
#ifndef SSE_SOURCE_JSON_GHOST_H
#define SSE_SOURCE_JSON_GHOST_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdbool.h>

enum { JSON_GHOST_LONGEST = 256 * 1024 * 1024 /* bytes: such a file is read as a whole */ };

bool json_ghost_detect(sse_str beginning);
/* Appends the posts of the export `text` to `out`, with names; where it is none, or damaged, `text` itself.
 * Errors: SSE_NO_MEMORY. */
sse_status json_ghost_join(sse_str text, sse_buffer *out, sse_error *err);

#endif
