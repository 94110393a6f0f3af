/* Private to source/: filters that were started before the turn of their files (source.h says why).
 * Whoever reads a file takes its stream from here, where there is one.
 * For one thread. */
#ifndef SSE_SOURCE_AHEAD_H
#define SSE_SOURCE_AHEAD_H

#include "base/stream.h"
#include "source/source.h"

/* Hands over what was started of that command for a file, and of a text its beginning in UTF-8 in the place
 * of what is there; false where nothing was, or `ahead` is NULL. */
bool ahead_take(source_ahead *ahead, const char *path, const char *command, sse_buffer *beginning,
                sse_stream *stream);

#endif
