/* Private to search/: the best items of a query by score, without scoring all of them. cursor.c reads the
 * postings, class.c finds items that match; scored.c finds those with the highest scores among them, dated.c
 * the latest. The order is the one that scoring every item would give. */
#ifndef SSE_SEARCH_RANK_H
#define SSE_SEARCH_RANK_H

#include "search/order.h"

/* Appends the best items of exactly the wanted class to `hits`, which must have room for top_room of
 * `wanted->count`: by score, then date (latest first), then id. `*found` is their number. */
sse_status rank_best(struct ranking *ranking, const struct rank_wanted *wanted, struct rank_hit *hits,
                     size_t *found);

/* Receives an item, or all items of a stretch (FILTER_STRETCH) at once, as bits. */
typedef sse_status rank_item_fn(void *context, uint32_t item, sse_error *err);
typedef void rank_stretch_fn(void *context, uint32_t first, const uint64_t *bits);
struct rank_listener {
  rank_item_fn *on_item;       /* NULL for none */
  rank_stretch_fn *on_stretch; /* instead of on_item, if many are found at once; NULL for none */
  void *context;
};

/* Reports the items of a class or a better one in ascending order, until there were `most`, or up to a
 * stretch more. `*count` is their number, at most `most`. */
sse_status rank_each(struct ranking *ranking, enum rank_class class, size_t most,
                     const struct rank_listener *listener, size_t *count);

#endif
