/* Private to search/: one facet, to which values are added one by one.
 * `counts` is empty before the first; the caller resets it with facet_reset.
 * facets.h and tagged.h find the values that hits have. */
#ifndef SSE_SEARCH_FACET_H
#define SSE_SEARCH_FACET_H

#include "search/search.h"

/* Adds a value, which is copied. Errors: SSE_NO_MEMORY. */
sse_status facet_add(search_counts *counts, sse_str name, size_t count, size_t items, sse_error *err);
/* Sorts the values, highest count first. */
void facet_sort(search_counts *counts);
/* Frees the values. `counts` must not be read afterwards. */
void facet_reset(search_counts *counts);

#endif
