/* Filters that run while another file is read: the one at hand and the next, two at a time.
 * What a filter writes waits in its pipe, and its time begins when it is read.
 * Nothing is told of what cannot be started: that comes when the file is read. */
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
  *filter = (struct started){0};
}

static struct started *find(source_ahead *ahead, const char *path) {
  for (size_t i = 0; i < AT_ONCE; i++) {
    const char *known = ahead->filters[i].path;
    if (path && known ? strcmp(known, path) == 0 : known == path) return &ahead->filters[i];
  }
  return NULL;
}

/* Starts a filter on a file, but for its front matter. */
static sse_status start(const char *path, const char *command, const source_options *options,
                        sse_stream *stream, sse_error *err) {
  sse_buffer beginning = {0};
  size_t from = 0;
  sse_status status = SSE_OK;
  if (preamble_is_known(path)) status = sse_file_beginning(path, FORMAT_LOOKED_AT, &beginning, err);
  if (!status) status = preamble_length(path, sse_buffer_str(&beginning), &from, err);
  sse_buffer_reset(&beginning);
  return status ? status : filter_open(path, from, command, options, stream, err);
}

void source_ahead_start(source_ahead *ahead, const char *path, const source_options *options) {
  const char *format, *command = format_filter(options, path, &format);
  struct started *filter = command && !find(ahead, path) ? find(ahead, NULL) : NULL;
  sse_error ignored;
  if (!filter) return;
  *filter = (struct started){.path = sse_copy(sse_str_of(path)), .command = sse_copy(sse_str_of(command))};
  bool is_started =
      filter->path && filter->command && !start(path, command, options, &filter->stream, &ignored);
  if (!is_started) forget(filter);
}

bool ahead_take(source_ahead *ahead, const char *path, const char *command, sse_stream *stream) {
  struct started *filter = ahead ? find(ahead, path) : NULL;
  if (!filter || strcmp(filter->command, command) != 0) return false;
  *stream = filter->stream;
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
