/* Private to index/: which items say the same: copies, in one language, and translations.
 * stories.c compares items that may be copies and writes the table; translations.c finds translations.
 * Pairs are looked for by fingerprints (text/fingerprint.h), and decided by the texts. */
#ifndef SSE_INDEX_STORIES_H
#define SSE_INDEX_STORIES_H

#include "index/changes.h"
#include "index/store.h"
#include "text/fingerprint.h"

/* What both work on. */
struct stories {
  const index_db *index;
  index_store *store;           /* borrowed; `values` and `count` are its own */
  const index_changes *changes; /* what alone may be new; NULL: anything */
  index_values *values;         /* by number, of those that were needed (store_need) */
  size_t count;                 /* of numbers */
  uint32_t *parent;             /* by number: another item of the story, itself for the first of one */
  uint32_t *next;               /* by number: the next item of the story, which are a ring */
  unsigned char *is_new;        /* by number: not compared with the others yet */
  sqlite3_stmt *text, *url;     /* of an item */
};

enum { STORIES_DAYS = 7 /* that copies are apart at the most */ };

/* An item by a hash of its fingerprint. */
struct stories_entry {
  uint32_t key, day, item;
};

/* Brings the table `story` up to date with items that are new since, and INDEX_IN_STORY with it. `changes`
 * tells them; without it fingerprints that were not compared yet do, and `store` has the values of all items.
 * Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status stories_build(const index_db *index, index_store *store, const index_changes *changes,
                         sse_error *err);

/* shingles.c: writes the entries of a band, which are ordered by key, as all that there are. */
sse_status shingles_write(const struct stories *stories, size_t band, const struct stories_entry *entries,
                          size_t count, sse_error *err);
/* shingles.c: adds new items to those of a band, and gathers those and all that have a key in common with one
 * of them within days; at most as many as there are numbers. Their values are then in memory. Errors: as
 * above. */
sse_status shingles_add(const struct stories *stories, size_t band, struct stories_entry *entries,
                        size_t *count, sse_error *err);

/* The first item of a story, and two stories that become one. */
uint32_t stories_first(const struct stories *stories, uint32_t item);
void stories_unite(struct stories *stories, uint32_t a, uint32_t b);

/* Reads what an item says, its headline where it has no more, borrowed until the next one is read. */
sse_status stories_read(const struct stories *stories, uint32_t item, sse_str *text, sse_error *err);
/* The headline of the item that was read last, borrowed likewise. */
sse_str stories_title(const struct stories *stories);
/* Reads the address of an item; none where it has none. */
sse_status stories_read_url(const struct stories *stories, uint32_t item, sse_str *url, sse_error *err);
/* The fingerprint in a column of the row at hand; false where there is none. */
bool stories_fingerprint(sqlite3_stmt *row, int column, text_fingerprint *fingerprint);
/* Calls `on_one` for all fingerprints that can be read. Errors: those of the index. */
typedef void stories_fingerprint_fn(void *context, uint32_t item, const text_fingerprint *fingerprint);
sse_status stories_each_fingerprint(const struct stories *stories, void *context,
                                    stories_fingerprint_fn *on_one, sse_error *err);

/* Unites items of one day that are translations of each other. */
sse_status translations_find(struct stories *stories, sse_error *err);
/* said.c: unites items that a source says are the same in other languages. */
sse_status said_unite(struct stories *stories, sse_error *err);

#endif
