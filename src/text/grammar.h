/* Private to text/: words of grammar by language.
 * They tell the language of a text, and in a query they count for nothing beside other words. */
#ifndef SSE_TEXT_GRAMMAR_H
#define SSE_TEXT_GRAMMAR_H

#include "text/text.h"

#include <stdint.h>

/* A language written in Latin letters. `plain` are articles, prepositions and conjunctions that mean nothing
 * by themselves in any language of the list; `telling` are further words, that do: sur is on in French and
 * south in Spanish. All folded, with spaces between. */
struct grammar {
  const char *tag;
  const char *plain;
  const char *telling;
  const char *letters; /* that few others use */
  const char *endings; /* of words, folded */
};

enum { GRAMMAR_COUNT = 29 };
extern const struct grammar grammars[GRAMMAR_COUNT];

/* A table from word to the languages that have it, as places in `grammars`. */
typedef struct grammar_words grammar_words;

/* Errors: SSE_NO_MEMORY. */
sse_status grammar_words_new(grammar_words **words, sse_error *err);
void grammar_words_free(grammar_words *words);

/* The languages that have `word`: a bit mask over `grammars`. */
uint32_t grammar_words_find(const grammar_words *words, sse_str word);

/* True where `word` is plain in one of `languages`. */
bool grammar_is_plain(const grammar_words *words, sse_str word, text_languages languages);

#endif
