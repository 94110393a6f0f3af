/* Private to search/: facets, which count the hits by what is known of them.
 * Hits are noted while they are counted (count.c), and told apart at the end: by their document values in
 * facets.c, by their tags as tagged.h has it. */
#ifndef SSE_SEARCH_FACETS_H
#define SSE_SEARCH_FACETS_H

#include "search/cursor.h"
#include "search/search.h"

/* Items counted by year, month, publisher, language and tag; items of one id of `common` that have a value
 * count once for it, as a filter by it finds them once. `*counting` is the caller's to free, whatever the
 * result. */
struct counting;
sse_status facets_new(struct ranking *ranking, const index_common *common, struct counting **counting,
                      sse_error *err);
void facets_free(struct counting *counting); /* NULL is allowed */
/* Notes an item, which is to be counted. */
void facets_take(struct counting *counting, uint32_t item);
/* Notes those of a stretch, as bits (FILTER_STRETCH). */
void facets_take_stretch(struct counting *counting, uint32_t first, const uint64_t *bits);
/* Ends the count; with `all_items` those of the index are counted, too. `facets` is to be reset with
 * facets_reset, whatever the result. */
sse_status facets_give(struct counting *counting, bool all_items, search_facets *facets, sse_error *err);
void facets_reset(search_facets *facets);

#endif
