/* Private to source/: an article's authors, from the elements of its page: microdata, microformats (h-card
 * and hAtom), links with rel="author", and a line such as "By Ann Smith". What the page's head or JSON-LD
 * says takes precedence. */
#ifndef SSE_SOURCE_PAGE_BYLINE_H
#define SSE_SOURCE_PAGE_BYLINE_H

#include "source/page/main_text.h"
#include "source/page/metadata.h"

/* Offers the names in elements of the article and above it, with ranks from 1 to 3. Names in comments, in
 * other articles and below the text belong to other authors and are ignored. */
void byline_offer(page_metadata *metadata, const page_tree *tree, const main_text *text);

#endif
