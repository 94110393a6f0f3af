/* Runs the filters of the current file and the next one, two at a time.
 * A filter's output waits in its pipe, and its timeout starts when it is read.
 * A filter that cannot be started is not reported here, but when the file is read. */
#include "source/ahead.h"
#include "source/filter/filter.h"
#include "source/format/formats.h"
#include "source/format/preamble.h"

#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 2 };

struct started {
  char *path; /* NULL for none */
  char *command;
  sse_buffer beginning; /* of a text, in UTF-8 */
  sse_stream stream;
};

struct source_ahead {
  struct started filters[AT_ONCE];
};

sse_status source_ahead_new(source_ahead **ahead, sse_error *err) {
  *ahead = calloc(1, sizeof **ahead);
  return *ahead ? SSE_OK : sse_fail_memory(err);
}

static void forget(struct started *filter) {
  free(filter->path);
  free(filter->command);
  sse_buffer_reset(&filter->beginning);
  *filter = (struct started){0};
}

static struct started *find(source_ahead *ahead, const char *path) {
  for (size_t i = 0; i < AT_ONCE; i++) {
    const char *known = ahead->filters[i].path;
    if (path && known ? strcmp(known, path) == 0 : known == path) return &ahead->filters[i];
  }
  return NULL;
}

static sse_status start(struct started *filter, const source_options *options, sse_error *err) {
  struct filter_input input = {.name = filter->path, .shown = FORMAT_LOOKED_AT};
  if (!preamble_is_known(filter->path))
    return filter_open(filter->path, filter->command, options, &filter->stream, err);
  sse_status status = sse_file_open(filter->path, &input.stream, err);
  if (status) return status;
  return filter_open_text(&input, filter->command, options, &filter->beginning, &filter->stream, err);
}

void source_ahead_start(source_ahead *ahead, const char *path, const source_options *options) {
  const char *format, *command = format_filter(options, path, &format);
  struct started *filter = command && !find(ahead, path) ? find(ahead, NULL) : NULL;
  sse_error ignored;
  if (!filter) return;
  *filter = (struct started){.path = sse_copy(sse_str_of(path)), .command = sse_copy(sse_str_of(command))};
  bool is_started = filter->path && filter->command && !start(filter, options, &ignored);
  if (!is_started) forget(filter);
}

bool ahead_take(source_ahead *ahead, const char *path, const char *command, sse_buffer *beginning,
                sse_stream *stream) {
  struct started *filter = ahead ? find(ahead, path) : NULL;
  if (!filter || strcmp(filter->command, command) != 0) return false;
  *stream = filter->stream;
  if (filter->beginning.length > 0) {
    sse_buffer_reset(beginning);
    *beginning = filter->beginning;
    filter->beginning = (sse_buffer){0};
  }
  forget(filter);
  return true;
}

void source_ahead_drop(source_ahead *ahead, const char *path) {
  struct started *filter = find(ahead, path);
  if (!filter) return;
  filter->stream.close(filter->stream.context);
  forget(filter);
}

void source_ahead_free(source_ahead *ahead) {
  for (size_t i = 0; ahead && i < AT_ONCE; i++)
    if (ahead->filters[i].path) source_ahead_drop(ahead, ahead->filters[i].path);
  free(ahead);
}
