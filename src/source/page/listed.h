/* Private to source/: the dates that a page says in JSON-LD of the articles it lists.
 * ItemList and Blog name each with its address and when it was published (schema.org).
 * They complete entries that show no date. */
#ifndef SSE_SOURCE_PAGE_LISTED_H
#define SSE_SOURCE_PAGE_LISTED_H

#include "source/page/list.h"

#include <jansson.h>

/* Appends what a value has, a line each: the date, a tab, the address. */
void listed_collect(const json_t *value, sse_buffer *listed);

/* Gives entries without a date that of their address. `listed` is as it was collected and borrowed as long as
 * the list is used; `base` is where links start. */
void listed_date_entries(sse_str listed, sse_str base, page_list *list);

#endif
