/* Private to search/: cursors, each of which traverses the postings of all variants of a word as one list,
 * and the cursors of a query. A cursor moves through items in ascending order, and has bounds: no item of a
 * stretch gets a higher score from it. Errors stick in the ranking. */
#ifndef SSE_SEARCH_CURSOR_H
#define SSE_SEARCH_CURSOR_H

#include "query/constraint.h"
#include "query/query.h"

#define CURSOR_END UINT32_MAX     /* instead of an item: there are no more */
enum { CURSOR_LISTS_MOST = 512 }; /* maximum number of variants of a word that are searched for */

/* The posting list of one variant: from the index, or read from FTS5 into memory. */
struct cursor_list {
  double share;    /* the factor by which the weight of its postings counts */
  index_list list; /* for postings read from FTS5, its blocks are made here */
  index_postings postings;
  bool in_memory;
  uint8_t *dense; /* instead of both, the impacts of all items; 0 for none */
  uint32_t item;  /* the current one; 0 before the first */
  size_t seen;    /* the block that a bound was last requested for */
  size_t block;   /* the current block, if is_unpacked */
  bool is_unpacked;
  size_t at, count; /* in that block */
  uint32_t items[INDEX_BLOCK];
  uint8_t values[INDEX_BLOCK]; /* impacts or, for postings in memory, counts */
};

/* All variants of a word, or all synonyms of a term group: they are scored as one. */
struct cursor {
  struct cursor_list *lists;
  size_t list_count;
  size_t first_variant; /* of its lists */
  size_t variant_count; /* of a prefix, whose variants share one list; else 0 */
  bool has_rest;        /* of a prefix: it has rarer words, which are read if the variants do not suffice */
  size_t variant;       /* shown to readers: the first of the word, or of the term group's first word */
  bool is_synonym;
  double idf, scale; /* `scale` is a 255th of `idf` */
  size_t frequency;  /* the number of items with a variant, counted once per variant */
  double expected;   /* an estimate of the number of items with a variant, each item once */
};

/* The cursors of a query. */
struct ranking {
  index_ranking *index;
  const index_db *db; /* the index that `index` reads */
  const struct query *query;
  struct cursor *cursors; /* by term group: those of its words, then that of its synonyms */
  size_t cursor_count;
  struct group_cursors {
    size_t first, word_count; /* the number of words that count */
    bool has_synonyms;        /* their cursor comes after those of the words */
  } groups[QUERY_WORDS_MOST];
  size_t required[QUERY_WORDS_MOST]; /* the required term groups, rarest first */
  size_t required_count;
  size_t pairs_enough; /* how many pairs of characters of dense runs an item needs for a partial match: two,
                          as one may mean anything, or one if no item has two */
  bool has_rest;       /* a cursor has a rest that was not read yet */
  struct constraint *allowed; /* NULL if all items are */
  uint32_t except;            /* an item that must not be a hit; 0 for none */
  size_t unpacked;            /* number of blocks unpacked */
  sse_error *err;
  sse_status status; /* the first error */
};

/* Unpacks the current block of a list. */
void cursor_list_unpack(struct ranking *ranking, struct cursor_list *list);
/* Moves to the first posting at or after `item`, which must be past the current one. */
uint32_t cursor_list_advance(struct ranking *ranking, struct cursor_list *list, uint32_t item);

/* Like cursor_list_advance, but `item` may be at or before the current posting; then the list stays there. */
static inline uint32_t cursor_list_seek(struct ranking *ranking, struct cursor_list *list, uint32_t item) {
  return list->item >= item ? list->item : cursor_list_advance(ranking, list, item);
}

/* The first item at or after `item` that has one of the variants; CURSOR_END if there is none. */
static inline uint32_t cursor_seek(struct ranking *ranking, struct cursor *cursor, uint32_t item) {
  uint32_t first = CURSOR_END;
  for (size_t i = 0; i < cursor->list_count; i++) {
    uint32_t found = cursor_list_seek(ranking, &cursor->lists[i], item);
    if (found < first) first = found;
  }
  return first;
}

/* True if the score of an item is that of a single posting, and increases with its impact. */
static inline bool cursor_has_impacts(const struct cursor *cursor) {
  return cursor->list_count == 1 && !cursor->lists[0].in_memory;
}
/* For a cursor with impacts: the first item at or after `item` with an impact of at least `least` or, if
 * there is none up to `until`, the first item after that. */
uint32_t cursor_seek_impact(struct ranking *ranking, struct cursor *cursor, uint32_t item, uint32_t until,
                            unsigned least);
/* The score for an impact, for such a cursor. */
double cursor_impact_score(const struct ranking *ranking, const struct cursor *cursor, uint8_t impact);

/* An upper bound for the scores of this cursor from `item` up to and including `*until`, which is lowered to
 * where the bound ends. Must be called in ascending order. */
double cursor_bound(struct ranking *ranking, struct cursor *cursor, uint32_t item, uint32_t *until);
/* An upper bound for the scores of this cursor over all items. */
double cursor_most(const struct ranking *ranking, const struct cursor *cursor);
/* The score that this cursor gives an item; 0 if the item has none of the variants. */
double cursor_score(struct ranking *ranking, struct cursor *cursor, uint32_t item);
/* How much a word's synonyms count if the word itself counts more, or the other way round. */
#define CURSOR_SHARE_LESS 0.1
static inline double cursor_together(double words, double synonyms) {
  return synonyms <= words ? words + CURSOR_SHARE_LESS * synonyms : synonyms + CURSOR_SHARE_LESS * words;
}
/* Adjusts an item's scores, one for each cursor: if a term group has scores for both words and synonyms, the
 * better one counts, and the other adds little. */
void cursor_share(const struct ranking *ranking, double *scores);
/* Moves back to the beginning. */
void cursor_rewind(struct cursor *cursor);

#endif
