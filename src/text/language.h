/* Private to text/: the number of languages.
 * A text_language is a number below it; the first one means no language.
 * text_language_tag says which languages they are. */
#ifndef SSE_TEXT_LANGUAGE_H
#define SSE_TEXT_LANGUAGE_H

#include "text/text.h"

enum { LANGUAGE_COUNT = 30 };

#endif
