/* Private to text/: the form of a word that its stemmer wants.
 * It is folded like the term an index holds (text_fold), but keeps the marks, which stemmers of French or
 * Spanish need. */
#ifndef SSE_TEXT_FOLD_H
#define SSE_TEXT_FOLD_H

#include "text/text.h"

/* As text_fold, with accents kept and no letter replaced by others. */
size_t fold_lower(sse_str word, char out[TEXT_TERM_SIZE]);

#endif
