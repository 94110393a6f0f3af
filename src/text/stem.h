/* Private to text/: the stems of words, by Snowball's stemmers, with a cache. A stem is a separate term:
 * TEXT_STEM_MARK, a letter for the language, and the folded stem. So a stem in one language is never mistaken
 * for a word or for a stem in another. */
#ifndef SSE_TEXT_STEM_H
#define SSE_TEXT_STEM_H

#include "text/grammar.h"

typedef struct stem_cache stem_cache;

/* The caller frees `*cache`, before `grammar`. Errors: SSE_NO_MEMORY. */
sse_status stem_cache_new(const grammar_words *grammar, stem_cache **cache, sse_error *err);
void stem_cache_free(stem_cache *cache);

/* The term of the stem of a word: `source` is the word as it is written, with its hyphens and case, and
 * `term` its folded form. Empty for a stop word, or if the language has no stemmer. `readable` bytes can be
 * read from source.data. The result is borrowed until the next call. */
sse_str stem_of(stem_cache *cache, text_language language, sse_str source, size_t readable, sse_str term);

/* Whether new words are cached from now on, which is the default. For a few words that occur once, caching
 * only touches memory. */
void stem_cache_remember(stem_cache *cache, bool remembers);

/* True if memory ran out for a stem since the last call. */
bool stem_failed(stem_cache *cache);

#endif
