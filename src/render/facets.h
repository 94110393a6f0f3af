/* Private to render/: the facets in the order in which they are shown, with what they are called.
 * Names are those of JSON, tables and feeds, the same in every language; titles are for people.
 * Nothing is copied. */
#ifndef SSE_RENDER_FACETS_H
#define SSE_RENDER_FACETS_H

#include "render/messages.h"
#include "search/search.h"

enum { FACETS = 6 };

typedef struct facets_one {
  const char *name;
  messages_id title;
  const search_counts *counts;
} facets_one;

/* All of them, also those without counts. */
void facets_list(const search_facets *facets, facets_one list[FACETS]);

#endif
