/* Private to source/: skips the portions of a file that an earlier run has already read. A portion is a range
 * of lines in a file whose items begin on lines of their own. What it yields depends only on its bytes and on
 * what earlier items imply. Both are hashed; the caller says if the hash is known. */
#ifndef SSE_SOURCE_PORTION_H
#define SSE_SOURCE_PORTION_H

#include "source/item.h"

enum { PORTION_LINES = 128 }; /* about 80 KB of news; a changed line causes this many to be read again */

/* The current portion, and the state of the account when it began. All zero is none. */
struct portion {
  source_portion said;
  sse_buffer losses; /* of the portion */
  size_t last;       /* the portion's last line; 0 for none */
  size_t items, repaired, problems, changing, further;
  size_t counts[ACCOUNT_NAMES + 1];
};

/* Called when the next part begins on a line of its own, and at the end of the file: finishes the current
 * portion if it was read, and skips the portions after it that are known. Errors: SSE_NO_MEMORY and those of
 * on_portion, for which `*is_stopped` is set. */
sse_status portion_next(struct portion *portion, item_maker *maker, const struct reader *reader,
                        bool *is_stopped, sse_error *err);
void portion_reset(struct portion *portion); /* frees the memory */

#endif
