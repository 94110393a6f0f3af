/* Private to source/: the lines that begin a message in a mailbox.
 * Text has lines that begin with "From " too; what follows tells them apart.
 * Pure functions. */
#ifndef SSE_SOURCE_SEPARATOR_H
#define SSE_SOURCE_SEPARATOR_H

#include "base/str.h"

typedef enum separator_kind {
  SEPARATOR_NONE,  /* text */
  SEPARATOR_WORD,  /* one word and no date: a separator only where headers follow */
  SEPARATOR_PATCH, /* git's, which its patches begin with: in a mailbox of letters a patch is a part of one */
  SEPARATOR_DATED  /* ends in the date of its delivery, as RFC 4155 has it */
} separator_kind;

/* What a line is by its form. */
separator_kind separator_of(sse_str line);
/* The date in a line that is SEPARATOR_DATED; none in any other. */
sse_str separator_date(sse_str line);

#endif
