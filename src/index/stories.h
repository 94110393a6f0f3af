/* Private to index/: which items say the same: copies, in one language, and translations.
 * stories_build.c writes the table; copies.c and translations.c find what is of one story.
 * Pairs are looked for by fingerprints (text/fingerprint.h), and decided by the texts. */
#ifndef SSE_INDEX_STORIES_H
#define SSE_INDEX_STORIES_H

#include "index/changes.h"
#include "index/store.h"
#include "text/fingerprint.h"

/* What is kept of an item. */
enum {
  STORIES_IS_KNOWN = 1, /* its language, and whether it is there */
  STORIES_IS_THERE = 2,
  STORIES_IS_NEW = 4, /* it was not compared with the others yet */
  STORIES_WAS_IN = 8, /* the table has a story of it */
  STORIES_HAS_ONE = 16,
  STORIES_HAS_MORE = 32 /* items that are there, of the story of which it is the first */
};

/* What both work on: six bytes an item, and eight more while translations are looked for. */
struct stories {
  const index_db *index;
  index_store *store;           /* borrowed */
  const index_changes *changes; /* what alone may be new; NULL: anything */
  size_t count;                 /* of numbers */
  /* By number; what was never asked for is 0. */
  uint32_t *parent;     /* another item of the story, 0 for the first of one */
  uint32_t *next;       /* the next item of the story, which are a ring, 0 for itself; NULL: not kept yet */
  uint8_t *langs;       /* labels of languages */
  unsigned char *marks; /* the flags above */
  sqlite3_stmt *text, *url; /* of an item */
};

enum { STORIES_DAYS = 7 /* that copies are apart at the most */ };

/* An item by a hash of its fingerprint. */
struct stories_entry {
  uint32_t key, day, item;
};

/* stories_build.c: brings the table `story` up to date with items that are new since, and INDEX_IN_STORY with
 * it. `changes` tells them; without it fingerprints that were not compared yet do, and `store` has the values
 * of all items. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status stories_build(const index_db *index, index_store *store, const index_changes *changes,
                         sse_error *err);

/* Receives entries by key, day and item: all that have one of their keys. */
typedef sse_status stories_entries_fn(void *context, const struct stories_entry *entries, size_t count,
                                      sse_error *err);
/* shingles.c: writes the entries of all bands anew, and calls `on_entries` for them. Errors: as above, and
 * what on_entries gives. */
sse_status shingles_make(const struct stories *stories, void *context, stories_entries_fn *on_entries,
                         sse_error *err);
/* shingles.c: adds new items to those of all bands, and calls `on_entries` for them and for those that have a
 * key in common with one of them within days; these are then known. Errors: likewise. */
sse_status shingles_add(const struct stories *stories, void *context, stories_entries_fn *on_entries,
                        sse_error *err);

/* Has in memory what is kept of an item's values. Errors: those of the store. */
sse_status stories_know(const struct stories *stories, size_t item, sse_error *err);
static inline bool stories_is_new(const struct stories *stories, size_t item) {
  return (stories->marks[item] & STORIES_IS_NEW) != 0;
}

/* The first item of a story, and two stories that become one. */
uint32_t stories_first(const struct stories *stories, uint32_t item);
void stories_unite(struct stories *stories, uint32_t a, uint32_t b);
/* Keeps the rings of all stories from now on. Errors: SSE_NO_MEMORY. */
sse_status stories_link(struct stories *stories, sse_error *err);
uint32_t stories_next(const struct stories *stories, uint32_t item);

/* Reads what an item says, its headline where it has no more, borrowed until the next one is read. */
sse_status stories_read(const struct stories *stories, uint32_t item, sse_str *text, sse_error *err);
/* The headline of the item that was read last, borrowed likewise. */
sse_str stories_title(const struct stories *stories);
/* Reads the address of an item; none where it has none. */
sse_status stories_read_url(const struct stories *stories, uint32_t item, sse_str *url, sse_error *err);
/* The fingerprint in a column of the row at hand; false where there is none. */
bool stories_fingerprint(sqlite3_stmt *row, int column, text_fingerprint *fingerprint);
/* Calls `on_one` for all fingerprints that can be read, by item. Errors: those of the index, and what on_one
 * gives. */
typedef sse_status stories_fingerprint_fn(void *context, uint32_t item, const text_fingerprint *fingerprint,
                                          sse_error *err);
sse_status stories_each_fingerprint(const struct stories *stories, void *context,
                                    stories_fingerprint_fn *on_one, sse_error *err);

/* copies.c: unites items that are copies of each other. */
sse_status copies_find(struct stories *stories, sse_error *err);
/* translations.c: unites items of one day that are translations of each other. */
sse_status translations_find(struct stories *stories, sse_error *err);
/* said.c: unites items that a source says are the same in other languages. */
sse_status said_unite(struct stories *stories, sse_error *err);

#endif
