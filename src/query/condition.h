/* Private to query/: a tree of conditions that items satisfy or not: lists of words, sets and filters, joined
 * by and, or and not. It is answered for a stretch of items at a time, so that a search asks about those
 * stretches alone in which something else leads it to. */
#ifndef SSE_QUERY_CONDITION_H
#define SSE_QUERY_CONDITION_H

#include "query/filters.h"
#include "query/span_walk.h"

typedef enum condition_kind {
  CONDITION_ALL, /* of the children; without children every item */
  CONDITION_ANY, /* of the children; without children nothing */
  CONDITION_NOT, /* any of the children */
  CONDITION_SET,
  CONDITION_LISTS,  /* an item of any of the lists */
  CONDITION_PLACES, /* in which words stand so */
  CONDITION_FILTER
} condition_kind;

struct condition;

/* Adds a condition to another, which then owns it; `parent` is NULL for a first one, the caller's to free.
 * NULL where memory is short. */
struct condition *condition_new(struct condition *parent, condition_kind kind);
void condition_free(struct condition *condition); /* NULL is allowed */

/* The set of a CONDITION_SET, empty for items below `numbers`; NULL where memory is short. */
item_set *condition_set(struct condition *condition, size_t numbers);
/* Hands a filter over to a CONDITION_FILTER. */
void condition_own_filter(struct condition *condition, struct filter *filter);
/* Hands a walk over to a CONDITION_PLACES. */
void condition_own_walk(struct condition *condition, span_walk *walk);
/* Hands a list over to a CONDITION_LISTS, whatever the result. Errors: SSE_NO_MEMORY. */
sse_status condition_own_list(struct condition *condition, index_list *list, sse_error *err);

/* Which of the FILTER_STRETCH items from `first` on, a multiple of it, that are `among` satisfy it: bits in
 * `found`. Errors: those of the index. */
sse_status condition_fill(struct condition *condition, index_ranking *ranking, uint32_t first,
                          const uint64_t *among, uint64_t *found, sse_error *err);

#endif
