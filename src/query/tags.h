/* Private to query/: the items that have a tag.
 * A tag is meant whole: "social finance" is another one than "finance".
 * Two that differ by case, accents or signs between letters are the same (index_tag_key). */
#ifndef SSE_QUERY_TAGS_H
#define SSE_QUERY_TAGS_H

#include "index/index.h"
#include "query/item_set.h"

/* Adds the items of all archives that have the tag to `items`, which has room for the numbers of `index`;
 * `*found` becomes true where an archive knows it. Errors: those of the index. */
sse_status tags_find(const index_db *index, sse_str tag, item_set *items, bool *found, sse_error *err);

#endif
