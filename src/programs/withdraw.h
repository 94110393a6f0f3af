/* Private to programs/: --withdraw, which takes down items named by an id or a query.
 * A query takes exactly what it says: every word is required, and no synonyms are used.
 * --dry-run lists what would be taken, and too many at once are refused. */
#ifndef SSE_PROGRAMS_WITHDRAW_H
#define SSE_PROGRAMS_WITHDRAW_H

#include "base/status.h"

#include <stdbool.h>

typedef struct withdraw_options {
  const char *what;      /* an id, else a query */
  const char *reason;    /* recorded with each item; NULL for none */
  bool dry_run;          /* only list the items */
  bool force;            /* even if they are more than `most_percent` */
  unsigned most_percent; /* of all items, that a query may take */
  bool quiet;
} withdraw_options;

/* Withdraws items of the index at `path`, and prints how many. Errors: SSE_NOT_FOUND if there are none,
 * SSE_INVALID for a query that is not understood completely or matches too many, and those of the index. */
sse_status withdraw_items(const char *path, const withdraw_options *options, sse_error *err);

#endif
