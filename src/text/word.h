/* Private to text/: a word of a text, with its parts and what they fold to.
 * Parts of one word are joined by hyphens, or by the space after a prefix.
 * Whoever finds the words, words.c or the fast way of latin.c, fills in the same. */
#ifndef SSE_TEXT_WORD_H
#define SSE_TEXT_WORD_H

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

#endif
