/* Private to source/: an item of a list of news on a page, from its headline on.
 * Where it begins and ends is told by its neighbours, since publishers mark that in a hundred ways.
 * The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_ENTRY_H
#define SSE_SOURCE_PAGE_ENTRY_H

#include "source/fields.h"
#include "source/page/tree.h"

/* An item of a list: sibling nodes from `first` to `last`, with its headline in them. */
typedef struct list_entry {
  uint32_t headline; /* the number of its element */
  uint32_t top;      /* and of the largest element around it */
  const xmlNode *first, *last;
  const xmlNode *link;
  uint32_t length; /* of its text */
  bool has_date;
  int year; /* that the heading above it names; 0 for none */
} list_entry;

/* Finds where entries begin and end, of which the headlines are known, in the order of the page. */
void entry_set_ranges(const page_tree *tree, list_entry *entries, size_t count);

/* Finds link, date and length of an entry whose range is known; with `looks_up` a date may have its year from
 * a heading above. False for what cannot be one: without link and date, or whose link is only an edit link.
 */
bool entry_measure(const page_tree *tree, list_entry *entry, bool looks_up);

/* True where the headline itself is a link. */
bool entry_is_linked(const page_tree *tree, const list_entry *entry);

/* Fills in title, date, text and address; `base` is where links start. */
void entry_read(const page_tree *tree, const list_entry *entry, sse_str base, struct fields *fields);

#endif
