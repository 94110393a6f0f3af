/* What ranking stands on: values and lengths of items, postings and lists of words, the sketch of their
 * parts. A part of index.h, by which other folders have it. Numbers of items are those of the index they are
 * asked of. */
#ifndef SSE_INDEX_RANKING_H
#define SSE_INDEX_RANKING_H

#include "base/buffer.h"
#include "base/date.h"
#include "base/status.h"
#include "base/str.h"
#include "index/lists/format.h"

#include <stdbool.h>

typedef struct index_db index_db; /* index.h */

/* Constants of BM25F (Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009):
 * a word's weight in an item is the sum over the fields of how often it is there, by the field's weight and
 * length; saturation is k1. */
#define INDEX_SATURATION   1.5
#define INDEX_TITLE_WEIGHT 3.0
#define INDEX_TITLE_B      0.5
#define INDEX_BODY_B       0.7

/* Days that runs were on, from 1, the first of January 1970, in 16 bits, which last until 2149; 0: not known.
 * The first turns seconds since 1970 into one, the second one into a day as `index_day_of` gives it, 0 for
 * not known. */
uint16_t index_seen_of(int64_t seconds);
uint32_t index_seen_day(uint16_t seen);

/* The kinds of labels, as the table has them, and the archives that an index is of. */
enum { INDEX_LABEL_SOURCE = 1, INDEX_LABEL_LANG, INDEX_LABEL_GROUP, INDEX_LABEL_SITE, INDEX_LABEL_ARCHIVE };

/* Receives the number of a label, from 1, and its name. */
typedef sse_status index_label_fn(void *context, uint32_t number, sse_str name, sse_error *err);

/* Calls `on_label` for the labels of a kind. Errors: what on_label gives too. */
sse_status index_labels(const index_db *index, int kind, void *context, index_label_fn *on_label,
                        sse_error *err);

/* Tags are labels of which an item may have several. Tags with the same key, which differ by no more than
 * case, accents and signs between letters, are the same tag; its name is as the first item has it. Numbers
 * are those of one archive, of which the two functions below are asked. */
uint64_t index_tag_key(sse_str tag);
/* Calls `on_tag` for all tags, also for those that no item has any more. Errors: what on_tag gives too. */
sse_status index_tags(const index_db *archive, void *context, index_label_fn *on_tag, sse_error *err);
/* Receives a tag of an item; items come in ascending order. */
typedef sse_status index_tagged_fn(void *context, uint32_t item, uint32_t tag, sse_error *err);
/* Calls `on_tagged` for the tags of the items from `first` to before `end`, and of those that are stored with
 * them (INDEX_TAGGED). Errors: what on_tagged gives too. */
sse_status index_tagged(const index_db *archive, uint32_t first, uint32_t end, void *context,
                        index_tagged_fn *on_tagged, sse_error *err);

/* Days from 1, the first of January of the year 1, to INDEX_DAY_LAST, the last one of 9999; a month or year
 * is the day that it begins with. 0 for no date, and back. */
enum { INDEX_DAY_LAST = 3652059 };
uint32_t index_day_of(sse_date date);
sse_date index_date_of(uint32_t day);

/* One word, or phrase, in one item. */
typedef struct index_posting {
  uint32_t item;  /* its number */
  uint8_t counts; /* times in headline and tags << 4 | times in the body, each INDEX_COUNT_MOST at most */
} index_posting;

typedef struct index_postings {
  index_posting *postings; /* by number */
  size_t count, capacity;
} index_postings;

void index_postings_reset(index_postings *postings);

/* What weights depend on besides the item. */
typedef struct index_measures {
  uint32_t items;
  double title_length, body_length; /* averages, in words */
  double title_factor[256], body_factor[256];
  double weights[256];                             /* that impacts stand for */
  uint8_t body_impacts[INDEX_COUNT_MOST + 1][256]; /* of what the body alone has, by times and length */
} index_measures;

/* Fills in the factors and weights. */
void index_measures_prepare(index_measures *measures, double title_length, double body_length);

/* The impact of a word on the score of an item: its weight w as w / (INDEX_SATURATION + w) in 255ths, at
 * least one. Scores are made of impacts, so that those kept in lists and those made on the way agree. */
uint8_t index_impact(const index_measures *measures, const index_norms *norms, uint8_t counts);

typedef struct index_list {
  int64_t number;
  size_t items; /* 0: the word is not so frequent as to have a list */
  size_t block_count;
  index_block *blocks;
  size_t part; /* the one in memory */
  unsigned char *part_data;
  size_t part_length;
  struct several_list *of; /* of each archive, where there are several */
} index_list;

/* Reads values and lists as they are asked for; for one thread. */
typedef struct index_ranking index_ranking;

/* Made at the first call; it stays the index's. */
sse_status index_ranking_of(const index_db *index, index_ranking **ranking, sse_error *err);
const index_measures *index_ranking_measures(const index_ranking *ranking);
size_t index_ranking_numbers(const index_ranking *ranking); /* all numbers of items are below */

/* The values of an item, and its norms, borrowed; of a number that is none all zero. `place` is that in the
 * item's archive: index_is_before knows of others. */
sse_status index_values_of(index_ranking *ranking, uint32_t number, const index_values **values,
                           sse_error *err);
sse_status index_norms_of(index_ranking *ranking, uint32_t number, const index_norms **norms, sse_error *err);
/* The day among the values of an item, which is read quicker. */
sse_status index_item_day(index_ranking *ranking, uint32_t number, uint32_t *day, sse_error *err);
/* The same, for index_day_number, with those of the numbers after it, up to before `*until`, side by side;
 * borrowed. NULL for a number that is none. */
sse_status index_days_from(index_ranking *ranking, uint32_t number, const index_day **days, uint32_t *until,
                           sse_error *err);
/* The same, with those of the numbers after it, up to before `*until`, side by side. */
sse_status index_values_from(index_ranking *ranking, uint32_t number, const index_values **values,
                             uint32_t *until, sse_error *err);

/* Whether there are stories. */
sse_status index_has_stories(const index_db *index, bool *has, sse_error *err);
/* The number of the story that an item is of, which its items have in common; 0 for none. Items of
 * different archives have none in common. */
sse_status index_story_of(const index_db *all, uint32_t item, uint32_t *story, sse_error *err);

/* An item of an archive whose id items of other archives have, too. */
typedef struct index_common_item {
  uint32_t item, id; /* ids are numbered from 0 */
} index_common_item;

typedef struct index_common {
  index_common_item *items; /* by number */
  size_t count;
  uint32_t ids;
  bool is_complete; /* else there may be others */
} index_common;

/* The items whose ids several archives have, borrowed; none of one index. They are looked for once; where ids
 * of archives lie mixed and there is none in common among the first ones, that ends early. */
sse_status index_common_ids(index_ranking *ranking, const index_common **common, sse_error *err);
/* The number of an item's id; false for an item whose id no other has. */
bool index_common_find(const index_common *common, uint32_t item, uint32_t *id);

/* Which of two items comes first where all else ties: by id, in byte order, then by archive. */
sse_status index_is_before(index_ranking *ranking, uint32_t a, uint32_t b, bool *is_before, sse_error *err);

/* About how many items have a term or a part of one (text_grams, text_term_key), from the sketch
 * (index/sketch.c): 5 percent more or less, and what others of the same bucket have. */
sse_status index_sketch_code(index_ranking *ranking, uint64_t key, uint8_t *code, sse_error *err);
double index_sketch_items(uint8_t code);

enum { INDEX_NO_DAY = INDEX_DAY_LAST + 1 }; /* after all days */

/* The days of INDEX_DAYS items in a row, the first of which is 0, INDEX_DAYS and so on. */
typedef struct index_span {
  uint32_t oldest, newest; /* of those with a date; INDEX_NO_DAY and 0 where none has one */
} index_span;

/* The spans of all items, `*count` of them, borrowed. */
sse_status index_spans(index_ranking *ranking, const index_span **spans, size_t *count, sse_error *err);

/* Finds the list of a term. It is the caller's to reset, whatever the result. */
sse_status index_list_find(index_ranking *ranking, sse_str term, index_list *list, sse_error *err);
void index_list_reset(index_list *list);
/* Its first block that ends at or after an item: `block`, if it is that, else it is looked for. The number of
 * blocks where none does. */
size_t index_list_block(const index_list *list, size_t block, uint32_t item);
/* Reads a block: INDEX_BLOCK postings, fewer in the last one of an archive. `*count` is how many. */
sse_status index_list_read(index_ranking *ranking, index_list *list, size_t block,
                           uint32_t items[INDEX_BLOCK], uint8_t impacts[INDEX_BLOCK], size_t *count,
                           sse_error *err);

/* Reads the postings of an FTS5 expression of one phrase, and replaces what is in `postings`. */
sse_status index_postings_read(index_ranking *ranking, sse_str expression, index_postings *postings,
                               sse_error *err);

/* The posting of one item; its item is 0 where the item does not match the expression. */
sse_status index_posting_find(index_ranking *ranking, sse_str expression, uint32_t item,
                              index_posting *posting, sse_error *err);

#endif
