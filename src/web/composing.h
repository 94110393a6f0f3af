/* Private to web/: how much of a text is final while an input method is still composing the rest of it.
 * The box shows that rest as well, and a script searches for what the box shows.
 */
#ifndef SSE_WEB_COMPOSING_H
#define SSE_WEB_COMPOSING_H

#include <stddef.h>

/* The length in bytes of a text (UTF-8) without Hangul letters at its end, which do not form a syllable
 * yet. */
size_t composing_end(const char *text, size_t length);

/* The length without what may still change: a syllable that can get a final consonant, or Latin letters after
 * kana, which are going to be kana. `length` if there is no such end. */
size_t composing_before(const char *text, size_t length);

#endif
