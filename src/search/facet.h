/* Private to search/: one facet, to which values are added one by one.
 * `counts` is empty before the first, and the caller's to reset with facet_reset.
 * Which values hits have, facets.h and tagged.h tell. */
#ifndef SSE_SEARCH_FACET_H
#define SSE_SEARCH_FACET_H

#include "search/search.h"

/* Adds a value, which is copied. Errors: SSE_NO_MEMORY. */
sse_status facet_add(search_counts *counts, sse_str name, size_t count, size_t items, sse_error *err);
/* Puts the values in order, the highest count first. */
void facet_sort(search_counts *counts);
/* Frees the values. `counts` is not to be read after it. */
void facet_reset(search_counts *counts);

#endif
