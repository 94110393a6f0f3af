/* Code points to classes, and the default word boundaries of UAX #29 over them. This is the plain standard,
 * tested with Unicode's own test file; words.c has what search does differently. Nothing here allocates or
 * looks back before the segment's start. */
#include "text/classes.h"
#include "text/classes_table.h"

#include <utf8proc.h>

text_class text_class_of(int32_t code) {
  if (code < 0 || code > 0x10FFFF) return CLASS_OTHER;
  size_t block = (size_t)code / CLASSES_BLOCK;
  size_t row = block < CLASSES_BLOCKS ? classes_index[block] : CLASSES_REST;
  return (text_class)classes_blocks[row][(size_t)code % CLASSES_BLOCK];
}

size_t text_decode(sse_str text, size_t position, int32_t *code) {
  unsigned char first = (unsigned char)text.data[position];
  if (first < 0x80) {
    *code = first;
    return 1;
  }
  utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)text.data + position,
                                             (utf8proc_ssize_t)(text.length - position), code);
  if (length > 0) return (size_t)length;
  *code = 0xFFFD;
  return 1;
}

static bool is_letter(text_class class) { /* AHLetter */
  return class == CLASS_LETTER || class == CLASS_HEBREW || class == CLASS_HANGUL ||
         class == CLASS_LETTER_PICTURE;
}

static bool is_newline(text_class class) {
  return class == CLASS_CR || class == CLASS_LF || class == CLASS_NEWLINE;
}

/* WB4: the classes that the rules skip. */
static bool is_ignored(text_class class) {
  return class == CLASS_EXTEND || class == CLASS_FORMAT || class == CLASS_ZWJ;
}

static bool is_mid_letter(text_class class) { /* MidLetter | MidNumLetQ */
  return class == CLASS_MID_LETTER || class == CLASS_MID_NUM_LET || class == CLASS_SINGLE_QUOTE;
}

static bool is_mid_number(text_class class) { /* MidNum | MidNumLetQ */
  return class == CLASS_MID_NUM || class == CLASS_MID_NUM_LET || class == CLASS_SINGLE_QUOTE;
}

static bool is_picture(text_class class) {
  return class == CLASS_PICTURE || class == CLASS_LETTER_PICTURE;
}

/* The class of the next code point at or after `position` that the rules do not skip. */
static text_class next_class(sse_str text, size_t position) {
  while (position < text.length) {
    int32_t code;
    position += text_decode(text, position, &code);
    text_class class = text_class_of(code);
    if (!is_ignored(class)) return class;
  }
  return CLASS_OTHER;
}

/* The part of the segment that was read so far. */
struct passed {
  text_class last;   /* the class before the boundary, without the ignored ones */
  text_class before; /* the one before that */
  text_class direct; /* the class immediately before the boundary */
  size_t regionals;  /* consecutive regional indicators */
};

/* True if WB5 to WB13b, or WB15 and WB16, join `class`, which ends before `after`, to what was passed. */
static bool joins(const struct passed *passed, text_class class, sse_str text, size_t after) {
  text_class last = passed->last;
  if (is_letter(last)) {
    if (is_letter(class) || class == CLASS_NUMERIC) return true;                 /* WB5, WB9 */
    if (is_mid_letter(class) && is_letter(next_class(text, after))) return true; /* WB6 */
    if (last == CLASS_HEBREW && class == CLASS_SINGLE_QUOTE) return true;        /* WB7a */
    if (last == CLASS_HEBREW && class == CLASS_DOUBLE_QUOTE && next_class(text, after) == CLASS_HEBREW)
      return true; /* WB7b */
  }
  if (is_mid_letter(last) && is_letter(passed->before) && is_letter(class)) return true; /* WB7 */
  if (last == CLASS_DOUBLE_QUOTE && passed->before == CLASS_HEBREW && class == CLASS_HEBREW)
    return true; /* WB7c */
  if (last == CLASS_NUMERIC) {
    if (class == CLASS_NUMERIC || is_letter(class)) return true;                       /* WB8, WB10 */
    if (is_mid_number(class) && next_class(text, after) == CLASS_NUMERIC) return true; /* WB12 */
  }
  if (is_mid_number(last) && passed->before == CLASS_NUMERIC && class == CLASS_NUMERIC)
    return true;                                                      /* WB11 */
  if (last == CLASS_KATAKANA && class == CLASS_KATAKANA) return true; /* WB13 */
  bool letter_like = is_letter(last) || last == CLASS_NUMERIC || last == CLASS_KATAKANA;
  if (class == CLASS_EXTEND_NUM_LET) return letter_like || last == CLASS_EXTEND_NUM_LET; /* WB13a */
  if (last == CLASS_EXTEND_NUM_LET)
    return is_letter(class) || class == CLASS_NUMERIC || class == CLASS_KATAKANA; /* WB13b */
  return class == CLASS_REGIONAL && passed->regionals % 2 == 1;                   /* WB15, WB16 */
}

/* True if there is no boundary between what was passed and `class`, which ends before `after`. */
static bool goes_on(const struct passed *passed, text_class class, sse_str text, size_t after) {
  if (passed->direct == CLASS_CR && class == CLASS_LF) return true;       /* WB3 */
  if (is_newline(passed->direct) || is_newline(class)) return false;      /* WB3a, WB3b */
  if (passed->direct == CLASS_ZWJ && is_picture(class)) return true;      /* WB3c */
  if (passed->direct == CLASS_SPACE && class == CLASS_SPACE) return true; /* WB3d */
  return is_ignored(class) || joins(passed, class, text, after);          /* WB4 and the rest */
}

size_t text_word_end(sse_str text, size_t start) {
  struct passed passed = {CLASS_OTHER, CLASS_OTHER, CLASS_OTHER, 0};
  int32_t code;
  size_t position = start + text_decode(text, start, &code);
  passed.last = passed.direct = text_class_of(code);
  passed.regionals = passed.last == CLASS_REGIONAL ? 1 : 0;
  while (position < text.length) {
    size_t after = position + text_decode(text, position, &code);
    text_class class = text_class_of(code);
    if (!goes_on(&passed, class, text, after)) break;
    passed.direct = class;
    if (!is_ignored(class)) {
      passed.before = passed.last;
      passed.last = class;
      passed.regionals = class == CLASS_REGIONAL ? passed.regionals + 1 : 0;
    }
    position = after;
  }
  return position;
}

size_t text_codes(sse_str text, int32_t *codes, size_t most) {
  size_t count = 0;
  for (size_t at = 0; at < text.length && count <= most; count++) {
    int32_t code;
    at += text_decode(text, at, &code);
    if (count < most) codes[count] = code;
  }
  return count;
}
