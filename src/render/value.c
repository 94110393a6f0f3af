/* JSON values as text, collected in a buffer of our own.
 * jansson (2.14) ignores a failure while writing a member's name, so if memory is short, json_dumps returns a
 * text with a hole: {"query": "x",: 12}. The buffer remembers a failure. */
#include "render/value.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "text/text.h"

#include <time.h>

const char *render_time(int64_t seconds, char out[RENDER_TIME_SIZE]) {
  time_t time = (time_t)seconds;
  struct tm parts;
  if (!gmtime_r(&time, &parts) || strftime(out, RENDER_TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
    out[0] = '\0';
  return out;
}

json_t *render_text_value(sse_str text) {
  sse_buffer clean = {0};
  size_t repaired = 0;
  sse_error ignored;
  if (text.length == 0) return json_string("");
  json_t *value = json_stringn(text.data, text.length);
  if (value || sse_utf8_valid(text) == text.length) return value;
  if (!text_clean(text, &clean, &repaired, &ignored)) value = json_stringn(clean.data, clean.length);
  sse_buffer_reset(&clean);
  return value;
}

json_t *render_lines(sse_str lines) {
  json_t *array = json_array();
  int failed = 0;
  sse_str line;
  for (size_t position = 0; sse_str_next(lines, '\n', &position, &line);)
    failed |= json_array_append_new(array, json_stringn(line.data, line.length));
  return render_made(array, failed);
}

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
