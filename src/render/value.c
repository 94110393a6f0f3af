/* JSON values as text, gathered in a buffer of our own.
 * jansson (2.14) passes over a failure at the name of a member, so that json_dumps gives a text with a hole
 * where memory is short: {"query": "x",: 12}. The buffer's failure sticks. */
#include "render/value.h"
#include "base/buffer.h"

static int append(const char *text, size_t length, void *context) {
  sse_buffer *buffer = context;
  sse_buffer_append(buffer, text, length);
  return buffer->failed ? -1 : 0;
}

sse_status render_value(FILE *out, json_t *value, size_t flags, sse_error *err) {
  sse_buffer text = {0};
  bool is_whole = value && json_dump_callback(value, append, &text, flags) == 0 && !text.failed;
  if (is_whole) (void)fprintf(out, "%s\n", text.data);
  sse_buffer_reset(&text);
  json_decref(value);
  return is_whole ? SSE_OK : sse_fail_memory(err);
}
