/* Phrases in doclists: the items that have terms one after the other, and where.
 * A part of index.h. A phrase of one term is its doclist.
 * It stands at an item, and is brought to the next one that has it. */
#ifndef SSE_INDEX_PHRASE_H
#define SSE_INDEX_PHRASE_H

#include "index/doclist.h"

typedef struct index_phrase index_phrase;

/* True for terms that are few enough to have their doclists open at once; of others FTS5 is asked. */
bool index_phrase_can(sse_str terms);

/* Where a phrase begins: the place of its first term. */
typedef struct index_place {
  int column, offset;
} index_place;

/* Opens the phrase of terms, with spaces between them, in a column of one archive; -1 for any. `*phrase` is
 * the caller's to free; it is for the thread that has the archive. Errors: SSE_TOO_LARGE for terms that
 * index_phrase_can refuses, those of the index, SSE_NO_MEMORY. */
sse_status index_phrase_open(const index_db *archive, sse_str terms, int column, index_phrase **phrase,
                             sse_error *err);
void index_phrase_free(index_phrase *phrase); /* NULL is allowed */

/* Goes on to the first item at or after `item` that has it, and stays where it is already at or after that;
 * INDEX_DOCLIST_END where there is none. Errors: those of the index, SSE_TIMEOUT, SSE_NO_MEMORY. */
sse_status index_phrase_seek(index_phrase *phrase, uint32_t item, uint32_t *found, sse_error *err);

/* Its places in the item it stands at, in order; borrowed until it goes on. Errors: SSE_NO_MEMORY. */
sse_status index_phrase_places(index_phrase *phrase, const index_place **places, size_t *count,
                               sse_error *err);

/* How many pages its doclists have, at the most: what a walk over all of it costs. */
size_t index_phrase_pages(const index_phrase *phrase);

#endif
