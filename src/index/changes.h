/* Private to index/: what a run changes in the data that ranking reads, noted as it happens so that the rest
 * need not be rebuilt. A *touched* item was added, changed or removed; for those that had postings, the lists
 * they were in are noted. If nothing is noted, or more than is worthwhile, everything is rebuilt. */
#ifndef SSE_INDEX_CHANGES_H
#define SSE_INDEX_CHANGES_H

#include "index/index.h"

/* What is noted about an item. */
enum {
  CHANGES_TOUCHED = 1,
  CHANGES_TEXT = 2,        /* its words changed */
  CHANGES_FINGERPRINT = 4, /* its fingerprint changed too */
  CHANGES_TAKEN_OUT = 8,   /* the lists it was in are noted */
  CHANGES_ADDED = 16,      /* its number had no item before, or a different one */
  CHANGES_PLACED = 32      /* ranking_build.c: its place among all ids is known */
};

/* A posting that is added to a list, removed from it, or changed. */
typedef struct changes_posting {
  uint32_t list, item;
  uint8_t counts; /* as in index_posting; 0: removed */
} changes_posting;

typedef struct index_changes {
  const index_db *index;
  bool is_all;          /* too much changed, or memory ran out: rebuild everything */
  unsigned char *items; /* by number: the flags above */
  size_t capacity, count, most;
  size_t before;         /* items changed by the runs since the last rebuild */
  sqlite3_int64 sources; /* sources up to this number existed before the run */
  changes_posting *postings;
  size_t posting_count, posting_capacity;
  uint32_t *sketch; /* additions to its buckets, then what is taken from them */
  sqlite3_stmt *text, *list;
  sse_buffer terms;
} index_changes;

/* Notes changes to `index` from now on, if its ranking is up to date. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status changes_begin(const index_db *index, sse_error *err);
/* Stops noting; must be called before the index is closed. NULL is allowed. */
void changes_end(const index_db *index);

/* The changes noted for an index; NULL if none are being noted. */
index_changes *changes_of(const index_db *index);

/* In all functions below, `changes` may be NULL. */

/* Sets flags for an item. */
void changes_touch(index_changes *changes, sqlite3_int64 item, int flags);
/* Notes which lists an item is in, before its text changes or is removed. Errors: SSE_DATABASE,
 * SSE_NO_MEMORY. */
sse_status changes_take_out(index_changes *changes, sqlite3_int64 item, sse_error *err);
/* Notes that `items` more items have a word; fewer if it is negative. */
void changes_count(index_changes *changes, sse_str stem, sse_str term, int32_t items);
/* Notes a change to a source that affects all of its items. */
void changes_of_source(index_changes *changes, sqlite3_int64 source);
void changes_are_all(index_changes *changes);

/* Returns true if any of the flags is set for an item. */
static inline bool changes_has(const index_changes *changes, size_t item, int flags) {
  return item < changes->capacity && (changes->items[item] & flags) != 0;
}

/* Adds the lists that the items are in now and sorts the postings, with one for each list and item. Errors:
 * SSE_DATABASE, SSE_NO_MEMORY. */
sse_status changes_put_in(index_changes *changes, sse_error *err);

#endif
