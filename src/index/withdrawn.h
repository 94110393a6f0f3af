/* Private to index/: items that were taken down and must not be indexed again.
 * None of their contents are kept: id, address and keys identify them, stored with the reason and the time.
 * All SQL on the table `withdrawn`, except for its export, is in withdrawn.c. */
#ifndef SSE_INDEX_WITHDRAWN_H
#define SSE_INDEX_WITHDRAWN_H

#include "index/finder.h"

typedef struct index_withdrawn index_withdrawn;

/* The items to take down. */
typedef struct withdrawal {
  const char *const *ids;
  size_t count;
  const char *reason;
  int64_t now;    /* seconds since 1970 */
  size_t removed; /* result: number of items */
} withdrawal;

/* Takes items down: records what identifies them, and deletes their rows, which must not have terms yet.
 * Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status withdrawn_take(const index_db *index, withdrawal *what, sse_error *err);

/* Lets an item be indexed again: `*found` is false if it was not taken down. */
sse_status withdrawn_give_back(const index_db *index, const char *id, bool *found, sse_error *err);

/* For checking items as they are read; the caller frees `*withdrawn`. */
sse_status withdrawn_new(const index_db *index, index_withdrawn **withdrawn, sse_error *err);
void withdrawn_free(index_withdrawn *withdrawn); /* NULL is allowed */
/* Sets `*has` if the item, whose id would be `id`, was taken down: its own id or its address is that of a
 * withdrawn item (address and title, if several items share the address), or so is the id made for an item
 * that has neither. */
sse_status withdrawn_has(index_withdrawn *withdrawn, const finder_item *item, sse_str id, bool *has,
                         sse_error *err);

/* Fills in which items were taken down; the caller resets `stats`. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status withdrawn_list(const index_db *index, index_stats *stats, sse_error *err);

/* Records an item from an export that another index had taken down, as its provenance says. */
sse_status withdrawn_put(const index_db *index, const source_item *item, const item_keys *keys,
                         sse_error *err);

#endif
