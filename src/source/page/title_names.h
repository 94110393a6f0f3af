/* Private to source/: names in titles, next to a headline or instead of one: of a site, of a section.
 * "News - Coop Union" on each of a site's pages says nothing about any of them.
 * Everything is borrowed. */
#ifndef SSE_SOURCE_PAGE_TITLE_NAMES_H
#define SSE_SOURCE_PAGE_TITLE_NAMES_H

#include "source/page/tree.h"

/* The names of a page's site; each may be empty. */
typedef struct title_names {
  const page_tree *tree;
  sse_str site; /* as the page says it */
  sse_str logo; /* as the link to the site's root has it */
  sse_str host;
} title_names;

/* True if two texts have the same letters and digits, ignoring the case of ASCII letters. */
bool title_is_like(sse_str a, sse_str b);
/* True if a separator between a headline and a site's name begins at `at`; `*length` is its length. */
bool title_separator_at(sse_str text, size_t at, size_t *length);

/* Appends the text of the first link to the site's root among the elements before number `end`, or the text
 * for its picture. */
void title_find_logo(const page_tree *tree, sse_str host, uint32_t end, sse_buffer *logo);
/* True for an element with a link to the site's root: its text is the site's name. */
bool title_leads_home(const page_tree *tree, uint32_t number);
/* True if a host contains a name's letters and digits, in order and adjacent: getexamplehr.com and "Example
 * HR". */
bool title_is_in_host(sse_str name, sse_str host);
/* True for the site's name, as the page or its link to the site's root has it. */
bool title_is_site(const title_names *names, sse_str text);
/* True if all parts of a text are names of the site or of a section; with `counts_menus`, also of what a menu
 * leads to or the page's footer names. */
bool title_is_name(const title_names *names, sse_str text, bool counts_menus);

#endif
