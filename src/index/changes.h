/* Private to index/: what a run changes of what ranking stands on, noted while it does so that the rest need
 * not be made anew. A *touched* item has come, changed or gone; of those that had postings the lists tell
 * what they had. Where nothing is noted, or more than is worth it, all is made anew. */
#ifndef SSE_INDEX_CHANGES_H
#define SSE_INDEX_CHANGES_H

#include "index/index.h"

/* What is noted of an item. */
enum {
  CHANGES_TOUCHED = 1,
  CHANGES_TEXT = 2,        /* its words are others */
  CHANGES_FINGERPRINT = 4, /* what tells copies of it too */
  CHANGES_TAKEN_OUT = 8,   /* the lists that it was in are noted */
  CHANGES_ADDED = 16,      /* its number had no item, or another one */
  CHANGES_PLACED = 32      /* ranking_build.c: it has its place among all ids */
};

/* A posting that a list gets, loses, or has others of. */
typedef struct changes_posting {
  uint32_t list, item;
  uint8_t counts; /* as in index_posting; 0: the list has it no more */
} changes_posting;

typedef struct index_changes {
  const index_db *index;
  bool is_all;          /* too much changed, or memory was short: all is to be made anew */
  unsigned char *items; /* by number: the flags above */
  size_t capacity, count, most;
  size_t before;         /* items that changed in the runs since all was made anew */
  sqlite3_int64 sources; /* numbers up to this one were there before */
  changes_posting *postings;
  size_t posting_count, posting_capacity;
  uint32_t *sketch; /* what is added to its buckets */
  sqlite3_stmt *text, *list;
  sse_buffer terms;
} index_changes;

/* Notes from now on what is changed of `index`, where its ranking is up to date. Errors: SSE_DATABASE,
 * SSE_NO_MEMORY. */
sse_status changes_begin(const index_db *index, sse_error *err);
/* Ends that, before the index is closed. NULL is allowed. */
void changes_end(const index_db *index);

/* What is noted for an index; NULL where nothing is. */
index_changes *changes_of(const index_db *index);

/* Of all that follow `changes` may be NULL. */

/* Notes an item with some of the flags. */
void changes_touch(index_changes *changes, sqlite3_int64 item, int flags);
/* Notes which lists an item is in, before its text changes or goes. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status changes_take_out(index_changes *changes, sqlite3_int64 item, sse_error *err);
/* Notes that a word is in so many items more. */
void changes_count(index_changes *changes, sse_str stem, sse_str term, uint32_t items);
/* Notes that a source changed in what all of its items have of it. */
void changes_of_source(index_changes *changes, sqlite3_int64 source);
void changes_are_all(index_changes *changes);

/* Whether an item was noted with one of the flags. */
static inline bool changes_has(const index_changes *changes, size_t item, int flags) {
  return item < changes->capacity && (changes->items[item] & flags) != 0;
}

/* Adds which lists the items are in now, and puts the postings in order, one of each list and item. Errors:
 * SSE_DATABASE, SSE_NO_MEMORY. */
sse_status changes_put_in(index_changes *changes, sse_error *err);

#endif
