/* Private to source/: a page of the web as a list of news.
 * Its headlines are elements or links that stand in the page in the same way, each with a link of its own; an
 * item is the largest element around a headline that holds no other, or the headline and what follows it.
 * The page is borrowed as long as the list is used. */
#ifndef SSE_SOURCE_LIST_H
#define SSE_SOURCE_LIST_H

#include "source/page/entry.h"

typedef struct page_list {
  list_entry *entries; /* in the order of the page */
  size_t count, capacity;
  size_t more;             /* headlines over the limit, which are not in the list */
  size_t dated;            /* entries with a date */
  size_t sites;            /* entries whose link leads to another site than that before it */
  size_t linked;           /* entries whose headline is a link */
  size_t in_menus;         /* entries in a menu, by its name */
  uint32_t length;         /* of the text of all */
  bool is_marked;          /* entries are called so, and there are no others */
  sse_buffer dates;        /* of the entries, as they are written, one after the other */
  entry_captions captions; /* of its entries, where list_find_captions was called */
  float score;             /* how good a list it is */
} page_list;

/* Finds the best list of a page; its count is 0 for a page without one. It is the caller's to reset, whatever
 * the result. Errors: SSE_NO_MEMORY. */
sse_status list_find(const page_tree *tree, page_list *list, sse_error *err);
/* Finds what most entries say alike, to leave it out of their texts. Errors: SSE_NO_MEMORY. */
sse_status list_find_captions(const page_tree *tree, page_list *list, sse_error *err);
void list_reset(page_list *list);

/* True where entries have more text than headline, date and links, in the mean. */
bool list_has_summaries(const page_tree *tree, const page_list *list);

/* True for an element of an entry. */
bool list_holds(const page_tree *tree, const page_list *list, uint32_t element);

#endif
