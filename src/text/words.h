/* Private to text/: the words of a text, one after the other, folded.
 * UAX #29's boundaries, tailored for search: hyphens, apostrophes, points and commas are looked at as readers
 * of news do. Words of ASCII and Latin-1 are read and folded without a look into Unicode's tables. */
#ifndef SSE_TEXT_WORDS_H
#define SSE_TEXT_WORDS_H

#include "text/text.h"

enum { WORD_PARTS_MOST = 8 }; /* of a chain; a longer one goes on as the next word */

typedef enum word_kind {
  WORD_PLAIN, /* without parts */
  WORD_CHAIN, /* parts with hyphens between them: decision-making */
  WORD_WHOLE, /* two parts that are one word to readers, with or without the hyphen or space: co-operative */
  WORD_DENSE  /* a run in a script that has no spaces between words, or of Hangul; no parts and no term */
} word_kind;

typedef struct word_part {
  size_t start, end; /* bytes of the text */
  size_t term_end;   /* in the word's term, where this part's ends and the next one's begins */
  bool has_digit;
} word_part;

typedef struct text_word {
  word_kind kind;
  size_t start, end; /* bytes of the text, at borders of grapheme clusters */
  bool has_digit;    /* in one of its parts */
  bool is_joined;    /* a chain of which the parts also make one word; not 2023-07-19 */
  bool is_hangul;    /* a dense run of it */
  size_t part_count;
  word_part parts[WORD_PARTS_MOST];
  size_t term_length;
  char term[TEXT_TERM_SIZE]; /* folded: the parts one after the other */
} text_word;

/* Finds the next word of `text` at or after `*position`, a border of grapheme clusters, and moves
 * `*position` past it; false where there is none. */
bool words_next(sse_str text, size_t *position, text_word *found);

#endif
