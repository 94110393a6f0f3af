/* Private to source/: whether a list on a page is of other articles, below the page's own.
 * "More news", "Related", the one before and the one after: they are dated and have summaries as news of a
 * list have. The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_TEASERS_H
#define SSE_SOURCE_PAGE_TEASERS_H

#include "source/page/list.h"

/* True where an article stands above the list: its headline, its date and its paragraphs, in an element of
 * their own, or above a heading that says that more follows. True also for the two links to the articles
 * before and after. */
bool teasers_are(const page_tree *tree, const page_list *list);

#endif
