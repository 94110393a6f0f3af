/* Private to text/: the class of a code point, by which words are told, and where words end (UAX #29).
 * Classes are Unicode's Word_Break values, with those split that search treats in a way of their own.
 * The table behind text_class_of is made by scripts/make-text-classes. */
#ifndef SSE_TEXT_CLASSES_H
#define SSE_TEXT_CLASSES_H

#include "base/str.h"

#include <stdint.h>

/* In the order in which scripts/make-text-classes numbers them. */
typedef enum text_class {
  CLASS_OTHER,
  CLASS_CR,
  CLASS_LF,
  CLASS_NEWLINE,
  CLASS_EXTEND,
  CLASS_ZWJ,
  CLASS_FORMAT,
  CLASS_REGIONAL,
  CLASS_KATAKANA,
  CLASS_HEBREW,
  CLASS_LETTER,
  CLASS_SINGLE_QUOTE,
  CLASS_DOUBLE_QUOTE,
  CLASS_MID_NUM_LET,
  CLASS_MID_LETTER,
  CLASS_MID_NUM,
  CLASS_NUMERIC,
  CLASS_EXTEND_NUM_LET,
  CLASS_SPACE,
  CLASS_PICTURE,        /* Other, and an emoji */
  CLASS_LETTER_PICTURE, /* ALetter, and an emoji */
  CLASS_HANGUL,         /* ALetter, of that script */
  CLASS_HAN,            /* Other, as the three below */
  CLASS_HIRAGANA,
  CLASS_COMPLEX, /* Thai, Lao, Khmer, Burmese: letters, but no spaces between words */
  CLASS_SYMBOL   /* stands for letters or digits: №, ㈱, ㎏, ², ① */
} text_class;

/* The class of a code point; CLASS_OTHER for what is none. */
text_class text_class_of(int32_t code);

/* True for signs of scripts without spaces between words, and for Hangul. */
static inline bool text_class_is_dense(text_class class) {
  return class == CLASS_HANGUL || class == CLASS_HAN || class == CLASS_HIRAGANA || class == CLASS_KATAKANA ||
         class == CLASS_COMPLEX;
}

/* Decodes the code point at `position` of `text`; needs position < text.length. Returns how many bytes it
 * has; an invalid byte is U+FFFD and one byte long. */
size_t text_decode(sse_str text, size_t position, int32_t *code);

/* The end of the segment that begins at `start`, by the default word boundaries of UAX #29 (revision 41,
 * Unicode 15). `start` must be such a boundary and before the end. */
size_t text_word_end(sse_str text, size_t start);

#endif
