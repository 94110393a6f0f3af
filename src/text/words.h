/* Private to text/: the words of a text, one after the other, folded. Boundaries are those of UAX #29,
 * tailored for search: hyphens, apostrophes, points and commas are treated as readers of news understand
 * them. Words of ASCII and Latin-1 are read and folded without Unicode's tables. */
#ifndef SSE_TEXT_WORDS_H
#define SSE_TEXT_WORDS_H

#include "text/word.h"

/* Finds the next word of `text` at or after `*position`, which is a boundary of grapheme clusters, and moves
 * `*position` past it. Returns false if there is none. */
bool words_next(sse_str text, size_t *position, text_word *found);

#endif
