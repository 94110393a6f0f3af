/* Private to search/: the best items of a query, by score, without scoring them all.
 * cursor.c walks the postings of a word's forms, class.c finds the items that match; rank.c those with the
 * highest scores among them, dated.c the latest. Any order is that which scoring every item would give. */
#ifndef SSE_SEARCH_RANK_H
#define SSE_SEARCH_RANK_H

#include "query/constraint.h"
#include "search/items.h"
#include "search/passage.h"

#define CURSOR_END UINT32_MAX     /* as an item: there is none any more */
enum { CURSOR_LISTS_MOST = 512 }; /* forms of a word that are looked for */

/* The postings of one form. */
struct cursor_list {
  double share;    /* of the weight of its postings that counts */
  index_list list; /* its blocks are made here for postings read from FTS5 */
  index_postings postings;
  bool in_memory;
  uint8_t *dense; /* the impacts of all items, 0 for none, instead of either */
  uint32_t item;  /* at which it stands; 0: it has not begun */
  size_t seen;    /* the block that bounds were last asked of */
  size_t block;   /* the one that is unpacked */
  bool is_unpacked;
  size_t at, count; /* in it */
  uint32_t items[INDEX_BLOCK];
  uint8_t values[INDEX_BLOCK]; /* impacts or, of postings in memory, counts */
};

/* All forms of a word, or the synonyms of a unit: what is scored as one. */
struct cursor {
  struct cursor_list *lists;
  size_t list_count;
  size_t first_form; /* of its lists */
  size_t form_count; /* of a prefix: one list is of all its forms */
  bool has_rest;     /* of a prefix: rarer words, which are read where the forms do not do */
  size_t form;       /* to show: the first of the word, or of the unit's first word */
  bool is_synonym;
  double idf, scale; /* and a 255th of it */
  size_t frequency;  /* items that have one of the forms, counted once a form */
  double expected;   /* the same, each item once, as far as that is known without a look */
};

/* The cursors of a query. */
struct ranking {
  index_ranking *index;
  const index_db *db; /* that it is of */
  const struct query *query;
  struct cursor *cursors; /* by unit: its words, then its synonyms */
  size_t cursor_count;
  struct unit_cursors {
    size_t first, word_count; /* words that count */
    bool has_synonyms;        /* after the words */
  } units[QUERY_WORDS_MOST];
  size_t required[QUERY_WORDS_MOST]; /* units that are, the rarest first */
  size_t required_count;
  size_t pairs_enough; /* of signs of runs without spaces that an item needs to match in part: one may mean
                          anything, so it is two, and one where no item has two */
  bool has_rest;       /* one of the cursors has a rest that was not read */
  struct constraint *allowed; /* NULL: all are */
  uint32_t except;            /* an item that is none of the hits; 0 */
  size_t unpacked;            /* blocks */
  sse_error *err;
  sse_status status; /* sticks */
};

/* Opens the postings of all forms. `ranking` is the caller's to reset, whatever the result. */
sse_status ranking_open(struct ranking *ranking, index_db *db, const struct query *query, sse_error *err);
void ranking_reset(struct ranking *ranking);

/* Opens the cursor of a prefix of so many forms: an item has the impact of that form which has the highest.
 */
sse_status prefix_open(struct ranking *ranking, struct cursor *cursor, size_t form_count, double share,
                       sse_error *err);
/* Reads the rest of prefixes: an item that has only that has the same impact whichever it is. Scores of those
 * that do not have it stay as they are. Errors stick in the ranking. */
void prefix_read_rest(struct ranking *ranking);
/* No item has a higher score, by its words, that matches by the rest of a prefix. */
double prefix_rest_bound(const struct ranking *ranking);

/* Unpacks the block that a list is at. Errors stick in the ranking. */
void list_unpack(struct ranking *ranking, struct cursor_list *list);
/* Goes on to the first posting at or after `item`, which is behind where the list stands. */
uint32_t list_advance(struct ranking *ranking, struct cursor_list *list, uint32_t item);

/* The same from anywhere; items are asked for in ascending order, so it most often stands there already. */
static inline uint32_t list_seek(struct ranking *ranking, struct cursor_list *list, uint32_t item) {
  return list->item >= item ? list->item : list_advance(ranking, list, item);
}

/* The first item at or after `item` that has one of the forms; CURSOR_END where there is none. */
static inline uint32_t cursor_seek(struct ranking *ranking, struct cursor *cursor, uint32_t item) {
  uint32_t first = CURSOR_END;
  for (size_t i = 0; i < cursor->list_count; i++) {
    uint32_t found = list_seek(ranking, &cursor->lists[i], item);
    if (found < first) first = found;
  }
  return first;
}

/* No item from `item` up to `*until` has a higher score by this cursor. Asked in ascending order. */
double cursor_bound(struct ranking *ranking, struct cursor *cursor, uint32_t item, uint32_t *until);
/* No item has a higher score by this cursor. */
double cursor_most(const struct ranking *ranking, const struct cursor *cursor);
/* The score of an item, by this cursor; 0 where it has none of the forms. */
double cursor_score(struct ranking *ranking, struct cursor *cursor, uint32_t item);
/* How much a word's synonyms count where the word itself counts more, or the other way round. */
#define CURSOR_SHARE_LESS 0.1
static inline double cursor_together(double words, double synonyms) {
  return synonyms <= words ? words + CURSOR_SHARE_LESS * synonyms : synonyms + CURSOR_SHARE_LESS * words;
}
/* Takes down the scores of an item by each cursor where a unit has them by words and by synonyms: the better
 * of the two counts, and the other adds little. */
void cursor_share(const struct ranking *ranking, double *scores);
/* Goes back to the beginning. */
void cursor_rewind(struct cursor *cursor);

/* How well an item matches. */
enum rank_class {
  RANK_LITERAL, /* it has every word */
  RANK_EVERY,   /* every word, or a synonym of it, or all its parts */
  RANK_SOME,
  RANK_NONE /* it does not satisfy the constraints */
};

struct rank_hit {
  double score;
  double words, nearness, grams, topic, language, accents; /* what it is made of: the words by the recency's
                                                     factor, and what rerank.h adds */
  uint32_t item;
  uint32_t day;
  bool has_day; /* read: where scores tie and where recency counts */
  enum rank_class class;
};

/* How well an item matches. Items are asked for in ascending order, from the first one or a rewind on. */
enum rank_class rank_class_of(struct ranking *ranking, uint32_t item);
/* The first item at or after `item` of a class or a better one that satisfies the constraints; CURSOR_END. */
uint32_t rank_next(struct ranking *ranking, enum rank_class class, uint32_t item);
/* The items of a class, not RANK_SOME, or a better one in the stretch of `item` (FILTER_STRETCH), from that
 * one on: bits. There is a unit that is required, or a constraint. */
void rank_fill(struct ranking *ranking, enum rank_class class, uint32_t item, uint64_t *bits);
void rank_rewind(struct ranking *ranking);

/* What items are wanted. */
struct rank_wanted {
  enum rank_class class;
  size_t count;
  search_sort sort;      /* by date, hits have no score */
  double half_life;      /* days, for recency; 0: dates do not count */
  uint32_t today;        /* index_day_of */
  bool exhaustive;       /* score every item: for tests */
  bool both;             /* by two threads, however few there are: for tests */
  const uint32_t *among; /* the only items it can be, where they are known; else NULL */
  size_t among_count;
};

/* True where items are ordered by date: that is asked for, or there are no words to score. */
bool rank_is_by_date(const struct ranking *ranking, search_sort sort);

/* What the score of an item of a date is multiplied with: from 1 to 1 + RANK_RECENCY. */
#define RANK_RECENCY 0.5
double rank_recency(const struct rank_wanted *wanted, uint32_t day);

/* Appends the best items of exactly that class to `hits`, which has room for `wanted->count`; by score, then
 * date, the latest first, then id. `*found` is how many there are. */
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

/* Says what the score of a hit is made of. Errors: SSE_NO_MEMORY and those of the index. */
sse_status explain_hit(struct ranking *ranking, const struct rank_wanted *wanted, const struct rank_hit *hit,
                       search_hit *shown, sse_error *err);

/* The query with words put right that the index has not, or hardly, by words of its language where that
 * is clear; `*suggestion`, NULL for none, is the caller's to free. Changes the words of the query's tree.
 * Errors: those of the index, SSE_NO_MEMORY. */
sse_status suggest(struct ranking *ranking, struct query *query, const struct query_reading *reading,
                   char **suggestion, sse_error *err);

/* Reads the day of a hit, once. */
void rank_learn_day(struct ranking *ranking, struct rank_hit *hit);
/* True where `a` comes before `b`: by score, else the latest, else by id. Errors stick in the ranking. */
bool rank_is_before(struct ranking *ranking, struct rank_hit *a, struct rank_hit *b);
/* The same for qsort_r, whose context is the ranking. */
int rank_compare(const void *left, const void *right, void *ranking);
/* Sorts hits by class, then by rank_is_before. Errors stick in the ranking. */
void rank_order(struct ranking *ranking, struct rank_hit *hits, size_t count);

#endif
