/* Private to search/: the cursors of a query, opened and closed.
 * A ranking is for one thread; another opens its own, of a connection of its own (index_second).
 * What is done with the cursors is in class.h and rank.h. */
#ifndef SSE_SEARCH_CURSORS_H
#define SSE_SEARCH_CURSORS_H

#include "search/cursor.h"

/* Opens the postings of all variants. `ranking` is the caller's to reset, whatever the result. */
sse_status cursors_open(struct ranking *ranking, index_db *db, const struct query *query, sse_error *err);
void cursors_reset(struct ranking *ranking);
/* Has all cursors go back to the beginning. */
void cursors_rewind(struct ranking *ranking);

#endif
