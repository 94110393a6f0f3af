/* Private to text/: by what languages are told from one another, from languages.txt and hints.txt.
 * A hint is a word, an ending or a letter, with its votes for languages of one script.
 * Words of grammar also count for nothing beside other words of a query. */
#ifndef SSE_TEXT_GRAMMAR_H
#define SSE_TEXT_GRAMMAR_H

#include "text/text.h"

#include <stdint.h>

/* Scripts that several languages share. */
typedef enum grammar_script {
  GRAMMAR_LATIN,
  GRAMMAR_CYRILLIC,
  GRAMMAR_ARABIC,
  GRAMMAR_DEVANAGARI,
  GRAMMAR_BENGALI,
  GRAMMAR_HEBREW,
  GRAMMAR_SCRIPTS
} grammar_script;

/* Languages of one script, 1 << place: no word, ending or letter is written in two scripts. */
typedef uint64_t grammar_languages;
enum { GRAMMAR_LANGUAGES_MOST = 64 };

/* What the files say, and what was looked up in them. */
typedef struct grammar_words grammar_words;

/* Errors: SSE_NO_MEMORY. */
sse_status grammar_words_new(grammar_words **words, sse_error *err);
void grammar_words_free(grammar_words *words);

/* hints.txt: a hint a line, a letter after + or an ending after - or a word, and tags with their votes;
 * sorted by the bytes of the hints. */
sse_str grammar_hints(void);

/* How many languages are told from one another in `script`, and the tag of the one at `place`. */
size_t grammar_count(const grammar_words *words, grammar_script script);
sse_str grammar_tag(const grammar_words *words, grammar_script script, size_t place);

/* How many votes a hint has for each language of its script: a language has those of the rows it is in, of
 * which the first counts for one, the next for two, the last for four. */
enum { GRAMMAR_ROWS = 3 };
typedef struct grammar_votes {
  grammar_languages rows[GRAMMAR_ROWS];
} grammar_votes;

/* Those of a folded word, of what a folded word ends in, and of a letter in either case; the hint has to be
 * written in `script`. */
grammar_votes grammar_of_word(grammar_words *words, grammar_script script, sse_str word);
grammar_votes grammar_of_ending(grammar_words *words, grammar_script script, sse_str ending);
grammar_votes grammar_of_letter(grammar_words *words, grammar_script script, int32_t code);

/* True where `word` is plain in one of `languages`. */
bool grammar_is_plain(const grammar_words *words, sse_str word, text_languages languages);

#endif
