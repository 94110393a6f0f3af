/* Private to source/: names that stand in titles beside a headline or in its place: of a site, of a section.
 * "News - Coop Union" on each of a site's pages tells nothing of any of them.
 * Everything is borrowed. */
#ifndef SSE_SOURCE_PAGE_TITLE_NAMES_H
#define SSE_SOURCE_PAGE_TITLE_NAMES_H

#include "source/page/tree.h"

/* What a page is told to be of; each may be none. */
typedef struct title_names {
  const page_tree *tree;
  sse_str site; /* as the page says it */
  sse_str logo; /* as its link to the site's root has it */
  sse_str host;
} title_names;

/* True where letters and figures of two texts are the same, ASCII's cases alike. */
bool title_is_like(sse_str a, sse_str b);
/* True where one of the signs begins that stand between a headline and a site's name; its length in
 * `*length`. */
bool title_separator_at(sse_str text, size_t at, size_t *length);

/* Appends the text of the first link to the site's root among the elements before number `end`, or of its
 * picture. */
void title_find_logo(const page_tree *tree, sse_str host, uint32_t end, sse_buffer *logo);
/* True for an element with a link to the site's root: it is the site's name. */
bool title_leads_home(const page_tree *tree, uint32_t number);
/* True where a host has a name's letters and figures, in their order and next to one another:
 * getexamplehr.com and "Example HR". */
bool title_is_in_host(sse_str name, sse_str host);
/* True for the site's name, as the page says it or as its link to the site's root does. */
bool title_is_site(const title_names *names, sse_str text);
/* True for a text all parts of which are names of the site or of a section; where `counts_menus`, also of
 * what a menu leads to or the foot of the page names. */
bool title_is_name(const title_names *names, sse_str text, bool counts_menus);

#endif
