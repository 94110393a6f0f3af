/* Private to query/: filters, which select items by their values instead of their words.
 * A filter that cannot be read matches nothing, and adds a note that says so.
 * A value is compared as a whole, by its words, or as a pattern, depending on the kind of its leaf. */
#ifndef SSE_QUERY_FILTERS_H
#define SSE_QUERY_FILTERS_H

#include "query/query.h"

/* How filters are read. */
typedef struct filters_reading {
  const struct query_reading *reading;
  index_ranking *ranking;
  sse_date today;     /* for relative dates */
  bool may_ask_paths; /* may filter by the paths of the machine's files */
  bool wants_all;     /* all items will be checked */
  query_notes *notes; /* receives notes on filters that cannot be read */
} filters_reading;

/* Items are checked in stretches of FILTER_STRETCH, whose bits take FILTER_WORDS words. */
enum { FILTER_STRETCH = 1024, FILTER_WORDS = FILTER_STRETCH / 64 };

/* Sets the bits of those items that are in the stretch starting at `first`. */
static inline void filters_put(uint64_t *bits, uint32_t first, const uint32_t *items, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint32_t place = items[i] - first; /* wraps to a large number if the item is before it */
    if (place < FILTER_STRETCH) bits[place / 64] |= (uint64_t)1 << place % 64;
  }
}

struct filter;

/* Reads a filter. The caller frees `*made`, whatever the result. Errors: those of the index,
 * SSE_NO_MEMORY. */
sse_status filters_read(const filters_reading *reading, const syntax *tree, const syntax_node *node,
                        struct filter **made, sse_error *err);
void filters_free(struct filter *filter); /* NULL is allowed */

/* Adds to `found` the matching ones of the FILTER_STRETCH items from `first` on, a multiple of
 * FILTER_STRETCH, that are in `among`. If `filter` is NULL, all items match. Errors: those of the index. */
sse_status filters_fill(const struct filter *filter, index_ranking *ranking, uint32_t first,
                        const uint64_t *among, uint64_t *found, sse_error *err);

#endif
