/* Private to search/: one run of a query.
 * count.c counts what matches and decides whether items with some of the words are wanted; best.c finds the
 * hits of the page, execute.c reads the query and the hits. */
#ifndef SSE_SEARCH_RUN_H
#define SSE_SEARCH_RUN_H

#include "search/facets.h"
#include "search/items.h"
#include "search/matcher.h"
#include "search/order.h"
#include "search/seen.h"

enum { RUN_FEW = SEARCH_NEAR_MOST };

struct run {
  const search_options *options;
  index_db *index;
  struct query query;
  struct query_reading reading;
  sse_str language; /* of the query; none where it is not clear */
  struct matcher *matcher;
  struct ranking ranking;
  sqlite3_stmt *row;          /* of the item at hand */
  uint32_t few[RUN_FEW];      /* the first items that have every word, */
  size_t few_count;           /* or more than there is room for */
  bool has_stories;           /* that count */
  const index_common *common; /* ids of several archives */
  struct seen counted;        /* what was counted, */
  size_t same;                /* how many items of it have an id that was met before, */
  size_t repeated;            /* how many others a story that was, */
  size_t own;                 /* and how many that of the item that they are to be like */
  struct counting *facets;    /* of what was counted; NULL where those are not asked for */
  struct similar like;
  struct rank_hit *hits; /* the best so far, class by class */
  size_t count;
  search_results *results;
};

/* Nothing was seen yet but the item that others are to be like. `seen` is to be reset, whatever the result.
 */
sse_status run_begin_seen(const struct run *run, struct seen *seen, sse_error *err);
/* What is asked of a class of items. */
struct rank_wanted run_wanted(const struct run *run, enum rank_class class, size_t count);
/* Counts, with facets where they are asked for; `*widen`: items with some of the words are wanted. */
sse_status run_count(struct run *run, bool *widen);
/* Finds the best items, as many as the page or the order needs. */
sse_status run_find_best(struct run *run, bool widen, sse_error *err);

#endif
