/* Private to index/: which items say the same thing: copies in one language, and translations.
 * stories_build.c writes the table; copies.c, translations.c and declared.c find the items of a story.
 * Candidate pairs are found by fingerprints (text/fingerprint.h) and decided by the texts. */
#ifndef SSE_INDEX_STORIES_H
#define SSE_INDEX_STORIES_H

#include "index/changes.h"
#include "index/store.h"
#include "text/fingerprint.h"

/* What is kept about an item. */
enum {
  STORIES_IS_KNOWN = 1, /* its language and whether it exists are known */
  STORIES_IS_THERE = 2,
  STORIES_IS_NEW = 4, /* it has not been compared with the others yet */
  STORIES_WAS_IN = 8, /* it is in a story in the table */
  STORIES_HAS_ONE = 16,
  STORIES_HAS_MORE = 32 /* more than one item of its story exists; set for the first of a story */
};

/* What both searches work on: six bytes per item, and eight more while looking for translations. */
struct stories {
  const index_db *index;
  index_store *store;           /* borrowed */
  const index_changes *changes; /* the only items that may be new; NULL: any may be */
  size_t count;                 /* of item numbers */
  /* By number; 0 for items never requested. */
  uint32_t *parent;         /* another item of the story; 0 for the first of one */
  uint32_t *next;           /* the next item in the ring of the story, 0 for itself; NULL: not kept yet */
  uint8_t *langs;           /* labels of languages */
  unsigned char *marks;     /* the flags above */
  sqlite3_stmt *text, *url; /* the statements that read them */
};

enum { STORIES_DAYS = 7 /* the most days between copies */ };

/* An item under one hash of its fingerprint. */
struct stories_entry {
  uint32_t key, day, item;
};

/* stories_build.c: updates the table `story`, and with it INDEX_IN_STORY, for items that are new. They are
 * those in `changes`; without `changes`, those whose fingerprints have not been compared yet, and `store`
 * must have the values of all items. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status stories_build(const index_db *index, index_store *store, const index_changes *changes,
                         sse_error *err);

/* Receives entries by key, day and item; all that share a key come in one call. */
typedef sse_status stories_entries_fn(void *context, const struct stories_entry *entries, size_t count,
                                      sse_error *err);
/* shingles.c: rewrites the entries of all bands, and calls `on_entries` for them. Errors: as above, and those
 * of on_entries. */
sse_status shingles_make(const struct stories *stories, void *context, stories_entries_fn *on_entries,
                         sse_error *err);
/* shingles.c: adds new items to all bands, and calls `on_entries` for their entries and for those that share
 * a key with one of them within a few days; all these items are then known. Errors: likewise. */
sse_status shingles_add(const struct stories *stories, void *context, stories_entries_fn *on_entries,
                        sse_error *err);

/* Loads what is kept of an item's values. Errors: those of the store. */
sse_status stories_know(const struct stories *stories, size_t item, sse_error *err);
static inline bool stories_is_new(const struct stories *stories, size_t item) {
  return (stories->marks[item] & STORIES_IS_NEW) != 0;
}

/* The first item of a story, and the union of two stories. */
uint32_t stories_first(const struct stories *stories, uint32_t item);
void stories_unite(struct stories *stories, uint32_t a, uint32_t b);
/* Keeps the rings of all stories from now on. Errors: SSE_NO_MEMORY. */
sse_status stories_link(struct stories *stories, sse_error *err);
uint32_t stories_next(const struct stories *stories, uint32_t item);

/* Reads the body of an item, or its title if there is none; borrowed until the next one is read. */
sse_status stories_read(const struct stories *stories, uint32_t item, sse_str *text, sse_error *err);
/* The title of the item that was read last, borrowed likewise. */
sse_str stories_title(const struct stories *stories);
/* Reads the address of an item; empty if it has none. */
sse_status stories_read_url(const struct stories *stories, uint32_t item, sse_str *url, sse_error *err);
/* The fingerprint in a column of the current row; returns false if there is none. */
bool stories_fingerprint(sqlite3_stmt *row, int column, text_fingerprint *fingerprint);
/* Calls `on_one` for all readable fingerprints, by item. Errors: those of the index and of on_one. */
typedef sse_status stories_fingerprint_fn(void *context, uint32_t item, const text_fingerprint *fingerprint,
                                          sse_error *err);
sse_status stories_each_fingerprint(const struct stories *stories, void *context,
                                    stories_fingerprint_fn *on_one, sse_error *err);

/* copies.c: unites items that are copies of each other. */
sse_status copies_find(struct stories *stories, sse_error *err);
/* translations.c: unites items of one day that are translations of each other. */
sse_status translations_find(struct stories *stories, sse_error *err);
/* declared.c: unites items that a source declares to be versions of one in other languages. */
sse_status declared_unite(struct stories *stories, sse_error *err);

#endif
