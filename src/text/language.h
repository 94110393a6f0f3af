/* Private to text/: how many languages there are.
 * A text_language is a number below that; the first one is none.
 * Which they are, text_language_tag tells. */
#ifndef SSE_TEXT_LANGUAGE_H
#define SSE_TEXT_LANGUAGE_H

#include "text/text.h"

enum { LANGUAGE_COUNT = 30 };

#endif
