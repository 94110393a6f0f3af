/* The doclist of a term as FTS5 stores it: the items that have the term, in order of their numbers, and where
 * it stands in each. Read without FTS5, which takes 30 to 100 ns an item; this takes 3 to 10.
 * A part of index.h. */
#ifndef SSE_INDEX_DOCLIST_H
#define SSE_INDEX_DOCLIST_H

#include "index/index.h"

#define INDEX_DOCLIST_END UINT32_MAX /* as an item: there is none any more */

typedef struct index_doclist index_doclist;

/* Opens the doclist of a term of one archive, before its first item; `*list` is the caller's to free. Its
 * statements are the archive's, so it is for the thread that has that. Errors: those of the index,
 * SSE_NO_MEMORY. */
sse_status index_doclist_open(const index_db *archive, sse_str term, index_doclist **list, sse_error *err);
void index_doclist_free(index_doclist *list); /* NULL is allowed */

/* Goes on to the first item at or after `item`, which is not before the one it stands at. Errors: those of
 * the index, SSE_TIMEOUT. */
sse_status index_doclist_seek(index_doclist *list, uint32_t item, uint32_t *found, sse_error *err);

/* How many pages it has, at the most. */
size_t index_doclist_pages(const index_doclist *list);

/* Hands on the items of all terms that begin with a prefix, some several times. Errors: those of
 * the index, SSE_TIMEOUT, SSE_NO_MEMORY. */
sse_status index_prefix_items(const index_db *index, sse_str prefix, void *context, index_match_fn *on_item,
                              sse_error *err);

/* Places of the item that a doclist stands at, in ascending order, for index_place_next. */
typedef struct index_places {
  const unsigned char *at, *end;
  int column, offset; /* of the last that was given */
} index_places;

/* Borrowed until the doclist goes on. */
index_places index_doclist_places(const index_doclist *list);

/* A varint of FTS5: seven bits a byte, the most significant first. False where there is none. */
static inline bool index_places_number(index_places *places, uint32_t *number) {
  for (*number = 0; places->at < places->end;) {
    const unsigned char byte = *places->at++;
    *number = *number << 7 | (byte & 0x7Fu);
    if (byte < 0x80) return true;
  }
  return false;
}

/* The next place; false after the last. Each is stored as 2 and how much it is more than the one before, in
 * the first column at first; 1 and a column begins that column. */
static inline bool index_place_next(index_places *places) {
  uint32_t number, column;
  if (!index_places_number(places, &number)) return false;
  if (number == 1) {
    if (!index_places_number(places, &column) || !index_places_number(places, &number)) return false;
    places->column = (int)column;
    places->offset = 0;
  }
  places->offset += (int)number - 2;
  return true;
}

#endif
