/* Private to web/: how much of a text that is being typed stands, while an input method composes the rest of
 * it.
 * What the box shows meanwhile is searched, too. */
#ifndef SSE_WEB_COMPOSING_H
#define SSE_WEB_COMPOSING_H

#include <stddef.h>

/* The bytes of a text (UTF-8) without letters of Hangul at its end, which are not a syllable yet. */
size_t composing_end(const char *text, size_t length);

/* The same without what may yet become another: a syllable that can still get a final consonant, or Latin
 * letters after kana, of which kana will be made. `length` where there is no such. */
size_t composing_before(const char *text, size_t length);

#endif
