/* The data that ranking reads: values and lengths of items, postings and lists of words, the sketch of their
 * parts. A part of index.h, through which other rooms include it. Item numbers are those of the index that a
 * function is called with. */
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
 * the weight of a word in an item is the sum, over the fields, of its number of occurrences, scaled by the
 * field's weight and length. INDEX_SATURATION is k1. */
#define INDEX_SATURATION   1.5
#define INDEX_TITLE_WEIGHT 3.0
#define INDEX_TITLE_B      0.5
#define INDEX_BODY_B       0.7

/* The day of a run, stored in 16 bits (1 is the first of January 1970, the last one is in 2149), as
 * `index_day_of` returns it; 0 if unknown. */
uint32_t index_seen_day(uint16_t seen);

/* The kinds of labels, as the table has them; INDEX_LABEL_ARCHIVE labels the archives of an index. */
enum { INDEX_LABEL_SOURCE = 1, INDEX_LABEL_LANG, INDEX_LABEL_GROUP, INDEX_LABEL_SITE, INDEX_LABEL_ARCHIVE };

/* Receives the number of a label, from 1, and its name. */
typedef sse_status index_label_fn(void *context, uint32_t number, sse_str name, sse_error *err);

/* Calls `on_label` for each label of a kind. Errors: also those of on_label. */
sse_status index_labels(const index_db *index, int kind, void *context, index_label_fn *on_label,
                        sse_error *err);

/* Tags are labels of which an item may have several. Tags with the same key, which differ at most in case,
 * accents and the punctuation between letters, are the same tag; its name is as the first item has it. Tag
 * numbers belong to one archive, which the two functions below take. */
uint64_t index_tag_key(sse_str tag);
/* Calls `on_tag` for all tags, including those that no item has any more. Errors: also those of on_tag. */
sse_status index_tags(const index_db *archive, void *context, index_label_fn *on_tag, sse_error *err);
/* Receives a tag of an item; items come in ascending order. */
typedef sse_status index_tagged_fn(void *context, uint32_t item, uint32_t tag, sse_error *err);
/* Calls `on_tagged` for the tags of the items from `first` up to but not including `end`, and of the items
 * stored with them (INDEX_TAGGED). Errors: also those of on_tagged. */
sse_status index_tagged(const index_db *archive, uint32_t first, uint32_t end, void *context,
                        index_tagged_fn *on_tagged, sse_error *err);

/* Convert between dates and days. Days count from 1, the first of January of the year 1, to INDEX_DAY_LAST,
 * the last of 9999; a month or a year is its first day. 0 is no date. */
enum { INDEX_DAY_LAST = 3652059 };
uint32_t index_day_of(sse_date date);
sse_date index_date_of(uint32_t day);

/* The occurrences of one word or phrase in one item. */
typedef struct index_posting {
  uint32_t item;  /* its number */
  uint8_t counts; /* title and tags: count << 4 | body: count; each at most INDEX_COUNT_MOST */
} index_posting;

typedef struct index_postings {
  index_posting *postings; /* by item */
  size_t count, capacity;
} index_postings;

void index_postings_reset(index_postings *postings);

/* The inputs of weights that do not depend on the item. */
typedef struct index_measures {
  uint32_t items;
  double title_length, body_length; /* averages, in words */
  double title_factor[256], body_factor[256];
  double weights[256];                             /* the weight that each impact represents */
  uint8_t body_impacts[INDEX_COUNT_MOST + 1][256]; /* of words in the body only, by count and length */
} index_measures;

/* Fills in the factors and weights. */
void index_measures_prepare(index_measures *measures, double title_length, double body_length);

/* The impact of a word on the score of an item: its weight w as w / (INDEX_SATURATION + w), in 255ths, at
 * least one. All scores are sums of impacts, so that those stored in lists and those computed during a search
 * agree. */
uint8_t index_impact(const index_measures *measures, const index_norms *norms, uint8_t counts);

typedef struct index_list {
  int64_t number;
  size_t items; /* 0: the word is not frequent enough to have a list */
  size_t block_count;
  index_block *blocks;
  size_t part; /* the one in memory */
  unsigned char *part_data;
  size_t part_length;
  struct several_list *of; /* the list of each archive, if there are several */
} index_list;

/* Reads values and lists on demand; for use by one thread. */
typedef struct index_ranking index_ranking;

/* Created by the first call; owned by the index. */
sse_status index_ranking_of(const index_db *index, index_ranking **ranking, sse_error *err);
const index_measures *index_ranking_measures(const index_ranking *ranking);
size_t index_ranking_numbers(const index_ranking *ranking); /* all item numbers are below this */

/* The values and the norms of an item, borrowed. A number below index_ranking_numbers that belongs to no item
 * has all zero; a larger one, which only a damaged index can name, is SSE_DATABASE. `place` is relative to
 * the item's archive; index_is_before compares items of different archives. */
sse_status index_values_of(index_ranking *ranking, uint32_t number, const index_values **values,
                           sse_error *err);
sse_status index_norms_of(index_ranking *ranking, uint32_t number, const index_norms **norms, sse_error *err);
/* The day among the values of an item; quicker than index_values_of. */
sse_status index_item_day(index_ranking *ranking, uint32_t number, uint32_t *day, sse_error *err);
/* The days of an item and of the items after it, up to but not including `*until`, as an array for
 * index_day_number; borrowed. NULL for a number between two archives. */
sse_status index_days_from(index_ranking *ranking, uint32_t number, const index_day **days, uint32_t *until,
                           sse_error *err);
/* The values of an item and of those after it, up to but not including `*until`, as an array; borrowed. */
sse_status index_values_from(index_ranking *ranking, uint32_t number, const index_values **values,
                             uint32_t *until, sse_error *err);

/* Sets `*has` if the index has stories. */
sse_status index_has_stories(const index_db *index, bool *has, sse_error *err);
/* The number of the story that an item belongs to, which all items of the story share; 0 for none. Items of
 * different archives never share a story. */
sse_status index_story_of(const index_db *all, uint32_t item, uint32_t *story, sse_error *err);

/* An item whose id also occurs in other archives. */
typedef struct index_common_item {
  uint32_t item, id; /* ids are numbered from 0 */
} index_common_item;

typedef struct index_common {
  index_common_item *items; /* by item */
  size_t count;
  uint32_t ids;
  bool is_complete; /* else there may be others */
} index_common;

/* The items whose ids occur in several archives, borrowed; empty for a single index. They are searched for
 * once. If the archives' ids are interleaved and the first ones have none in common, that ends early. */
sse_status index_common_ids(index_ranking *ranking, const index_common **common, sse_error *err);
/* Finds the number of an item's id; returns false if no other item has the id. */
bool index_common_find(const index_common *common, uint32_t item, uint32_t *id);

/* The order of two items when everything else ties: by id, in byte order, then by archive. */
sse_status index_is_before(index_ranking *ranking, uint32_t a, uint32_t b, bool *is_before, sse_error *err);

/* An estimate of how many items have a term or a part of one (text_grams, text_term_key), from the sketch
 * (index/sketch.c): accurate to 5 percent, plus the items of other parts that share the bucket. */
sse_status index_sketch_code(index_ranking *ranking, uint64_t key, uint8_t *code, sse_error *err);
double index_sketch_items(uint8_t code);

enum { INDEX_NO_DAY = INDEX_DAY_LAST + 1 }; /* after all days */

/* The range of days of INDEX_DAYS consecutive items, the first of which is 0, INDEX_DAYS and so on. */
typedef struct index_span {
  uint32_t oldest, newest; /* of items with a date; INDEX_NO_DAY and 0 if none has one */
} index_span;

/* The spans of all items, `*count` of them, borrowed. */
sse_status index_spans(index_ranking *ranking, const index_span **spans, size_t *count, sse_error *err);

/* Finds the list of a term. The caller resets `list`, whatever the result. */
sse_status index_list_find(index_ranking *ranking, sse_str term, index_list *list, sse_error *err);
void index_list_reset(index_list *list);
/* The first block that ends at or after an item, or the number of blocks if none does. `block` is tried
 * first. */
size_t index_list_block(const index_list *list, size_t block, uint32_t item);
/* Reads a block of INDEX_BLOCK postings; the last block of an archive may have fewer. `*count` is their
 * number. */
sse_status index_list_read(index_ranking *ranking, index_list *list, size_t block,
                           uint32_t items[INDEX_BLOCK], uint8_t impacts[INDEX_BLOCK], size_t *count,
                           sse_error *err);

/* Replaces the contents of `postings` with the postings of an FTS5 expression of one phrase. */
sse_status index_postings_read(index_ranking *ranking, sse_str expression, index_postings *postings,
                               sse_error *err);

/* The posting of one item; `item` is 0 in it if the item does not match the expression. */
sse_status index_posting_find(index_ranking *ranking, sse_str expression, uint32_t item,
                              index_posting *posting, sse_error *err);

#endif
