/* Private to search/: opening and closing the cursors of a query.
 * A ranking is for one thread; a second thread opens its own, over its own connection (index_second).
 * class.h and rank.h use the cursors. */
#ifndef SSE_SEARCH_CURSORS_H
#define SSE_SEARCH_CURSORS_H

#include "search/cursor.h"

/* Opens the postings of all variants. The caller resets `ranking`, whatever the result. */
sse_status cursors_open(struct ranking *ranking, index_db *db, const struct query *query, sse_error *err);
void cursors_reset(struct ranking *ranking);
/* Moves all cursors back to the beginning. */
void cursors_rewind(struct ranking *ranking);

#endif
