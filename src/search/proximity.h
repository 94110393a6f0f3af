/* Private to search/: how close the words of a query are to each other in an item.
 * Matches are passed as matcher_run_all returns them, field by field; the score is computed at the end.
 * proximity.c names the source of the formula. */
#ifndef SSE_SEARCH_PROXIMITY_H
#define SSE_SEARCH_PROXIMITY_H

#include "search/cursor.h"
#include "search/matcher.h"

/* Adds the nearness of neighbouring matches, which are in the order of their positions, to that of their term
 * groups in `near`. */
void proximity_add(const struct ranking *ranking, const struct match *matches, size_t count, double *near);
/* What nearness adds to a score. */
double proximity_score(const struct ranking *ranking, const double *near);

#endif
