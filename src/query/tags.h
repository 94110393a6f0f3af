/* Private to query/: the items that have a tag.
 * A tag is compared as a whole: "social finance" is not "finance".
 * Two that differ only in case, accents or the punctuation between letters are the same (index_tag_key). */
#ifndef SSE_QUERY_TAGS_H
#define SSE_QUERY_TAGS_H

#include "index/index.h"
#include "query/item_set.h"

/* Adds the items of all archives that have the tag to `items`, which must have room for the numbers of
 * `index`; sets `*found` if an archive has the tag. Errors: those of the index. */
sse_status tags_find(const index_db *index, sse_str tag, item_set *items, bool *found, sse_error *err);

#endif
