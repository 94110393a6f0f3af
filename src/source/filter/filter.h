/* Private to source/: files that another program turns into text, as the configuration says.
 * A filter is a command that reads the file as its standard input and writes text to its standard output.
 * It is run without a shell, and has limits of time, memory and output. */
#ifndef SSE_SOURCE_FILTER_H
#define SSE_SOURCE_FILTER_H

#include "base/stream.h"
#include "source/source.h"

/* The command that the configuration has for such a name; NULL for none. */
const char *filter_command(const source_options *options, const char *name);
/* True where the program that a command begins with is in PATH, or is the path of one. */
bool filter_is_installed(const char *command);

/* Runs `command` on the file `path`. `*stream` is its output and the caller's
 * to close, which kills what still runs of it. The output ends when the command itself has ended, with exit
 * code 0; what it left running is killed. Opening and reading fail with SSE_NOT_FOUND where the program is
 * not installed (or ends with 127, as shells do then), SSE_INVALID where it fails, SSE_TIMEOUT for more than
 * `options->timeout` seconds (a minute by default) from the first read on, SSE_TOO_LARGE for more than 64 MiB
 * of output; SSE_DENIED, SSE_IO, SSE_NO_MEMORY. */
sse_status filter_open(const char *path, const char *command, const source_options *options,
                       sse_stream *stream, sse_error *err);
/* The same on all that `input` still gives but for its first `from` bytes. Messages call it `name`; `input`
 * is closed, whatever the result. The first `most` bytes of it are appended to `beginning`, also of those
 * before `from`. Errors: those of the stream, too, and SSE_TOO_LARGE for more than 256 MiB of it. */
sse_status filter_open_stream(sse_stream input, const char *name, size_t from, const char *command,
                              const source_options *options, size_t most, sse_buffer *beginning,
                              sse_stream *stream, sse_error *err);
/* The same on a text of which preamble_is_known, which the command reads in UTF-8 and without its front
 * matter. `beginning` is in UTF-8 too. */
sse_status filter_open_text(sse_stream input, const char *name, const char *command,
                            const source_options *options, sse_buffer *beginning, sse_stream *stream,
                            sse_error *err);

#endif
