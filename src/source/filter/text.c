/* Texts that another program reads. It gets them in UTF-8, the only encoding that it knows, and without front
 * matter, which would be text to it.
 * Their encoding is determined as for any other text (base/charset.h). */
#include "base/charset.h"
#include "base/lines.h"
#include "source/filter/filter.h"
#include "source/format/formats.h"
#include "source/format/preamble.h"

static sse_status read_decoded(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  return sse_lines_read(context, block, size, got, err);
}

static void close_decoded(void *context) {
  sse_lines_close(context);
}

/* Turns `*input` into a stream of the same text in UTF-8; closes it on failure. `*beginning` is borrowed from
 * it. */
static sse_status decode(sse_stream *input, const char *name, const char *charset, sse_str *beginning,
                         sse_error *err) {
  const sse_charset_evidence evidence = {.option = charset};
  sse_charset_choice choice;
  sse_lines *lines;
  sse_status status = sse_lines_new(name, *input, &lines, err);
  if (status) return status;
  status = sse_charset_decide(&evidence, sse_lines_peek(lines), sse_lines_peek_is_all(lines), &choice, err);
  if (!status) status = sse_lines_decode(lines, choice.name, err);
  if (status) {
    sse_lines_close(lines);
    return status;
  }
  *input = (sse_stream){lines, read_decoded, close_decoded};
  *beginning = sse_lines_peek(lines);
  return SSE_OK;
}

sse_status filter_open_text(const struct filter_input *input, const char *command,
                            const source_options *options, sse_buffer *beginning, sse_stream *stream,
                            sse_error *err) {
  struct filter_input text = *input;
  sse_str shown;
  sse_status status = decode(&text.stream, text.name, options->charset, &shown, err);
  if (status) return status;
  status = preamble_length(text.name, shown, &text.from, err);
  if (status) {
    text.stream.close(text.stream.context);
    return status;
  }
  return filter_open_stream(&text, command, options, beginning, stream, err);
}
