/* Private to search/: hits, the options of a search for them, and which of two hits comes first.
 * By relevance the score decides, which may include recency; by date the day does.
 * Ties are broken by day and id, so that the order is the same each time. */
#ifndef SSE_SEARCH_ORDER_H
#define SSE_SEARCH_ORDER_H

#include "search/class.h"
#include "search/search.h"

/* An item that matches, and the values it is sorted by. */
struct rank_hit {
  double score;
  double words, nearness, grams, topic, language, accents; /* what the score consists of */
  uint32_t item;
  uint32_t day;
  bool has_day; /* `day` was read, which happens if scores tie or recency counts */
  enum rank_class class;
};

/* Which items are wanted. */
struct rank_wanted {
  enum rank_class class;
  size_t count;
  search_sort sort;      /* by date, hits have no score */
  double half_life;      /* days, for recency; 0: dates do not count */
  uint32_t today;        /* in days of index_day_of */
  bool exhaustive;       /* score every item; for tests */
  bool both;             /* use two threads and an estimate even for few items; for tests */
  const uint32_t *among; /* the only candidates, if they are known; else NULL */
  size_t among_count;
};

/* True if items are sorted by date: on request, or because there are no words to score. */
bool rank_is_by_date(const struct ranking *ranking, search_sort sort);

/* The factor for the score of an item with a date: from 1 to 1 + RANK_RECENCY. */
#define RANK_RECENCY 0.5
double rank_recency(const struct rank_wanted *wanted, uint32_t day);

/* Reads the day of a hit, if it was not read yet. */
void rank_learn_day(struct ranking *ranking, struct rank_hit *hit);
/* True if `a` comes before `b`: by score, then the later day, then by id. Errors stick in the ranking. */
bool rank_is_before(struct ranking *ranking, struct rank_hit *a, struct rank_hit *b);
/* The same for qsort_r, with the ranking as context. */
int rank_compare(const void *left, const void *right, void *ranking);
/* Sorts hits by class, then by rank_is_before. Errors stick in the ranking. */
void rank_order(struct ranking *ranking, struct rank_hit *hits, size_t count);

#endif
