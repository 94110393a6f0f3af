/* Private to source/: portions of a file that an earlier reading knows are passed over.
 * A portion is some lines of a file with items on lines of their own. What it gives depends on its bytes, on
 * what the items before it told, and on nothing else: so much is hashed, and the caller says if it is known.
 */
#ifndef SSE_SOURCE_PORTION_H
#define SSE_SOURCE_PORTION_H

#include "source/item.h"

enum { PORTION_LINES = 128 }; /* 80 KB of news; one changed line costs the reading of so many */

/* The portion at hand, and where the account stood when it began. All zero is none. */
struct portion {
  source_portion said;
  sse_buffer losses; /* of it */
  size_t last;       /* its last line; 0 for none */
  size_t items, repaired, problems, changing, further;
  size_t counts[ACCOUNT_NAMES + 1];
};

/* To be called where the next part begins on a line of its own, and at the end of the file: ends the portion
 * at hand where it was read, and passes over those that are known. Errors: SSE_NO_MEMORY and what on_portion
 * gives, for which `*is_stopped` is set. */
sse_status portion_next(struct portion *portion, item_maker *maker, const struct reader *reader,
                        bool *is_stopped, sse_error *err);
void portion_reset(struct portion *portion); /* gives the memory back */

#endif
