/* Private to query/ and search/: what an item must satisfy besides containing the words.
 * Alternatives, exclusions, nearness and filters together are one condition.
 * It is evaluated for the items that a search comes to, and most results are cached. */
#ifndef SSE_QUERY_CONSTRAINT_H
#define SSE_QUERY_CONSTRAINT_H

#include "query/filters.h"

struct constraint;

/* Reads all constraints of the query, and those of `filters`, a separate query; with an `id`, which may
 * contain any characters, only the item with that id satisfies them. A filter that cannot be read matches
 * nothing, and neither does its negation. The caller frees `*made`, whatever the result; NULL means no
 * constraint. Errors: those of the index, SSE_NO_MEMORY. */
sse_status constraint_read(const struct query *query, const filters_reading *reading, sse_str filters,
                           sse_str id, struct constraint **made, sse_error *err);
/* Makes the constraint that all items satisfy. */
sse_status constraint_everything(const index_db *index, index_ranking *ranking, struct constraint **made,
                                 sse_error *err);
void constraint_free(struct constraint *constraint); /* NULL is allowed */

/* Sets `*has` if an item satisfies it. Errors: those of the index. */
sse_status constraint_has(struct constraint *constraint, uint32_t item, bool *has, sse_error *err);
/* Clears the bits of the items of the stretch from `first` on that do not satisfy it. Errors: those of the
 * index. */
sse_status constraint_fill(struct constraint *constraint, uint32_t first, uint64_t *bits, sse_error *err);
/* Finds the next item to check, at or after `item`, before which no item satisfies the constraint: the first
 * one that does, if it is near, or else one that may. UINT32_MAX if there is none, and for errors. */
sse_status constraint_next(struct constraint *constraint, uint32_t item, uint32_t *next, sse_error *err);

#endif
