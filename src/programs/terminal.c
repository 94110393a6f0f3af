/* What standard output is, and a pager after it.
 * Nothing is assumed of what is not a terminal: no colour, no width, no links.
 * A pager is run by the shell, as $PAGER is meant to be; nothing of a query or an item gets there. */
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
  /* As git sets it: leave at once what fits the screen, pass escape sequences on, do not clear. */
  if (setenv("LESS", "FRX", 0) != 0) return sse_fail_memory(err);
  *pager = popen(command, "we"); /* NOLINT(cert-env33-c): the user's own command */
  if (!*pager || dup2(fileno(*pager), STDOUT_FILENO) < 0)
    return sse_fail_errno(err, errno, command, "cannot be run");
  /* Who leaves the pager early has seen enough; the rest then goes nowhere, and that is not an error. The
   * pager itself was begun before, with signals as they were. */
  (void)signal(SIGPIPE, SIG_IGN); /* cannot fail for this signal */
  return SSE_OK;
}

void terminal_end_pager(FILE *pager) {
  if (!pager) return;
  (void)fflush(stdout); /* it may have been left */
  /* It ends when nothing holds the pipe open any more. How it ended is the user's business. */
  (void)close(STDOUT_FILENO);
  (void)pclose(pager);
}
