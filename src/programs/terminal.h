/* Private to programs/: what standard output is, and a pager after it.
 * Colour, links and width are asked for once, at the start.
 * Where it is not a terminal, there is none of these. */
#ifndef SSE_PROGRAMS_TERMINAL_H
#define SSE_PROGRAMS_TERMINAL_H

#include "base/status.h"

#include <stdbool.h>
#include <stdio.h>

bool terminal_has_color(void); /* a terminal that is not dumb, and NO_COLOR is not set */
bool terminal_has_links(void); /* one that is likely to have OSC 8, or to pass over it */
/* Its width: $COLUMNS, else what the terminal says; 0 where standard output is none. */
size_t terminal_columns(void);

/* The pager that is wanted; NULL for none. As with git, $SSESEARCH_PAGER comes before the configuration's
 * command, and that before $PAGER and less; one that is empty or cat is none. Without `asked`, which an
 * option does, the last two are for a configuration that says yes. */
const char *terminal_pager(const char *configured, bool asked);

/* Sends standard output through the command where it is a terminal; else does nothing. To be ended by
 * terminal_end_pager, after the last output. */
sse_status terminal_begin_pager(const char *command, FILE **pager, sse_error *err);
void terminal_end_pager(FILE *pager); /* waits until it was left; NULL is allowed */

#endif
