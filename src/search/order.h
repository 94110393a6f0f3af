/* Private to search/: hits, what is asked of them, and which of two comes first.
 * By relevance the score decides, in which recency may count; by date the day does.
 * What ties is ordered by day and id, so that the order is the same each time. */
#ifndef SSE_SEARCH_ORDER_H
#define SSE_SEARCH_ORDER_H

#include "search/class.h"
#include "search/search.h"

/* An item that matches, and what it is ordered by. */
struct rank_hit {
  double score;
  double words, nearness, grams, topic, language, accents; /* what it is made of: the words by the recency's
                                                     factor, and what rerank.h adds */
  uint32_t item;
  uint32_t day;
  bool has_day; /* read: where scores tie and where recency counts */
  enum rank_class class;
};

/* What items are wanted. */
struct rank_wanted {
  enum rank_class class;
  size_t count;
  search_sort sort;      /* by date, hits have no score */
  double half_life;      /* days, for recency; 0: dates do not count */
  uint32_t today;        /* index_day_of */
  bool exhaustive;       /* score every item: for tests */
  bool both;             /* by two threads and an estimate, however few there are: for tests */
  const uint32_t *among; /* the only items it can be, where they are known; else NULL */
  size_t among_count;
};

/* True where items are ordered by date: that is asked for, or there are no words to score. */
bool rank_is_by_date(const struct ranking *ranking, search_sort sort);

/* What the score of an item of a date is multiplied with: from 1 to 1 + RANK_RECENCY. */
#define RANK_RECENCY 0.5
double rank_recency(const struct rank_wanted *wanted, uint32_t day);

/* Reads the day of a hit, once. */
void rank_learn_day(struct ranking *ranking, struct rank_hit *hit);
/* True where `a` comes before `b`: by score, else the latest, else by id. Errors stick in the ranking. */
bool rank_is_before(struct ranking *ranking, struct rank_hit *a, struct rank_hit *b);
/* The same for qsort_r, whose context is the ranking. */
int rank_compare(const void *left, const void *right, void *ranking);
/* Sorts hits by class, then by rank_is_before. Errors stick in the ranking. */
void rank_order(struct ranking *ranking, struct rank_hit *hits, size_t count);

#endif
