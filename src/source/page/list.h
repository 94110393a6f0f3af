/* Private to source/: a web page as a list of news.
 * Headlines are elements or links in similar positions of the page, each with its own link; an entry is the
 * largest element around one headline only, or the headline and what follows it. Lists borrow the page. */
#ifndef SSE_SOURCE_LIST_H
#define SSE_SOURCE_LIST_H

#include "source/page/entry.h"

typedef struct page_list {
  list_entry *entries; /* in page order */
  size_t count, capacity;
  size_t more;             /* headlines beyond the limit, which are not in the list */
  size_t dated;            /* entries with a date */
  size_t sites;            /* entries whose link leads to another site than the one before */
  size_t linked;           /* entries whose headline is a link */
  size_t in_menus;         /* entries in what its name says is a menu */
  uint32_t length;         /* of all entries' text */
  bool is_marked;          /* the entries are marked as such (h-entry, hAtom), and there are no others */
  sse_buffer dates;        /* of the entries, as written, one after the other */
  entry_captions captions; /* of its entries, once list_find_captions was called */
  float score;             /* how much it looks like a list of news */
} page_list;

/* Finds the best list of a page; its count is 0 if the page has none. The caller resets it, whatever the
 * result. Errors: SSE_NO_MEMORY. */
sse_status list_find(const page_tree *tree, page_list *list, sse_error *err);
/* Finds the lines that most entries share, which their texts leave out. Errors: SSE_NO_MEMORY. */
sse_status list_find_captions(const page_tree *tree, page_list *list, sse_error *err);
void list_reset(page_list *list);

/* True if entries have, on average, more text than headline, date and links. */
bool list_has_summaries(const page_tree *tree, const page_list *list);

/* True for an element inside an entry. */
bool list_holds(const page_tree *tree, const page_list *list, uint32_t element);

#endif
