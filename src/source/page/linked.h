/* Private to source/: what a page says of itself in JSON-LD (schema.org). JSON that templates have broken is
 * repaired: comments and CDATA marks around it, line breaks in strings, and commas before a closing
 * bracket. */
#ifndef SSE_SOURCE_PAGE_LINKED_H
#define SSE_SOURCE_PAGE_LINKED_H

#include "base/status.h"
#include "source/page/metadata.h"

/* Which article's data are used. */
typedef enum linked_wanted {
  LINKED_OF_TITLE, /* one whose headline is in the page's title */
  LINKED_ANY       /* the first, unless one was used before */
} linked_wanted;

/* Offers the data in `written`, the text of a script of type application/ld+json. If it is not JSON even
 * after repair, at most a date is taken from it. Errors: SSE_NO_MEMORY. */
sse_status linked_read(page_metadata *metadata, sse_str written, linked_wanted wanted, sse_error *err);

#endif
