/* Private to search/: did you mean.
 * A word that the index does not have is corrected to one that it has.
 * The caller checks whether the query then finds more. */
#ifndef SSE_SEARCH_SUGGEST_H
#define SSE_SEARCH_SUGGEST_H

#include "search/cursor.h"

/* The query with words that the index does not have, or hardly, corrected to words of its language, if that
 * is clear. The caller frees `*suggestion`, which is NULL for none. Changes the words of the query's tree.
 * Errors: those of the index, SSE_NO_MEMORY. */
sse_status suggest(struct ranking *ranking, struct query *query, const struct query_reading *reading,
                   char **suggestion, sse_error *err);

#endif
