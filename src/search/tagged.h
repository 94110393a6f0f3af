/* Private to search/: the facet of tags. Items have any number of tags, and there are many more tags than
 * other values: they are stored separately from the document values, and are only read for parts of an
 * archive that have hits. */
#ifndef SSE_SEARCH_TAGGED_H
#define SSE_SEARCH_TAGGED_H

#include "query/item_set.h"
#include "search/search.h"

/* Counts the tags of the hits and, unless `all` is NULL, of all items. Errors: those of the index,
 * SSE_NO_MEMORY. */
sse_status tagged_count(const index_db *index, const index_common *common, const item_set *hits,
                        const item_set *all, search_counts *counts, sse_error *err);

#endif
