/* Private to index/: items that were taken down and are not read in again.
 * Nothing of what they said is kept: their id, address and keys tell them, with the reason and the time.
 * All SQL of the table `withdrawn` but for its export is in withdrawn.c. */
#ifndef SSE_INDEX_WITHDRAWN_H
#define SSE_INDEX_WITHDRAWN_H

#include "index/finder.h"

typedef struct index_withdrawn index_withdrawn;

/* What is to be taken down. */
typedef struct withdrawal {
  const char *const *ids;
  size_t count;
  const char *reason;
  int64_t now;    /* seconds since 1970 */
  size_t removed; /* items; the result */
} withdrawal;

/* Takes items down: notes what tells them, and deletes their rows, of which no terms were made yet. Errors:
 * SSE_DATABASE, SSE_NO_MEMORY. */
sse_status withdrawn_take(const index_db *index, withdrawal *what, sse_error *err);

/* Lets an item be read in again: `*found` is false where it was not taken down. */
sse_status withdrawn_give_back(const index_db *index, const char *id, bool *found, sse_error *err);

/* For asking about items that are read; `*withdrawn` is the caller's to free. */
sse_status withdrawn_new(const index_db *index, index_withdrawn **withdrawn, sse_error *err);
void withdrawn_free(index_withdrawn *withdrawn); /* NULL is allowed */
/* True where an item that would get the id was taken down: its own id or its address is that of one, or the
 * address with the title where several items have that address, or the id that was made of an item without
 * either. */
sse_status withdrawn_has(index_withdrawn *withdrawn, const finder_item *item, sse_str id, bool *has,
                         sse_error *err);

/* Fills in which items were taken down; the caller resets. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status withdrawn_list(const index_db *index, index_stats *stats, sse_error *err);

/* Notes an item that another index had taken down, of an export: its provenance says so. */
sse_status withdrawn_put(const index_db *index, const source_item *item, const item_keys *keys,
                         sse_error *err);

#endif
