/* Private to source/: an entry of a page's list of news, while it is being found.
 * Headlines are found first (list.h), then where an entry begins and ends (entry_range.h), then its date
 * (entry_date.h), its link and its text (entry.h). The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_LIST_ENTRY_H
#define SSE_SOURCE_PAGE_LIST_ENTRY_H

#include "base/date.h"
#include "source/page/tree.h"

/* An entry: the sibling nodes from `first` to `last`, which contain its headline. */
typedef struct list_entry {
  uint32_t headline; /* its element's number; a note has no headline, and this is the whole note */
  uint32_t top;      /* the largest element around it */
  const xmlNode *first, *last;
  const xmlNode *link;
  uint32_t length; /* of its text */
  bool has_date;
  bool is_date_in_headline; /* the date is set apart in the headline (entry_title.h) */
  bool keeps_date;          /* the headline would be none without its date */
  bool is_note;
  bool is_scripted; /* the headline is a link whose address only a script knows */
  size_t date_at;   /* the position of its date in the buffer of all dates, while they are collected */
  sse_str date;     /* as written in the entry or, if it shows none, elsewhere on the page */
  sse_date above;   /* the day, month or year in a line above the entry; year 0 if there is none */
} list_entry;

#endif
