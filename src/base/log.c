/* Messages to standard error, one line each, with the program's name before it.
 * Level and name are the only mutable global state, set once at the start.
 * Nothing below programs/ prints in any other way. */
#include "base/log.h"
#include "base/printable.h"
#include "base/url.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char
    *log_program; /* NULL in a program that uses the library, which reports errors only by return */
static sse_log_level log_level = SSE_LOG_WARNING;
static bool log_is_journal;

/* True if standard error is the journal. JOURNAL_STREAM has the device and inode numbers of the journal's
 * stream, in decimal, separated by a colon. They must be compared, since programs that redirect standard
 * error still pass the variable on (systemd.exec(5)). */
static bool is_journal(void) {
  const char *stream = getenv("JOURNAL_STREAM");
  struct stat is;
  char numbers[64];
  if (!stream || fstat(STDERR_FILENO, &is) != 0) return false;
  (void)snprintf(numbers, sizeof numbers, "%llu:%llu", (unsigned long long)is.st_dev,
                 (unsigned long long)is.st_ino);
  return strcmp(stream, numbers) == 0;
}

void sse_log_init(const char *program, sse_log_level level) {
  log_program = program;
  log_level = level;
  log_is_journal = is_journal();
}

/* The prefix that tells the journal the level of a line (sd-daemon(3)). */
static const char *prefix_of(sse_log_level level) {
  static const char *const prefixes[] = {
      [SSE_LOG_ERROR] = "<3>", [SSE_LOG_WARNING] = "<4>", [SSE_LOG_INFO] = "<6>", [SSE_LOG_DEBUG] = "<7>"};
  return log_is_journal ? prefixes[level] : "";
}

void sse_log(sse_log_level level, const char *format, ...) {
  if (!log_program || level > log_level) return;
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
  /* If standard error itself cannot be written, there is nobody left to tell. */
  (void)fprintf(stderr, "%s%s: %s\n", prefix_of(level), log_program,
                failed       ? "out of memory"
                : shown.data ? shown.data
                             : "");
  sse_buffer_reset(&public);
  sse_buffer_reset(&shown);
}
