/* Private to source/: other programs that turn files into text.
 * A filter gets a file as its standard input and writes text to its standard output.
 * It has a limit of time, memory and output, and dies with all that it started. */
#ifndef SSE_SOURCE_FILTER_H
#define SSE_SOURCE_FILTER_H

#include "base/stream.h"
#include "source/source.h"

/* The command that the configuration has for such a name; NULL for none. */
const char *filter_command(const source_options *options, const char *name);
/* True where the program, the first word of a command, can be found. */
bool filter_is_installed(const char *program);
sse_status filter_open(const char *path, const char *command, const source_options *options,
                       sse_stream *stream, sse_error *err);
sse_status filter_open_stream(sse_stream input, const char *name, const char *command,
                              const source_options *options, sse_stream *stream, sse_error *err);

#endif
