/* Private to text/: the stems of words, by Snowball's stemmers.
 * A stem is a term of its own: TEXT_STEM_MARK, a letter for the language, and the folded stem. So a stem in
 * one language is never taken for a word or a stem in another. Stems of words met before come from a cache.
 */
#ifndef SSE_TEXT_STEM_H
#define SSE_TEXT_STEM_H

#include "text/grammar.h"

typedef struct stem_cache stem_cache;

/* `*cache` is the caller's to free, before `grammar`. Errors: SSE_NO_MEMORY. */
sse_status stem_cache_new(const grammar_words *grammar, stem_cache **cache, sse_error *err);
void stem_cache_free(stem_cache *cache);

/* The term of the stem of the word `source` (as it is written, hyphens and case as they are) whose folded
 * form is `term`; none for a word of grammar and where the language has no stemmer. From source.data on,
 * `readable` bytes can be read. The result is borrowed until the next call. */
sse_str stem_of(stem_cache *cache, text_language language, sse_str source, size_t readable, sse_str term);

/* Whether new words are remembered from now on, as they are at first: a few words that are met once would
 * only have memory touched. */
void stem_cache_remember(stem_cache *cache, bool remembers);

/* True where memory was short for a stem since the last call. */
bool stem_failed(stem_cache *cache);

#endif
