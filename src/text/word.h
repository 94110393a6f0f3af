/* Private to text/: a word of a text, with its parts and what they fold to.
 * Parts of one word are joined by hyphens, or by the space after a prefix.
 * Both finders of words, words.c and the fast path of latin.c, fill in the same fields. */
#ifndef SSE_TEXT_WORD_H
#define SSE_TEXT_WORD_H

#include "text/text.h"

enum { WORD_PARTS_MOST = 8 }; /* of a chain; a longer one continues as the next word */

typedef enum word_kind {
  WORD_PLAIN, /* without parts */
  WORD_CHAIN, /* parts separated by hyphens: decision-making */
  WORD_WHOLE, /* two parts that readers take as one word, with or without the hyphen or space: co-operative */
  WORD_DENSE  /* a run in a script without spaces between words, or in Hangul; no parts and no term */
} word_kind;

typedef struct word_part {
  size_t start, end; /* in bytes of the text */
  size_t term_end;   /* in the word's term: the end of this part's term and the start of the next one's */
  bool has_digit;
} word_part;

typedef struct text_word {
  word_kind kind;
  size_t start, end; /* in bytes of the text, at boundaries of grapheme clusters */
  bool has_digit;    /* in one of its parts */
  bool is_joined;    /* a chain whose parts also make one word; not 2023-07-19 */
  bool is_hangul;    /* a dense run in Hangul */
  size_t part_count;
  word_part parts[WORD_PARTS_MOST];
  size_t term_length;
  char term[TEXT_TERM_SIZE]; /* folded: the terms of the parts, concatenated */
} text_word;

#endif
