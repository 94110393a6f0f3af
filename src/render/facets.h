/* Private to render/: the facets in the order in which they are shown, with what they are called.
 * Names are those of JSON, tables and feeds, the same in every language; titles are for people.
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

/* All of them, also those without counts. */
void facets_list(const search_facets *facets, facets_one list[FACETS]);

/* True for one that is asked for. */
bool facets_is_wanted(const facets_one *facet, const render_options *options);
/* The next count of a facet that is asked for, from a position that begins at 0; NULL after the last. */
const search_count *facets_next(const facets_one *facet, const render_options *options, size_t *position,
                                size_t *taken);

/* Writes them as lines with bars, for a terminal of options->width columns, as far as a person reads on; and
 * as tables of HTML. */
void facets_put_text(FILE *out, const search_facets *facets, const render_options *options);
void render_facets_html(FILE *out, const search_facets *facets, messages_language language);

#endif
