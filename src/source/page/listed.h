/* Private to source/: the dates that a page's JSON-LD gives to the articles it lists.
 * ItemList and Blog name each article with its address and date of publication (schema.org).
 * They complete entries that show no date. */
#ifndef SSE_SOURCE_PAGE_LISTED_H
#define SSE_SOURCE_PAGE_LISTED_H

#include "source/page/list.h"

#include <jansson.h>

/* Appends the articles in a value, one a line: the date, a tab, the address. */
void listed_collect(const json_t *value, sse_buffer *listed);

/* Gives entries without a date the one listed for their address. `listed` is the collected text, borrowed as
 * long as the list is used; `base` is the base of links. */
void listed_date_entries(sse_str listed, sse_str base, page_list *list);

#endif
