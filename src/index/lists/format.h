/* The layouts of the blobs that ranking stands on, drawn; a part of index/ranking.h. Numbers are in the byte
 * order of the machine, and a struct stands in its blob as in memory. A blob fills a page of the database.
 *
 *   doc_values.data | index_values | index_values | ...
 *                   INDEX_VALUES items in a row, the first of which is chunk * INDEX_VALUES
 *   norms.data      | index_norms | index_norms | ...
 *                   the same of INDEX_NORMS items
 *   days.data       | index_day | index_day | ...
 *                   the same of INDEX_DAYS items; of as many, span has the index_span
 *   list.directory  | index_block | index_block | ...
 *                   an entry a block, of one word
 *   part.data       | block | block | ...
 *                   INDEX_PART blocks of the list, in the row list << 24 | part
 *   block           | gap : b bits | gap | ... | 0 to 7 bits | impact : 1 byte | impact | ...
 *                   of up to INDEX_BLOCK postings; a gap is how much the number of an item is more than the
 *                   one before it (for the first: `last` of the block before, or 0), less one; b is `bits`
 *                   of the entry; how many postings there are follows from the block's length
 */
#ifndef SSE_INDEX_LISTS_FORMAT_H
#define SSE_INDEX_LISTS_FORMAT_H

#include <stdint.h>

enum {
  INDEX_COUNT_MOST = 15, /* times a word counts in a field of an item */
  INDEX_BLOCK = 64,      /* postings of a block */
  INDEX_PART = 64,       /* blocks that are read at once */
  INDEX_VALUES = 816,    /* items whose values are read at once: they fill a page of the database */
  INDEX_NORMS = 8160,    /* the same of norms */
  INDEX_DAYS = 5440,     /* of days */
  INDEX_TAGGED = 256     /* and of tags */
};

/* Flags of an item. */
enum {
  INDEX_IS_ITEM = 1,
  INDEX_HAS_MONTH = 2,
  INDEX_HAS_DAY = 4,
  INDEX_HAS_URL = 8,
  INDEX_HAS_TAGS = 16,
  INDEX_HAS_BODY = 32,
  INDEX_HAS_AUTHOR = 64,
  INDEX_IN_STORY = 128 /* others say the same */
};

/* Document values: what filters and facets need of an item, and its order where scores and days tie. */
typedef struct index_values {
  uint32_t place;  /* of its id among all, in byte order */
  uint32_t day;    /* index_day_of; 0: it has no date */
  uint16_t source; /* the number of its label, 0 for none */
  uint8_t lang;    /* the same of its language */
  uint8_t group;   /* and of the group of the source that owns it */
  uint8_t flags;
  uint16_t site;          /* and of the host of its address */
  uint16_t seen, changed; /* index_seen_of: when it was first seen, and last changed */
} index_values;

/* Norms, which scores need, and days, which their order needs where they tie, stand apart from those: a
 * search reads them of a thousand items here and there, so that each page should have them of many. */
typedef struct index_norms {
  uint8_t title_length, body_length; /* codes */
} index_norms;

typedef struct index_day {
  uint8_t bytes[3]; /* of the day in index_values, the lowest first */
} index_day;

static inline uint32_t index_day_number(const index_day *day) {
  return (uint32_t)day->bytes[2] << 16 | (uint32_t)day->bytes[1] << 8 | day->bytes[0];
}

/* The directory's entry of a block. */
typedef struct index_block {
  uint32_t last;   /* item */
  uint16_t offset; /* in its part */
  uint8_t best;    /* impact */
  uint8_t bits;
} index_block;

#endif
