/* Phrases over doclists: the items in which terms follow each other, and at which positions.
 * A part of index.h. A phrase of one term is its doclist.
 * A phrase has a current item and can be advanced to the next one. */
#ifndef SSE_INDEX_PHRASE_H
#define SSE_INDEX_PHRASE_H

#include "index/doclist.h"

typedef struct index_phrase index_phrase;

/* Returns true if the terms are few enough to have all their doclists open at once; otherwise use FTS5. */
bool index_phrase_can(sse_str terms);

/* The position where a phrase begins: that of its first term. */
typedef struct index_place {
  int column, offset;
} index_place;

/* Opens the phrase of terms, separated by spaces, in one column of an archive; -1 for any column. The caller
 * frees `*phrase`; it belongs to the thread that owns the archive. Errors: SSE_TOO_LARGE for terms that
 * index_phrase_can refuses, those of the index, SSE_NO_MEMORY. */
sse_status index_phrase_open(const index_db *archive, sse_str terms, int column, index_phrase **phrase,
                             sse_error *err);
void index_phrase_free(index_phrase *phrase); /* NULL is allowed */

/* Advances to the first item at or after `item` that has the phrase, or to INDEX_DOCLIST_END; stays if the
 * current item is already there. Errors: those of the index, SSE_TIMEOUT, SSE_NO_MEMORY. */
sse_status index_phrase_seek(index_phrase *phrase, uint32_t item, uint32_t *found, sse_error *err);

/* Its positions in the current item, in order; borrowed until it advances. Errors: SSE_NO_MEMORY. */
sse_status index_phrase_places(index_phrase *phrase, const index_place **places, size_t *count,
                               sse_error *err);

/* An upper bound on the number of pages its doclists have left: the cost of a full traversal. */
size_t index_phrase_pages(const index_phrase *phrase);

#endif
