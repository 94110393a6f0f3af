/* Private to search/: the best items of a query, by score, without scoring them all.
 * cursor.c walks the postings of a word's variants, class.c finds the items that match; scored.c those with
 * the highest scores among them, dated.c the latest. Any order is that which scoring every item would
 * give. */
#ifndef SSE_SEARCH_RANK_H
#define SSE_SEARCH_RANK_H

#include "search/order.h"

/* Appends the best items of exactly that class to `hits`, which has room for top_room of `wanted->count`; by
 * score, then date, the latest first, then id. `*found` is how many there are. */
sse_status rank_best(struct ranking *ranking, const struct rank_wanted *wanted, struct rank_hit *hits,
                     size_t *found);

/* Receives an item, or those of a stretch (FILTER_STRETCH) at once, as bits. */
typedef sse_status rank_item_fn(void *context, uint32_t item, sse_error *err);
typedef void rank_stretch_fn(void *context, uint32_t first, const uint64_t *bits);
struct rank_listener {
  rank_item_fn *on_item;       /* NULL for none */
  rank_stretch_fn *on_stretch; /* in its place, where many are found at once; NULL for none */
  void *context;
};

/* Tells the items of a class or a better one in ascending order, until `most` or a stretch more were;
 * `*count` is how many there are, `most` at the most. */
sse_status rank_each(struct ranking *ranking, enum rank_class class, size_t most,
                     const struct rank_listener *listener, size_t *count);

#endif
