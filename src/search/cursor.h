/* Private to search/: cursors, of which each walks the postings of all variants of a word as one list, and
 * the cursors of a query. A cursor is led from item to item, in ascending order, and knows bounds: no item of
 * a stretch has a higher score by it. Errors of walking stick in the ranking. */
#ifndef SSE_SEARCH_CURSOR_H
#define SSE_SEARCH_CURSOR_H

#include "query/constraint.h"
#include "query/query.h"

#define CURSOR_END UINT32_MAX     /* as an item: there is none any more */
enum { CURSOR_LISTS_MOST = 512 }; /* variants of a word that are looked for */

/* The posting list of one variant: of the index, or read from FTS5 into memory. */
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

/* All variants of a word, or the synonyms of a term group: what is scored as one. */
struct cursor {
  struct cursor_list *lists;
  size_t list_count;
  size_t first_variant; /* of its lists */
  size_t variant_count; /* of a prefix: one list is of all its variants */
  bool has_rest;        /* of a prefix: rarer words, which are read where the variants do not do */
  size_t variant;       /* to show: the first of the word, or of the term group's first word */
  bool is_synonym;
  double idf, scale; /* and a 255th of it */
  size_t frequency;  /* items that have one of the variants, counted once a variant */
  double expected;   /* the same, each item once, as far as that is known without a look */
};

/* The cursors of a query. */
struct ranking {
  index_ranking *index;
  const index_db *db; /* that it is of */
  const struct query *query;
  struct cursor *cursors; /* by term group: its words, then its synonyms */
  size_t cursor_count;
  struct group_cursors {
    size_t first, word_count; /* words that count */
    bool has_synonyms;        /* after the words */
  } groups[QUERY_WORDS_MOST];
  size_t required[QUERY_WORDS_MOST]; /* term groups that are, the rarest first */
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

/* Unpacks the block that a list is at. Errors stick in the ranking. */
void cursor_list_unpack(struct ranking *ranking, struct cursor_list *list);
/* Goes on to the first posting at or after `item`, which is past where the list stands. */
uint32_t cursor_list_advance(struct ranking *ranking, struct cursor_list *list, uint32_t item);

/* The same from anywhere; items are asked for in ascending order, so it most often stands there already. */
static inline uint32_t cursor_list_seek(struct ranking *ranking, struct cursor_list *list, uint32_t item) {
  return list->item >= item ? list->item : cursor_list_advance(ranking, list, item);
}

/* The first item at or after `item` that has one of the variants; CURSOR_END where there is none. */
static inline uint32_t cursor_seek(struct ranking *ranking, struct cursor *cursor, uint32_t item) {
  uint32_t first = CURSOR_END;
  for (size_t i = 0; i < cursor->list_count; i++) {
    uint32_t found = cursor_list_seek(ranking, &cursor->lists[i], item);
    if (found < first) first = found;
  }
  return first;
}

/* True where the score of an item is that of one posting, the higher the higher its impact. */
static inline bool cursor_has_impacts(const struct cursor *cursor) {
  return cursor->list_count == 1 && !cursor->lists[0].in_memory;
}
/* The first item at or after `item` with an impact of at least `least` by a cursor that has them or, where
 * none up to `until` has, the first one after that. */
uint32_t cursor_seek_impact(struct ranking *ranking, struct cursor *cursor, uint32_t item, uint32_t until,
                            unsigned least);
/* The score that an impact makes by such a cursor. */
double cursor_impact_score(const struct ranking *ranking, const struct cursor *cursor, uint8_t impact);

/* No item from `item` up to `*until` has a higher score by this cursor. Asked in ascending order. */
double cursor_bound(struct ranking *ranking, struct cursor *cursor, uint32_t item, uint32_t *until);
/* No item has a higher score by this cursor. */
double cursor_most(const struct ranking *ranking, const struct cursor *cursor);
/* The score of an item, by this cursor; 0 where it has none of the variants. */
double cursor_score(struct ranking *ranking, struct cursor *cursor, uint32_t item);
/* How much a word's synonyms count where the word itself counts more, or the other way round. */
#define CURSOR_SHARE_LESS 0.1
static inline double cursor_together(double words, double synonyms) {
  return synonyms <= words ? words + CURSOR_SHARE_LESS * synonyms : synonyms + CURSOR_SHARE_LESS * words;
}
/* Takes down the scores of an item by each cursor where a term group has them by words and by synonyms: the
 * better of the two counts, and the other adds little. */
void cursor_share(const struct ranking *ranking, double *scores);
/* Goes back to the beginning. */
void cursor_rewind(struct cursor *cursor);

#endif
