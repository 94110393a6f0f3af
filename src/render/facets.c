/* The facets in the order in which they are shown.
 * Groups and archives come last, since few searches have them.
 * What each format makes of them is in its own file. */
#include "render/facets.h"

void facets_list(const search_facets *facets, facets_one list[FACETS]) {
  list[0] = (facets_one){"year", MESSAGE_YEAR, &facets->years};
  list[1] = (facets_one){"month", MESSAGE_MONTH, &facets->months};
  list[2] = (facets_one){"source", MESSAGE_SOURCE, &facets->sources};
  list[3] = (facets_one){"lang", MESSAGE_LANGUAGE, &facets->languages};
  list[4] = (facets_one){"group", MESSAGE_GROUP, &facets->groups};
  list[5] = (facets_one){"archive", MESSAGE_ARCHIVE, &facets->archives};
}
