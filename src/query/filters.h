/* Private to query/: filters, which tell items by what is known of them and not by their words.
 * One that cannot be read matches nothing, and a note says so.
 * A value is compared whole, by its words, or by a pattern, as the kind of its leaf says. */
#ifndef SSE_QUERY_FILTERS_H
#define SSE_QUERY_FILTERS_H

#include "query/query.h"

/* How the nodes of a tree are to be understood. */
typedef struct filters_reading {
  const struct query_reading *reading;
  index_ranking *ranking;
  sse_date today;     /* where relative dates start */
  bool may_ask_paths; /* of the machine's files */
  bool wants_all;     /* all items will be asked about */
  query_notes *notes; /* receives what filters cannot mean */
} filters_reading;

/* Items are asked about so many at a time; bits for them are so many words. */
enum { FILTER_STRETCH = 1024, FILTER_WORDS = FILTER_STRETCH / 64 };

/* Sets the bits of those items that are in the stretch that begins with `first`. */
static inline void filters_put(uint64_t *bits, uint32_t first, const uint32_t *items, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint32_t place = items[i] - first; /* far away where the item is before */
    if (place < FILTER_STRETCH) bits[place / 64] |= (uint64_t)1 << place % 64;
  }
}

struct filter;

/* Reads a filter. `*made` is the caller's to free, whatever the result. Errors: those of the index,
 * SSE_NO_MEMORY. */
sse_status filters_read(const filters_reading *reading, const syntax *tree, const syntax_node *node,
                        struct filter **made, sse_error *err);
void filters_free(struct filter *filter); /* NULL is allowed */

/* Adds those of the FILTER_STRETCH items from `first` on, a multiple of it, that are `among` and that it
 * names to `found`; without a filter all items. Errors: those of the index. */
sse_status filters_fill(const struct filter *filter, index_ranking *ranking, uint32_t first,
                        const uint64_t *among, uint64_t *found, sse_error *err);

#endif
