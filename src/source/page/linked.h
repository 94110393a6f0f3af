/* Private to source/: what a page says of itself in JSON-LD (schema.org).
 * JSON that templates break is mended: comments and CDATA marks around it, line breaks in strings, commas
 * before an end. */
#ifndef SSE_SOURCE_PAGE_LINKED_H
#define SSE_SOURCE_PAGE_LINKED_H

#include "base/status.h"
#include "source/page/facts.h"

/* Of which article what is said is taken. */
typedef enum linked_wanted {
  LINKED_OF_TITLE, /* one whose headline the page's title has */
  LINKED_ANY       /* the first, unless one was taken before */
} linked_wanted;

/* Offers what `written`, the text of a script of type application/ld+json, says. One that is not JSON even
 * when it is mended is passed over. Errors: SSE_NO_MEMORY. */
sse_status linked_read(page_facts *facts, sse_str written, linked_wanted wanted, sse_error *err);

#endif
