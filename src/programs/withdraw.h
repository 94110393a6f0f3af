/* Private to programs/: --withdraw, which takes items down that an id or a query names.
 * A query takes what it means and nothing that is like it: no synonyms, every word.
 * What it finds is told before anything is done, and too much is refused. */
#ifndef SSE_PROGRAMS_WITHDRAW_H
#define SSE_PROGRAMS_WITHDRAW_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct withdraw_options {
  const char *what;      /* an id, else a query */
  const char *reason;    /* kept with each; NULL for none */
  bool dry_run;          /* only tell which those are */
  bool force;            /* more than `most_percent`, too */
  unsigned most_percent; /* of all items that a query may take */
  bool quiet;
} withdraw_options;

/* Withdraws items of the index at `path`, and prints how many. Errors: SSE_NOT_FOUND where there are none,
 * SSE_INVALID for a query that cannot be read whole or that means too many, and those of the index. */
sse_status withdraw_items(const char *path, const withdraw_options *options, sse_error *err);

#endif
