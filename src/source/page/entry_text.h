/* Private to source/: the text of a list entry, and its headline.
 * What surrounds the text is removed: date, byline, category, "Read more", and lines common to most entries.
 * The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_ENTRY_TEXT_H
#define SSE_SOURCE_PAGE_ENTRY_TEXT_H

#include "source/page/list_entry.h"

/* Short lines that most entries of a list share, digits aside: "12 comments", "Press release". */
typedef struct entry_captions {
  uint64_t *hashes; /* sorted */
  size_t count;
} entry_captions;

/* Finds the captions of a list. The caller resets them, whatever the result. Errors: SSE_NO_MEMORY. */
sse_status entry_text_find_captions(const page_tree *tree, const list_entry *entries, size_t count,
                                    entry_captions *captions, sse_error *err);
void entry_text_reset_captions(entry_captions *captions);

/* The element of an entry's headline. If a whole card is one link, it is a heading or line in it. NULL for a
 * note. */
const xmlNode *entry_text_headline(const page_tree *tree, const list_entry *entry);

/* Appends the text, one paragraph a line, without the headline and without the date, which was found as
 * `date`. */
void entry_text_append(const page_tree *tree, const list_entry *entry, const entry_captions *captions,
                       sse_str date, sse_buffer *out);

#endif
