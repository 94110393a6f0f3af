/* Properties of standard output, and a pager for it.
 * If it is not a terminal, it has no colour, no width and no links.
 * The pager is run by the shell, as $PAGER is meant to be; no part of a query or an item is passed to it. */
#include "programs/terminal.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool is_terminal(void) {
  const char *name = getenv("TERM");
  return isatty(STDOUT_FILENO) && !(name && strcmp(name, "dumb") == 0);
}

bool terminal_has_color(void) {
  const char *none = getenv("NO_COLOR");
  return is_terminal() && !(none && *none);
}

bool terminal_has_links(void) {
  const char *name = getenv("TERM");
  return is_terminal() && name && strcmp(name, "linux") != 0;
}

size_t terminal_columns(void) {
  enum { LEAST = 20, MOST = 1000 };
  const char *wanted = getenv("COLUMNS");
  struct winsize size = {0};
  long columns = wanted ? strtol(wanted, NULL, 10) : 0;
  if (!isatty(STDOUT_FILENO)) return 0;
  if (columns <= 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) columns = size.ws_col;
  if (columns <= 0) return 0;
  return (size_t)(columns < LEAST ? LEAST : columns > MOST ? MOST : columns);
}

const char *terminal_pager(const char *configured, bool asked) {
  const char *own = getenv("SSESEARCH_PAGER"), *general = getenv("PAGER"), *command = own;
  bool is_yes = configured && strcasecmp(configured, "yes") == 0;
  bool is_no = !configured || !*configured || strcasecmp(configured, "no") == 0;
  if (!command && !is_yes && !is_no) command = configured;
  if (!command && (is_yes || asked)) command = general ? general : "less";
  return command && *command && strcmp(command, "cat") != 0 ? command : NULL;
}

sse_status terminal_begin_pager(const char *command, FILE **pager, sse_error *err) {
  *pager = NULL;
  if (!isatty(STDOUT_FILENO)) return SSE_OK;
  /* As git sets it: quit if the output fits the screen, pass escape sequences on, do not clear. */
  if (setenv("LESS", "FRX", 0) != 0) return sse_fail_memory(err);
  *pager = popen(command, "we"); /* NOLINT(cert-env33-c): the user's own command */
  if (!*pager || dup2(fileno(*pager), STDOUT_FILENO) < 0)
    return sse_fail_errno(err, errno, command, "cannot be run");
  /* If the user quits the pager early, the remaining output is discarded, which is not an error. The pager
   * itself was started before this, with default signal handling. */
  (void)signal(SIGPIPE, SIG_IGN); /* cannot fail for this signal */
  return SSE_OK;
}

void terminal_end_pager(FILE *pager) {
  if (!pager) return;
  (void)fflush(stdout); /* the pager may have quit */
  /* The pager ends once nothing holds the pipe open. Its exit status is the user's business. */
  (void)close(STDOUT_FILENO);
  (void)pclose(pager);
}
