/* Messages to standard error, one line each, with the program's name in front.
 * The level is the program's only mutable global state and is set once, at its start.
 * Nothing below programs/ prints in any other way. */
#include "base/log.h"
#include "base/printable.h"
#include "base/url.h"

#include <stdarg.h>

static const char *log_program = "ssesearch";
static sse_log_level log_level = SSE_LOG_WARNING;

void sse_log_init(const char *program, sse_log_level level) {
  log_program = program;
  log_level = level;
}

void sse_log(sse_log_level level, const char *format, ...) {
  if (level > log_level) return;
  char line[2048];
  sse_buffer public = {0}, shown = {0};
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  if (length < 0) return;
  sse_url_append_redacted(&public, sse_str_of(line));
  sse_append_printable(&shown, public.data ? public.data : "");
  bool failed = public.failed || shown.failed;
  /* Where standard error itself cannot be written there is nobody left to tell. */
  (void)fprintf(stderr, "%s: %s\n", log_program, failed ? "out of memory" : shown.data ? shown.data : "");
  sse_buffer_reset(&public);
  sse_buffer_reset(&shown);
}
