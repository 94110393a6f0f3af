/* Private to search/: terms as people write them, for suggestions and completions.
 * The index has only folded terms; the items' texts show how they were written.
 * A few items are read for each term. */
#ifndef SSE_SEARCH_WRITTEN_H
#define SSE_SEARCH_WRITTEN_H

#include "index/index.h"

/* Appends the commonest spelling of a term in some items of a language, or in any items if none has it or
 * `language` is TEXT_NO_LANGUAGE. Spellings have their accents, and one without a capital letter is
 * preferred. If no item has the term, appends it as it is. Errors: those of the index, SSE_NO_MEMORY. */
sse_status written_as(const index_db *index, sse_str term, text_language language, sse_buffer *out,
                      sse_error *err);

/* Calls `on_word` for the Korean words with a beginning, as some items have them, most frequent first. A word
 * with a particle is only reported if it is not found without one; nothing is reported for fewer than two
 * syllables. Errors: also those of on_word. */
sse_status written_korean(const index_db *index, sse_str beginning, void *context, index_word_fn *on_word,
                          sse_error *err);

#endif
