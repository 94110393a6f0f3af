/* Private to text/: the hints that tell languages apart, from languages.txt and hints.txt.
 * A hint is a word, an ending or a letter, with its votes for languages of one script.
 * The plain stop words of each language are here, too; they do not count next to other words of a query. */
#ifndef SSE_TEXT_GRAMMAR_H
#define SSE_TEXT_GRAMMAR_H

#include "text/text.h"

#include <stdint.h>

/* Scripts that several languages use. */
typedef enum grammar_script {
  GRAMMAR_LATIN,
  GRAMMAR_CYRILLIC,
  GRAMMAR_ARABIC,
  GRAMMAR_DEVANAGARI,
  GRAMMAR_BENGALI,
  GRAMMAR_HEBREW,
  GRAMMAR_SCRIPTS
} grammar_script;

/* A set of languages of one script, 1 << place. No hint is written in two scripts. */
typedef uint64_t grammar_languages;
enum { GRAMMAR_LANGUAGES_MOST = 64 };

/* The contents of the files, and a cache of the hints that were looked up. */
typedef struct grammar_words grammar_words;

/* Errors: SSE_NO_MEMORY. */
sse_status grammar_words_new(grammar_words **words, sse_error *err);
void grammar_words_free(grammar_words *words);

/* hints.txt: one hint a line (a letter after +, an ending after -, or a word), then tags with their votes;
 * sorted by the bytes of the hints. */
sse_str grammar_hints(void);

/* The number of languages that can be detected in `script`, and the tag of the one at `place`. */
size_t grammar_count(const grammar_words *words, grammar_script script);
sse_str grammar_tag(const grammar_words *words, grammar_script script, size_t place);

/* The votes of a hint for each language of its script, in binary: a language in the first row has one vote,
 * in the second two, in the third four, and those of its rows add up. */
enum { GRAMMAR_ROWS = 3 };
typedef struct grammar_votes {
  grammar_languages rows[GRAMMAR_ROWS];
} grammar_votes;

/* The votes of a folded word, of the ending of a folded word, and of a letter in either case. The hint must
 * be written in `script`. */
grammar_votes grammar_of_word(grammar_words *words, grammar_script script, sse_str word);
grammar_votes grammar_of_ending(grammar_words *words, grammar_script script, sse_str ending);
grammar_votes grammar_of_letter(grammar_words *words, grammar_script script, int32_t code);

/* True if `word` is a plain stop word in one of `languages`. */
bool grammar_is_plain(const grammar_words *words, sse_str word, text_languages languages);

#endif
