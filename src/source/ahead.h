/* Private to source/: filters that were started before the turn of their files (source.h says why).
 * Whoever reads a file takes its stream from here, where there is one.
 * For one thread. */
#ifndef SSE_SOURCE_AHEAD_H
#define SSE_SOURCE_AHEAD_H

#include "base/stream.h"
#include "source/source.h"

/* Hands over what was started of that command for a file; false where nothing was, or `ahead` is NULL. */
bool ahead_take(source_ahead *ahead, const char *path, const char *command, sse_stream *stream);

#endif
