/* Private to search/: the cursor of a prefix, which stands for the words that begin so.
 * The most frequent of them are read when it is opened, the rest only where those are not enough.
 * Until then it is known what the rest can add. */
#ifndef SSE_SEARCH_PREFIX_H
#define SSE_SEARCH_PREFIX_H

#include "search/cursor.h"

/* Opens the cursor of a prefix of so many variants: an item has the impact of that variant which has the
 * highest. */
sse_status prefix_open(struct ranking *ranking, struct cursor *cursor, size_t variant_count, double share,
                       sse_error *err);
/* Reads the rest of prefixes: an item that has only that has the same impact whichever it is. Scores of those
 * that do not have it stay as they are. Errors stick in the ranking. */
void prefix_read_rest(struct ranking *ranking);
/* No item has a higher score, by its words, that matches by the rest of a prefix. */
double prefix_rest_bound(const struct ranking *ranking);

#endif
