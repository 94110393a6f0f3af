/* What undeclared bytes look like.
 * Used only to decide on a character set; the guess itself is declared in charset.h.
 * Pure functions. */
#ifndef SSE_BASE_CHARSET_GUESS_H
#define SSE_BASE_CHARSET_GUESS_H

#include "base/str.h"

#include <stdbool.h>

/* True if the text has words made only of high bytes. No language in Latin letters has these, so the text is
 * in another script or in a multi-byte character set. */
bool sse_charset_is_foreign(sse_str sample);

#endif
