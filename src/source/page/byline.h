/* Private to source/: who wrote an article, by the elements of its page: microdata, microformats (h-card and
 * hAtom), links with rel="author", and a line that says "By Ann Smith".
 * What a page says of itself in its head or in JSON-LD goes before. */
#ifndef SSE_SOURCE_PAGE_BYLINE_H
#define SSE_SOURCE_PAGE_BYLINE_H

#include "source/page/facts.h"
#include "source/page/main_text.h"

/* Offers the names that elements of the article and above it have, with ranks from 1 to 3. Those of comments,
 * of other articles and of what stands below the text are of others. */
void byline_offer(page_facts *facts, const page_tree *tree, const main_text *text);

#endif
