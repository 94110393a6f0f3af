/* Private to text/: words that Snowball gives one stem and that are two things in this field.
 * A cooperative is an enterprise, cooperation is what anybody does; both are "cooper" to a stemmer.
 * Each group has a stem of its own. */
#ifndef SSE_TEXT_EXCEPTIONS_H
#define SSE_TEXT_EXCEPTIONS_H

#include "text/text.h"

/* The stem that a folded word of a language has by exception: the first word of its group, static; none for
 * words that the stemmer decides. */
sse_str exception_of(text_language language, sse_str term);

#endif
