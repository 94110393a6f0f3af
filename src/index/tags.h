/* Private to index/: which tags items have, stored for facets and filters.
 * A *tag* here is one line of an item's tags, regardless of case, accents and the punctuation between
 * letters; it has a number, from 1, and the name under which it was first met. */
#ifndef SSE_INDEX_TAGS_H
#define SSE_INDEX_TAGS_H

#include "index/changes.h"
#include "index/store.h"

/* Writes the tags of all items, whose values are in `store`; with `changes`, only those of the items in it
 * and of their neighbours. Errors: SSE_DATABASE, SSE_IO, SSE_NO_MEMORY. */
sse_status tags_write(index_store *store, const index_changes *changes, sse_error *err);

#endif
