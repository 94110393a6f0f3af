/* Private to programs/: properties of standard output, and a pager for it.
 * Colour, links and width are determined once, at the start.
 * If standard output is not a terminal, it has none of these. */
#ifndef SSE_PROGRAMS_TERMINAL_H
#define SSE_PROGRAMS_TERMINAL_H

#include "base/status.h"

#include <stdbool.h>
#include <stdio.h>

bool terminal_has_color(void); /* a terminal that is not dumb, unless NO_COLOR is set */
bool terminal_has_links(void); /* a terminal that probably supports OSC 8, or ignores it */
/* The width: $COLUMNS, else what the terminal says; 0 if standard output is not a terminal. */
size_t terminal_columns(void);

/* The pager to use; NULL for none. As with git, $SSESEARCH_PAGER comes before the configured command, and
 * that before $PAGER and less; an empty command or cat means none. $PAGER and less are used only if an option
 * requests a pager (`asked`) or the configuration says yes. */
const char *terminal_pager(const char *configured, bool asked);

/* Sends standard output through the command if it is a terminal; otherwise does nothing. terminal_end_pager
 * must be called after the last output. */
sse_status terminal_begin_pager(const char *command, FILE **pager, sse_error *err);
void terminal_end_pager(FILE *pager); /* waits until the user quits it; NULL is allowed */

#endif
