/* Private to source/: files that another program turns into text, as configured.
 * A filter is a command that reads the file from standard input and writes text to standard output. It runs
 * without a shell, and within limits of time, memory and output. */
#ifndef SSE_SOURCE_FILTER_H
#define SSE_SOURCE_FILTER_H

#include "base/stream.h"
#include "source/source.h"

/* The command that is configured for files of such a name; NULL if there is none. */
const char *filter_command(const source_options *options, const char *name);
/* True if the program at the beginning of a command is in PATH, or is the path of one. */
bool filter_is_installed(const char *command);

/* Runs `command` on the file `path`. `*stream` is its output; the caller closes it, which kills what is still
 * running. The output ends when the command itself has exited with code 0; any processes it leaves behind are
 * killed. Errors, also when reading: SSE_NOT_FOUND if the program is not installed (or exits with 127, as
 * shells do then), SSE_INVALID if it fails, SSE_TIMEOUT if it takes more than `options->timeout` seconds (a
 * minute by default) from the first read on, SSE_TOO_LARGE for more than 64 MiB of output; SSE_DENIED,
 * SSE_IO, SSE_NO_MEMORY. */
sse_status filter_open(const char *path, const char *command, const source_options *options,
                       sse_stream *stream, sse_error *err);

/* The input of a filter that is not a file. */
struct filter_input {
  sse_stream stream;
  const char *name; /* what messages call it */
  size_t from;      /* bytes at its beginning that the command does not get */
  size_t shown;     /* bytes at its beginning that the caller gets, those before `from` included */
};

/* As filter_open, on `input`, which is closed, whatever the result. What is shown of it is appended to
 * `beginning`. Errors: also those of the stream, and SSE_TOO_LARGE for more than 256 MiB of input. */
sse_status filter_open_stream(const struct filter_input *input, const char *command,
                              const source_options *options, sse_buffer *beginning, sse_stream *stream,
                              sse_error *err);
/* As filter_open_stream, on a text for which preamble_is_known; the command reads it in UTF-8 and without its
 * front matter, whatever `from` is. `beginning` is in UTF-8 too. */
sse_status filter_open_text(const struct filter_input *input, const char *command,
                            const source_options *options, sse_buffer *beginning, sse_stream *stream,
                            sse_error *err);

#endif
