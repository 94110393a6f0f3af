/* Private to search/: one execution of a query. execute.c reads the query and the hits; count.c counts what
 * matches and decides whether items with only some of the words are wanted; best.c finds the hits of the
 * page. */
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
  sse_str language; /* of the query; empty if it is not clear */
  struct matcher *matcher;
  struct ranking ranking;
  sqlite3_stmt *row;          /* of the current item */
  uint32_t few[RUN_FEW];      /* the first items that have every word */
  size_t few_count;           /* their number; greater than RUN_FEW if not all fit */
  bool has_stories;           /* the index has them, and they count once */
  const index_common *common; /* ids that several archives have */
  struct seen counted;        /* the items that were counted, */
  size_t same;                /* how many of them have an id that was seen before, */
  size_t repeated;            /* how many others have a story that was, */
  size_t own;                 /* and how many the story of the item that they must be similar to */
  struct counting *facets;    /* of the items that were counted; NULL if they were not requested */
  struct similar like;
  struct rank_hit *hits; /* the best so far, by class */
  size_t count;
  search_results *results;
};

/* Begins with nothing seen, except the item that others must be similar to. The caller resets `seen`,
 * whatever the result. */
sse_status run_begin_seen(const struct run *run, struct seen *seen, sse_error *err);
/* The options for finding items of a class. */
struct rank_wanted run_wanted(const struct run *run, enum rank_class class, size_t count);
/* Counts, with facets on request. Sets `*widen` if items with only some of the words are wanted. */
sse_status run_count(struct run *run, bool *widen);
/* Finds the best items, as many as the page or the order needs. */
sse_status run_find_best(struct run *run, bool widen, sse_error *err);

#endif
