/* Private to source/: the text of an item of a list, and its headline.
 * What is around the text goes: date, byline, category, "Read more", and what most entries have alike.
 * The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_ENTRY_TEXT_H
#define SSE_SOURCE_PAGE_ENTRY_TEXT_H

#include "source/page/list_entry.h"

/* Short lines that most entries of a list have, figures aside: "12 comments", "Press release". */
typedef struct entry_captions {
  uint64_t *hashes; /* in order */
  size_t count;
} entry_captions;

/* Finds those of a list. The caller resets them, whatever the result. Errors: SSE_NO_MEMORY. */
sse_status entry_text_find_captions(const page_tree *tree, const list_entry *entries, size_t count,
                                    entry_captions *captions, sse_error *err);
void entry_text_reset_captions(entry_captions *captions);

/* The element of an entry's headline: of a card that is one link, a heading or line in it; NULL for a note.
 */
const xmlNode *entry_text_headline(const page_tree *tree, const list_entry *entry);

/* Appends the text, a line a paragraph, without the headline and the date, which was found as `date`. */
void entry_text_append(const page_tree *tree, const list_entry *entry, const entry_captions *captions,
                       sse_str date, sse_buffer *out);

#endif
