/* Private to search/: did you mean.
 * A word that the index does not have is put right by one that it has.
 * Whether the query then finds more, the caller looks. */
#ifndef SSE_SEARCH_SUGGEST_H
#define SSE_SEARCH_SUGGEST_H

#include "search/cursor.h"

/* The query with words put right that the index has not, or hardly, by words of its language where that
 * is clear; `*suggestion`, NULL for none, is the caller's to free. Changes the words of the query's tree.
 * Errors: those of the index, SSE_NO_MEMORY. */
sse_status suggest(struct ranking *ranking, struct query *query, const struct query_reading *reading,
                   char **suggestion, sse_error *err);

#endif
