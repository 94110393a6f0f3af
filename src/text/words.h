/* Private to text/: the words of a text, one after the other, folded.
 * UAX #29's boundaries, tailored for search: hyphens, apostrophes, points and commas are looked at as readers
 * of news do. Words of ASCII and Latin-1 are read and folded without a look into Unicode's tables. */
#ifndef SSE_TEXT_WORDS_H
#define SSE_TEXT_WORDS_H

#include "text/word.h"

/* Finds the next word of `text` at or after `*position`, a border of grapheme clusters, and moves
 * `*position` past it; false where there is none. */
bool words_next(sse_str text, size_t *position, text_word *found);

#endif
