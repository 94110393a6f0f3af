/* Private to query/ and search/: what an item has to satisfy besides having the words.
 * Alternatives, exclusions, nearness and filters together are one condition.
 * It is answered for the items that a search comes to, and each answer is kept. */
#ifndef SSE_QUERY_CONSTRAINT_H
#define SSE_QUERY_CONSTRAINT_H

#include "query/filters.h"

struct constraint;

/* Reads all constraints of the query, and the filters in `filters`, a query of its own; with an `id`, which
 * may have any signs, only the item of that id satisfies it. A filter that cannot be read matches nothing,
 * and neither does what excludes it. `*made` is the caller's to free, whatever the result; NULL where nothing
 * is asked. Errors: those of the index, SSE_NO_MEMORY. */
sse_status constraint_read(const struct query *query, const filters_reading *reading, sse_str filters,
                           sse_str id, struct constraint **made, sse_error *err);
/* The one that all items satisfy. */
sse_status constraint_everything(const index_db *index, index_ranking *ranking, struct constraint **made,
                                 sse_error *err);
void constraint_free(struct constraint *constraint); /* NULL is allowed */

/* Whether an item satisfies it. Errors: those of the index. */
sse_status constraint_has(struct constraint *constraint, uint32_t item, bool *has, sse_error *err);
/* Leaves of the items of a stretch, which begins with `first`, those that do. Errors: those of the index. */
sse_status constraint_fill(struct constraint *constraint, uint32_t first, uint64_t *bits, sse_error *err);
/* An item at or after `item` before which none does: the first one that does, if it is not far, else one that
 * has to be asked about, too. UINT32_MAX where there is none, and for an error. */
sse_status constraint_next(struct constraint *constraint, uint32_t item, uint32_t *next, sse_error *err);

#endif
