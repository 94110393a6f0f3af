/* Private to source/: whether a list on a page is of other articles, below the page's own.
 * "More news", "Related", the one before and the one after: they are dated and have summaries as news of a
 * list have. The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_TEASERS_H
#define SSE_SOURCE_PAGE_TEASERS_H

#include "source/page/list.h"
#include "source/page/main_text.h"

/* True where an article stands above the list: its headline, its date and its paragraphs, in an element of
 * their own, or above a heading that says that more follows. A page that says of itself that it is an article
 * needs no more than that heading. True also for the two links to the articles before and after. */
bool teasers_are(const page_tree *tree, const page_list *list, bool says_article);

/* Leaves teasers out of the text of the article above them: entries that all lead elsewhere, and the heading
 * that says that more follows. Without such a heading they must have dates. */
void teasers_leave_out(const page_tree *tree, const page_list *list, main_text *text);

#endif
