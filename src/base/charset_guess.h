/* What bytes look like that nobody says anything of.
 * Used by the decision on a character set alone; the guess itself is promised in charset.h.
 * Pure functions. */
#ifndef SSE_BASE_CHARSET_GUESS_H
#define SSE_BASE_CHARSET_GUESS_H

#include "base/str.h"

#include <stdbool.h>

/* Whether the text has words of nothing but high bytes, as no language written in Latin letters has: it is in
 * another script, or in a multi-byte set. */
bool sse_charset_is_foreign(sse_str sample);

#endif
