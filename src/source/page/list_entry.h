/* Private to source/: an item of a list of news on a page, as its finders know it.
 * Headlines are found first (list.h), then where an entry begins and ends (entry_range.h), then its date
 * (entry_date.h), its link and its text (entry.h). The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_LIST_ENTRY_H
#define SSE_SOURCE_PAGE_LIST_ENTRY_H

#include "base/date.h"
#include "source/page/tree.h"

/* An item of a list: sibling nodes from `first` to `last`, with its headline in them. */
typedef struct list_entry {
  uint32_t headline; /* the number of its element; of a note, which has none, that of all of it */
  uint32_t top;      /* and of the largest element around it */
  const xmlNode *first, *last;
  const xmlNode *link;
  uint32_t length; /* of its text */
  bool has_date;
  bool is_date_in_headline; /* it stands apart in the headline (entry_title.h) */
  bool keeps_date;          /* the headline is none without it */
  bool is_note;
  bool is_scripted; /* the headline is a link whose address only a script knows */
  size_t date_at;   /* where in the text of all dates that of this entry begins, while they are gathered */
  sse_str date;     /* as it is written in the entry or, where it shows none, elsewhere on the page */
  sse_date above;   /* day, month or year that a line above it names for all below; year 0 for none */
} list_entry;

#endif
