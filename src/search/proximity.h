/* Private to search/: how near one another the words of a query stand in an item.
 * Matches are taken as matcher_run_all gives them, field by field; what nearness is worth follows at the end.
 * proximity.c names where the formula is from. */
#ifndef SSE_SEARCH_PROXIMITY_H
#define SSE_SEARCH_PROXIMITY_H

#include "search/cursor.h"
#include "search/matcher.h"

/* Adds the nearness of neighbouring matches, in order of their positions, to that of each term group in
 * `near`. */
void proximity_add(const struct ranking *ranking, const struct match *matches, size_t count, double *near);
/* What nearness adds to a score. */
double proximity_score(const struct ranking *ranking, const double *near);

#endif
