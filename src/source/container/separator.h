/* Private to source/: the lines that begin a message in a mailbox.
 * Lines of text may begin with "From " too; what follows it tells them apart.
 * Pure functions. */
#ifndef SSE_SOURCE_SEPARATOR_H
#define SSE_SOURCE_SEPARATOR_H

#include "base/str.h"

typedef enum separator_kind {
  SEPARATOR_NONE,  /* text */
  SEPARATOR_WORD,  /* one word and no date: a separator only if headers follow */
  SEPARATOR_PATCH, /* git's, at the beginning of patches: in a mailbox of letters, it is a part of a letter */
  SEPARATOR_DATED  /* ends in the date of delivery, as in RFC 4155 */
} separator_kind;

/* The kind of a line, judged by its form. */
separator_kind separator_of(sse_str line);
/* The date in a SEPARATOR_DATED line; empty for any other. */
sse_str separator_date(sse_str line);

#endif
