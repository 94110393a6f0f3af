/* Private to query/: a tree of conditions for items: lists of words, sets and filters, combined with and, or
 * and not. It is evaluated for one stretch of items at a time, so that a search only evaluates the stretches
 * that it comes to. */
#ifndef SSE_QUERY_CONDITION_H
#define SSE_QUERY_CONDITION_H

#include "query/filters.h"
#include "query/span_walk.h"

typedef enum condition_kind {
  CONDITION_ALL, /* of the children; without children every item */
  CONDITION_ANY, /* of the children; without children no item */
  CONDITION_NOT, /* none of the children */
  CONDITION_SET,
  CONDITION_LISTS,  /* an item in any of the lists */
  CONDITION_PLACES, /* the words are in the required places */
  CONDITION_FILTER
} condition_kind;

struct condition;

/* Adds a condition to another, which then owns it. If `parent` is NULL, it is a root, and the caller frees
 * it. Returns NULL if memory runs out. */
struct condition *condition_new(struct condition *parent, condition_kind kind);
void condition_free(struct condition *condition); /* NULL is allowed */

/* The set of a CONDITION_SET, empty, for items below `numbers`; NULL if memory runs out. */
item_set *condition_set(struct condition *condition, size_t numbers);
/* Passes ownership of a filter to a CONDITION_FILTER. */
void condition_own_filter(struct condition *condition, struct filter *filter);
/* Passes ownership of a walk to a CONDITION_PLACES. */
void condition_own_walk(struct condition *condition, span_walk *walk);
/* Passes ownership of a list to a CONDITION_LISTS, whatever the result. Errors: SSE_NO_MEMORY. */
sse_status condition_own_list(struct condition *condition, index_list *list, sse_error *err);

/* Which of the FILTER_STRETCH items from `first` on, a multiple of FILTER_STRETCH, that are in `among`
 * satisfy the condition: bits in `found`. Errors: those of the index. */
sse_status condition_fill(struct condition *condition, index_ranking *ranking, uint32_t first,
                          const uint64_t *among, uint64_t *found, sse_error *err);

#endif
