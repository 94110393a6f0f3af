/* Private to source/: the title of a page as an article, and the name of its site.
 * Both stand in the page's <title>, in what it says of itself and in its headings.
 * A title is never the name of the site. */
#ifndef SSE_SOURCE_PAGE_TITLE_H
#define SSE_SOURCE_PAGE_TITLE_H

#include "source/page/facts.h"
#include "source/page/main_text.h"

/* Offers the site's name as the page's source, where a heading is it. Failures are the buffers'. */
void title_offer_site_name(const page_tree *tree, page_facts *facts);

/* True for a page whose headings, or <title> where it has none of the first rank, are only names of the site
 * or of a section: what stands below is introduced and not told. */
bool title_is_of_section(const page_tree *tree, const main_text *text, const page_facts *facts);

/* Puts the title that the page shows in the place of the one it says of itself, where that is better, and
 * takes the site's name off. Failures are the buffers'. */
void title_choose(const page_tree *tree, const main_text *text, page_facts *facts);

#endif
