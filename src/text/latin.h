/* Private to text/: the fast way through words of ASCII and Latin-1, of which most of a Western archive
 * consists. It does what words.c and fold.c do with Unicode's tables, byte by byte, and says so where it
 * cannot. */
#ifndef SSE_TEXT_LATIN_H
#define SSE_TEXT_LATIN_H

#include "text/word.h"

/* Letters and digits in a row. */
typedef struct latin_run {
  size_t end;    /* byte of the text */
  size_t length; /* bytes of the term */
  bool is_ascii, has_letter, has_digit;
} latin_run;

/* Reads letters and digits of ASCII and Latin-1 from `start` on and folds them into `term`, up to
 * TEXT_WORD_LONGEST bytes. */
latin_run latin_scan(sse_str text, size_t start, char term[TEXT_TERM_SIZE]);

/* True where what stands at `end`, after a run, surely joins nothing to it, but for a space after a prefix.
 */
bool latin_ends(sse_str text, size_t end);

/* Passes over gaps of ASCII and reads the word after, with a possessive or an elided article taken off;
 * moves `*position` past the word. False, and `*position` past the gaps, at the end or where words.c has to
 * look. */
bool latin_next(sse_str text, size_t *position, text_word *found);

/* True for a prefix that some write apart from its word: co operative, non profit. */
bool latin_is_prefix(const char *term, size_t length);

/* True for the articles, pronouns and prepositions that French, Italian and Catalan write onto a word that
 * begins with a vowel. */
bool latin_is_elided(const char *term, size_t length);

/* Writes the folded form of a word of ASCII and Latin-1 to `out`, with accents dropped where `strip`. Returns
 * its length, or SIZE_MAX where there is something else in the word. */
size_t latin_fold(sse_str word, bool strip, char out[TEXT_TERM_SIZE]);

#endif
