/* Private to source/: a page of the web, as one article or as a list of news.
 * page.c decides which it is, article.c reads the one, list.c the other.
 * Unlike other formats a page is taken whole, since what it is shows only at its end. */
#ifndef SSE_SOURCE_PAGE_H
#define SSE_SOURCE_PAGE_H

#include "source/page/html.h"
#include "source/reader.h"

/* Fills in what an article's page says of itself, in JSON-LD, OpenGraph or plain HTML, and its text.
 * `*is_article` tells that it calls itself one. Errors: SSE_NO_MEMORY. */
sse_status article_read(htmlDocPtr page, struct fields *fields, bool *is_article, sse_error *err);

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
