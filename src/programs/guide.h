/* Private to programs/: help with the query language.
 * A guide of one screen, and a description of how a query is understood.
 * Neither needs an index. */
#ifndef SSE_PROGRAMS_GUIDE_H
#define SSE_PROGRAMS_GUIDE_H

#include "base/status.h"

/* Prints the guide on standard output. */
void guide_print(void);

/* Prints how a query is understood, in words, one line per part; notes go to the log. Errors:
 * SSE_NO_MEMORY. */
sse_status guide_print_tree(const char *query, sse_error *err);

#endif
