/* Private to source/: whether a list on a page is of other articles, below the page's own.
 * "More news", "Related", the previous and the next one: like entries of a news list, they have dates and
 * summaries. The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_TEASERS_H
#define SSE_SOURCE_PAGE_TEASERS_H

#include "source/page/list.h"
#include "source/page/main_text.h"

/* True if an article is above the list: its headline, its date and its paragraphs, in an element of their own
 * or above a heading that announces more. For a page that says that it is an article, that heading is enough.
 * Also true for the two links to the previous and the next article. */
bool teasers_are(const page_tree *tree, const page_list *list, bool says_article);

/* Leaves teasers out of the text of the article above them: entries that all lead elsewhere, and the heading
 * that announces them. Without such a heading they must have dates. */
void teasers_leave_out(const page_tree *tree, const page_list *list, main_text *text);

#endif
