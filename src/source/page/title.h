/* Private to source/: the title of a page as an article, and the name of its site.
 * Both are in the page's <title>, in what it says of itself and in its headings.
 * A title is never the name of the site. */
#ifndef SSE_SOURCE_PAGE_TITLE_H
#define SSE_SOURCE_PAGE_TITLE_H

#include "source/page/main_text.h"
#include "source/page/metadata.h"

/* Offers the site's name as the page's source if a heading is that name. Failures show in the buffers. */
void title_offer_site_name(const page_tree *tree, page_metadata *metadata);

/* True if a page's h1 headings and its <title> are only names of the site or of a section: it introduces what
 * is below, and is no article. */
bool title_is_of_section(const page_tree *tree, const main_text *text, const page_metadata *metadata);

/* Replaces the title that the page says of itself by the one that it shows, if that is better, and removes
 * the site's name from it. Failures show in the buffers. */
void title_choose(const page_tree *tree, const main_text *text, page_metadata *metadata);

#endif
