/* Private to source/: filters that are started before their files are read (source.h says why).
 * Code that opens a file takes the stream from here if its filter is already running.
 * For one thread. */
#ifndef SSE_SOURCE_AHEAD_H
#define SSE_SOURCE_AHEAD_H

#include "base/stream.h"
#include "source/source.h"

/* Hands over the stream of the filter `command` if it was started for the file at `path`. For a text file,
 * also replaces `beginning` with the start of its text in UTF-8. Returns false if no such filter was started,
 * or if `ahead` is NULL. */
bool ahead_take(source_ahead *ahead, const char *path, const char *command, sse_buffer *beginning,
                sse_stream *stream);

#endif
