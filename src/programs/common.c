/* What the programs' command lines have in common.
 * Nothing here prints an error: that is up to main.
 * The versions printed are those of the libraries in use, not of their headers. */
#include "programs/common.h"
#include "base/path.h"
#include "base/printable.h"
#include "base/url.h"
#include "base/version.h"
#include "index/index.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>
#include <utf8proc.h>

sse_status program_index_path(const char *option, const char *configured, bool make_folder, char **path,
                              sse_error *err) {
  bool is_chosen = true;
  const char *environment = getenv("SSESEARCH_DB");
  *path = NULL;
  if (!option && !(environment && *environment)) option = configured;
  if (option) {
    *path = sse_copy(sse_str_of(option));
    return *path ? SSE_OK : sse_fail_memory(err);
  }
  sse_status status = index_default_path(path, &is_chosen, err);
  if (!status && !is_chosen && make_folder) status = sse_make_parents(*path, err);
  return status;
}

bool program_read_number(const char *text, long most, size_t *number) {
  char *end;
  if (!sse_is_digit(*text)) return false; /* strtol would accept spaces and signs */
  long value = strtol(text, &end, 10);
  if (*end || value < 0 || value > most) return false;
  *number = (size_t)value;
  return true;
}

messages_language program_language(void) {
  static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *locale = getenv(names[i]);
    if (locale && *locale) return messages_of_locale(locale);
  }
  return MESSAGES_EN;
}

void program_print_version(const char *program) {
  (void)printf("%s %s (SQLite %s, Unicode %s)\n", program, SSE_VERSION, sqlite3_libversion(),
               utf8proc_unicode_version());
}

sse_status program_flush(sse_error *err) {
  errno = 0;
  if (fflush(stdout) != 0 || ferror(stdout))
    return sse_fail_errno(err, errno ? errno : EIO, "standard output", "cannot write");
  return SSE_OK;
}

sse_status program_deliver(sse_error *err) {
  sse_status status = program_flush(err);
  /* A stream that cannot be synced, such as a pipe, returns EINVAL, or another of these on some systems. */
  if (!status && fsync(STDOUT_FILENO) != 0 && errno != EINVAL && errno != EROFS && errno != ENOTSUP &&
      errno != EBADF)
    status = sse_fail_errno(err, errno, "standard output", "cannot write to the disk");
  return status;
}

void program_hold_streams(void) {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++) {
    if (fcntl(stream, F_GETFD) >= 0) continue; /* it fails only for one that is closed */
    /* It gets the lowest free descriptor, which is this one. If opening fails there is nothing to report, and
     * nowhere to report it. */
    (void)open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

void program_print(FILE *out, const char *before, const char *text, const char *after) {
  sse_buffer public = {0}, shown = {0};
  sse_url_append_redacted(&public, sse_str_of(text));
  sse_append_printable(&shown, public.data ? public.data : "");
  bool failed = public.failed || shown.failed;
  (void)fprintf(out, "%s%s%s", before, failed || !shown.data ? "" : shown.data, after);
  sse_buffer_reset(&public);
  sse_buffer_reset(&shown);
}
