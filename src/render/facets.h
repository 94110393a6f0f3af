/* Private to render/: the facets with their names, in the order in which they are shown.
 * Names are for JSON, tables and feeds, and the same in every language; titles are for people.
 * Nothing is copied. */
#ifndef SSE_RENDER_FACETS_H
#define SSE_RENDER_FACETS_H

#include "render/render.h"

enum { FACETS = 7 };

typedef struct facets_one {
  const char *name;
  messages_id title;
  const search_counts *counts;
} facets_one;

/* Lists all facets, including those without counts. */
void facets_list(const search_facets *facets, facets_one list[FACETS]);

/* True if the facet was requested. */
bool facets_is_wanted(const facets_one *facet, const render_options *options);
/* The next count of a requested facet; `*position` and `*taken` start at 0. NULL after the last. */
const search_count *facets_next(const facets_one *facet, const render_options *options, size_t *position,
                                size_t *taken);

/* Write the facets as lines with bars, for a terminal of options->width columns and cut to what a person
 * reads; and as HTML tables. */
void facets_put_text(FILE *out, const search_facets *facets, const render_options *options);
void render_facets_html(FILE *out, const search_facets *facets, messages_language language);

#endif
