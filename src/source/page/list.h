/* Private to source/: a page of the web as a list of news.
 * Each of its headlines is a link, and the largest element around it that holds no other is an item.
 * The page is borrowed as long as the list is used. */
#ifndef SSE_SOURCE_LIST_H
#define SSE_SOURCE_LIST_H

#include "source/page/html.h"
#include "source/reader.h"

/* The headlines of a page that lists news, and what its items share. */
struct list {
  const xmlNode **headlines; /* in the order of the page */
  size_t count, capacity;
  size_t more;        /* headlines over the limit, which are not in the list */
  struct fields page; /* address, publisher and language for all items */
};

/* Finds the list of a page; its count is 0 for a page that is none. It is the caller's to reset, whatever the
 * result. Errors: SSE_NO_MEMORY. */
sse_status list_find(const struct reader *reader, htmlDocPtr document, struct list *list, sse_error *err);
void list_reset(struct list *list);
/* Fills in the fields of its item `number`, from 0. */
void list_item(const struct list *list, size_t number, struct fields *fields);

#endif
