/* Phrases: the doclists of the terms are advanced to the same item, and their positions in it compared.
 * A phrase of one term in any column needs no positions to be found.
 */
#include "index/phrase.h"

#include <stdlib.h>

enum { TERMS_MOST = 64 /* one page each */ };

struct index_phrase {
  index_doclist *lists[TERMS_MOST]; /* one per term */
  uint32_t items[TERMS_MOST];       /* their current items */
  size_t terms;
  int column;
  uint32_t item; /* the current item; 0 at first */
  bool is_found; /* its positions were looked for */
  index_place *places;
  size_t count, capacity;
};

bool index_phrase_can(sse_str terms) {
  sse_str term;
  size_t count = 0;
  for (size_t position = 0; count <= TERMS_MOST && sse_str_next(terms, ' ', &position, &term);)
    count++;
  return count <= TERMS_MOST;
}

sse_status index_phrase_open(const index_db *archive, sse_str terms, int column, index_phrase **phrase,
                             sse_error *err) {
  index_phrase *made = *phrase = calloc(1, sizeof *made);
  sse_status status = made ? SSE_OK : sse_fail_memory(err);
  sse_str term;
  for (size_t position = 0; !status && sse_str_next(terms, ' ', &position, &term);) {
    if (made->terms == TERMS_MOST) return sse_fail(err, SSE_TOO_LARGE, "a phrase has too many words");
    status = index_doclist_open(archive, term, &made->lists[made->terms++], err);
  }
  if (made) made->column = column;
  return status;
}

void index_phrase_free(index_phrase *phrase) {
  if (!phrase) return;
  for (size_t i = 0; i < phrase->terms; i++)
    index_doclist_free(phrase->lists[i]);
  free(phrase->places);
  free(phrase);
}

/* Advances to the position of another term that matches that of the first; returns false at the end. */
static bool reach(index_places *other, int column, int offset) {
  while (other->column < column || (other->column == column && other->offset < offset))
    if (!index_place_next(other)) return false;
  return true;
}

/* Records where the terms follow each other in the item that all lists are at. */
static sse_status find_places(index_phrase *phrase, sse_error *err) {
  index_places first = index_doclist_places(phrase->lists[0]), others[TERMS_MOST];
  void *places = phrase->places;
  phrase->count = 0;
  phrase->is_found = true;
  for (size_t i = 1; i < phrase->terms; i++) {
    others[i] = index_doclist_places(phrase->lists[i]);
    if (!index_place_next(&others[i])) return SSE_OK;
  }
  while (index_place_next(&first)) {
    size_t same = 1;
    for (; same < phrase->terms; same++) {
      const int offset = first.offset + (int)same;
      if (!reach(&others[same], first.column, offset)) return SSE_OK;
      if (others[same].column != first.column || others[same].offset != offset) break;
    }
    if (same < phrase->terms || (phrase->column >= 0 && phrase->column != first.column)) continue;
    if (phrase->count == phrase->capacity &&
        !sse_array_reserve(&places, &phrase->capacity, phrase->count + 1, sizeof *phrase->places))
      return sse_fail_memory(err);
    phrase->places = places;
    phrase->places[phrase->count++] = (index_place){first.column, first.offset};
  }
  return SSE_OK;
}

/* Advances the lists to the first item at or after `*item` that has all terms. */
static sse_status seek_lists(index_phrase *phrase, uint32_t *item, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < phrase->terms && *item != INDEX_DOCLIST_END && !status; i++) {
    if (phrase->items[i] < *item)
      status = index_doclist_seek(phrase->lists[i], *item, &phrase->items[i], err);
    if (phrase->items[i] <= *item) continue;
    *item = phrase->items[i];
    i = SIZE_MAX; /* start again from the first list */
  }
  return status;
}

sse_status index_phrase_seek(index_phrase *phrase, uint32_t item, uint32_t *found, sse_error *err) {
  const bool needs_places = phrase->terms > 1 || phrase->column >= 0;
  sse_status status = SSE_OK;
  *found = phrase->item;
  if (phrase->item >= item) return SSE_OK;
  if (phrase->terms == 0) item = INDEX_DOCLIST_END;
  for (;; item++) {
    phrase->is_found = false;
    status = seek_lists(phrase, &item, err);
    if (status || item == INDEX_DOCLIST_END || !needs_places) break;
    status = find_places(phrase, err);
    if (status || phrase->count > 0) break;
  }
  phrase->item = *found = item;
  return status;
}

sse_status index_phrase_places(index_phrase *phrase, const index_place **places, size_t *count,
                               sse_error *err) {
  sse_status status = phrase->is_found ? SSE_OK : find_places(phrase, err);
  *places = phrase->places;
  *count = phrase->count;
  return status;
}

size_t index_phrase_pages(const index_phrase *phrase) {
  size_t pages = 0;
  for (size_t i = 0; i < phrase->terms; i++)
    pages += index_doclist_pages(phrase->lists[i]);
  return pages;
}
