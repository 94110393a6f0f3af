/* Private to query/: filters, which tell items by what is known of them and not by their words.
 * One that cannot be read matches nothing, and a note says so.
 * A value is compared whole, by its words, or by a pattern, as the kind of its leaf says. */
#ifndef SSE_QUERY_FILTERS_H
#define SSE_QUERY_FILTERS_H

#include "query/item_set.h"
#include "query/query.h"

/* How the nodes of a tree are to be understood. */
typedef struct filters_reading {
  const struct query_reading *reading;
  index_ranking *ranking;
  sse_date today;     /* where relative dates start */
  bool may_ask_paths; /* of the machine's files */
  query_notes *notes; /* receives what filters cannot mean */
} filters_reading;

/* Puts the items that a filter names into `set`, an empty one. Errors: those of the index, SSE_NO_MEMORY. */
sse_status filters_find(const filters_reading *reading, const syntax *tree, const syntax_node *node,
                        item_set *set, sse_error *err);

#endif
