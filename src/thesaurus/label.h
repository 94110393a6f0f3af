/* Private to thesaurus/: labels in the form in which they are looked up.
 * A key is the written forms of a label's words, separated by spaces, as in queries.
 * Stems are the key with each word replaced by its stem in one language. */
#ifndef SSE_THESAURUS_LABEL_H
#define SSE_THESAURUS_LABEL_H

#include "thesaurus/thesaurus.h"

/* A label without the qualifier at its end: texts write "Mercury (planet)" as Mercury. */
sse_str label_unqualified(sse_str text);

/* Appends the key of a label, and sets the number of its words. */
sse_status label_append_key(text_analyser *analyser, sse_str text, sse_buffer *key, size_t *words,
                            sse_error *err);

/* Appends the stems of a key, in a language. */
void label_append_stems(text_analyser *analyser, text_language language, sse_str key, sse_buffer *stems);

#endif
