/* Private to programs/: the query language for those who type it: a guide of one screen, and how a query is
 * understood.
 * Neither needs an index. */
#ifndef SSE_PROGRAMS_GUIDE_H
#define SSE_PROGRAMS_GUIDE_H

#include "base/status.h"

/* Prints the guide on standard output. */
void guide_print(void);

/* Prints what a query asks for, in words, a line a part; notes go to the log. Errors: SSE_NO_MEMORY. */
sse_status guide_print_tree(const char *query, sse_error *err);

#endif
