/* The doclist of a term as FTS5 stores it: the items that have the term, in ascending order, and its
 * positions in each. It is read without FTS5, which takes 30 to 100 ns per item; this takes 3 to 10.
 * A part of index.h. */
#ifndef SSE_INDEX_DOCLIST_H
#define SSE_INDEX_DOCLIST_H

#include "index/index.h"

#define INDEX_DOCLIST_END UINT32_MAX /* as an item: the end of the list */

typedef struct index_doclist index_doclist;

/* Opens the doclist of a term in one archive, positioned before its first item; the caller frees `*list`. It
 * uses the archive's statements, so it belongs to the thread that owns the archive. Errors: those of the
 * index, SSE_NO_MEMORY. */
sse_status index_doclist_open(const index_db *archive, sse_str term, index_doclist **list, sse_error *err);
void index_doclist_free(index_doclist *list); /* NULL is allowed */

/* Advances to the first item at or after `item`, which must not be before the current one. Errors: those of
 * the index, SSE_TIMEOUT. */
sse_status index_doclist_seek(index_doclist *list, uint32_t item, uint32_t *found, sse_error *err);

/* An upper bound on the number of pages it has left. */
size_t index_doclist_pages(const index_doclist *list);

/* Calls `on_item` for the items of all terms that begin with a prefix; an item may occur more than once.
 * Errors: those of the index, SSE_TIMEOUT, SSE_NO_MEMORY. */
sse_status index_prefix_items(const index_db *index, sse_str prefix, void *context, index_match_fn *on_item,
                              sse_error *err);

/* The positions in the current item of a doclist, in ascending order, for index_place_next. */
typedef struct index_places {
  const unsigned char *at, *end;
  int column, offset; /* of the last position returned */
} index_places;

/* Borrowed until the doclist advances. */
index_places index_doclist_places(const index_doclist *list);

/* Reads an FTS5 varint: seven bits per byte, the most significant first. Returns false at the end. */
static inline bool index_places_number(index_places *places, uint32_t *number) {
  for (*number = 0; places->at < places->end;) {
    const unsigned char byte = *places->at++;
    *number = *number << 7 | (byte & 0x7Fu);
    if (byte < 0x80) return true;
  }
  return false;
}

/* The next position; returns false after the last. Each position is stored as its difference from the one
 * before, plus 2, starting in the first column; 1 followed by a number switches to that column. */
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
