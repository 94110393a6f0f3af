/* Messages to standard error, one line each, with the program's name in front.
 * The level is the program's only mutable global state and is set once, at its start.
 * Nothing below programs/ prints in any other way. */
#include "base/log.h"

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
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  if (length < 0) return;
  for (char *c = line; *c; c++)
    if ((unsigned char)*c < 0x20 || *c == 0x7f) *c = '?';
  /* Where standard error itself cannot be written there is nobody left to tell. */
  (void)fprintf(stderr, "%s: %s\n", log_program, line);
}
