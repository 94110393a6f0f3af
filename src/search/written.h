/* Private to search/: terms as people write them, for what is suggested and completed.
 * The index has only what was made of words; the items' texts tell how they were written.
 * A few items are read for each term. */
#ifndef SSE_SEARCH_WRITTEN_H
#define SSE_SEARCH_WRITTEN_H

#include "index/index.h"

/* Appends the term as most of some items of a language write it that have it, or of any where none does or
 * the language is none: in small letters where one of them does, with its accents; as it is where none has
 * it. Errors: those of the index, SSE_NO_MEMORY. */
sse_status written_as(const index_db *index, sse_str term, text_language language, sse_buffer *out,
                      sse_error *err);

/* Calls `on_word` for the Korean words that begin so, those of most places in some items first; with
 * particles only where none is without. Nothing for a beginning of fewer than two syllables. Errors: what
 * on_word gives too. */
sse_status written_korean(const index_db *index, sse_str beginning, void *context, index_word_fn *on_word,
                          sse_error *err);

#endif
