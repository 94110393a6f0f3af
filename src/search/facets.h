/* Private to search/: facets, which count the hits by their values. Hits are recorded while they are counted
 * (count.c), and are broken down at the end: by document values in facets.c, and by tags as tagged.h
 * describes. */
#ifndef SSE_SEARCH_FACETS_H
#define SSE_SEARCH_FACETS_H

#include "search/cursor.h"
#include "search/search.h"

/* Counts items by year, month, publisher, language and tag. Items that share an id of `common` and have the
 * same value count once for it, as a filter for it finds them once. The caller frees `*counting`, whatever
 * the result. */
struct counting;
sse_status facets_new(struct ranking *ranking, const index_common *common, struct counting **counting,
                      sse_error *err);
void facets_free(struct counting *counting); /* NULL is allowed */
/* Records an item to be counted. */
void facets_take(struct counting *counting, uint32_t item);
/* Records the items of a stretch, given as bits (FILTER_STRETCH). */
void facets_take_stretch(struct counting *counting, uint32_t first, const uint64_t *bits);
/* Ends the count; with `all_items` the items of the index are counted, too. The caller resets `facets` with
 * facets_reset, whatever the result. */
sse_status facets_give(struct counting *counting, bool all_items, search_facets *facets, sse_error *err);
void facets_reset(search_facets *facets);

#endif
