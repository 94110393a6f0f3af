/* Private to text/: the fast path for words of ASCII and Latin-1, of which most of a Western archive
 * consists. It does byte by byte what words.c and fold.c do with Unicode's tables, and reports it when it
 * cannot. Results are the same on either path. */
#ifndef SSE_TEXT_LATIN_H
#define SSE_TEXT_LATIN_H

#include "text/word.h"

/* A run of letters and digits. */
typedef struct latin_run {
  size_t end;    /* in bytes of the text */
  size_t length; /* in bytes of the term */
  bool is_ascii, has_letter, has_digit;
} latin_run;

/* Reads the letters and digits of ASCII and Latin-1 from `start` and folds them into `term`, up to
 * TEXT_WORD_LONGEST bytes. */
latin_run latin_scan(sse_str text, size_t start, char term[TEXT_TERM_SIZE]);

/* True if the bytes at `end`, after a run, certainly join nothing to it, except for a space after a
 * prefix. */
bool latin_ends(sse_str text, size_t end);

/* Skips ASCII gaps and reads the word after them, without a possessive or an elided article, and moves
 * `*position` past the word. Returns false, with `*position` past the gaps, at the end or if words.c must
 * read the word. */
bool latin_next(sse_str text, size_t *position, text_word *found);

/* True for a prefix that some people write as a separate word: co operative, non profit. */
bool latin_is_prefix(const char *term, size_t length);

/* True for the articles, pronouns and prepositions that French, Italian and Catalan attach to a word that
 * begins with a vowel. */
bool latin_is_elided(const char *term, size_t length);

/* Writes the folded form of a word of ASCII and Latin-1 to `out`; `strip` drops the accents. Returns its
 * length, or SIZE_MAX if the word has other characters. */
size_t latin_fold(sse_str word, bool strip, char out[TEXT_TERM_SIZE]);

#endif
