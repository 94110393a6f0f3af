/* The layouts of the blobs that ranking reads, drawn; a part of index/ranking.h. Numbers are in the byte
 * order of the machine, and structs are stored as they are in memory. A blob fills a page of the database.
 *
 *   doc_values.data | index_values | index_values | ...
 *                   INDEX_VALUES consecutive items, the first of which is chunk * INDEX_VALUES
 *   norms.data      | index_norms | index_norms | ...
 *                   likewise for INDEX_NORMS items
 *   days.data       | index_day | index_day | ...
 *                   likewise for INDEX_DAYS items, whose index_span is in `span`
 *   list.directory  | index_block | index_block | ...
 *                   one entry per block, of one word
 *   part.data       | block | block | ...
 *                   INDEX_PART blocks of the list, in the row list << 24 | part
 *   block           | gap : b bits | gap | ... | 0 to 7 bits | impact : 1 byte | impact | ...
 *                   up to INDEX_BLOCK postings; a gap is the item number minus the one before it (for the
 *                   first: minus `last` of the block before, or 0), minus one; b is `bits` of the entry;
 *                   the number of postings follows from the length of the block
 */
#ifndef SSE_INDEX_LISTS_FORMAT_H
#define SSE_INDEX_LISTS_FORMAT_H

#include <stdint.h>

enum {
  INDEX_COUNT_MOST = 15, /* occurrences of a word that count in a field of an item */
  INDEX_BLOCK = 64,      /* postings in a block */
  INDEX_PART = 64,       /* blocks read at once */
  INDEX_VALUES = 816,    /* items whose values are read at once: they fill a page of the database */
  INDEX_NORMS = 8160,    /* likewise for norms */
  INDEX_DAYS = 5440,     /* likewise for days */
  INDEX_TAGGED = 256     /* likewise for tags */
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
  INDEX_IN_STORY = 128 /* other items say the same */
};

/* Document values: what filters and facets need of an item, and what orders items whose scores and days
 * tie. */
typedef struct index_values {
  uint32_t place;  /* rank of its id among all ids, in byte order */
  uint32_t day;    /* index_day_of; 0: no date */
  uint16_t source; /* number of its label, 0 for none */
  uint8_t lang;    /* label of its language, likewise */
  uint8_t group;   /* label of the group of the source that owns it */
  uint8_t flags;
  uint16_t site;          /* label of the host of its address */
  uint16_t seen, changed; /* index_seen_day: when it was first seen and last changed */
} index_values;

/* Norms, which scoring needs, and days, which break ties, are stored separately from the values: a search
 * reads them for a thousand scattered items, so each page should cover as many items as possible. */
typedef struct index_norms {
  uint8_t title_length, body_length; /* length codes */
} index_norms;

typedef struct index_day {
  uint8_t bytes[3]; /* the day in index_values, least significant byte first */
} index_day;

static inline uint32_t index_day_number(const index_day *day) {
  return (uint32_t)day->bytes[2] << 16 | (uint32_t)day->bytes[1] << 8 | day->bytes[0];
}

/* The directory's entry of a block. */
typedef struct index_block {
  uint32_t last;   /* its last item */
  uint16_t offset; /* in its part */
  uint8_t best;    /* its highest impact */
  uint8_t bits;
} index_block;

#endif
