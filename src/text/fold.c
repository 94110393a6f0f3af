/* A word's folded form: NFKC with case folding through utf8proc, then without the marks that readers omit
 * when they type, and with Chinese characters in their simplified form. Marks that distinguish words (Indic
 * vowel signs, kana voicing, Hangul jamo) stay. Syllables and ideographs do not need Unicode's tables. */
#include "text/classes.h"
#include "text/han_table.h"
#include "text/latin.h"

#include <string.h>
#include <utf8proc.h>

enum { EXPANSION = 18 }; /* most code points in an NFKC decomposition: U+FDFA (UAX #15, section 9) */

/* Combining marks that readers of their script omit: accents of Latin, Greek and Cyrillic, Hebrew points,
 * Arabic harakat. Blocks of Unicode 15. */
static bool is_stripped_mark(int32_t code) {
  static const struct {
    int32_t first, last;
  } ranges[] = {
      {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2},
      {0x05C4, 0x05C5}, {0x05C7, 0x05C7}, {0x0610, 0x061A}, {0x0640, 0x0640}, {0x064B, 0x065F},
      {0x0670, 0x0670}, {0x06D6, 0x06DC}, {0x06DF, 0x06E4}, {0x06E7, 0x06E8}, {0x06EA, 0x06ED},
      {0x1AB0, 0x1ACE}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20F0}, {0xFE20, 0xFE2F},
  };
  if (code < ranges[0].first) return false;
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
    if (code >= ranges[i].first && code <= ranges[i].last) return true;
  return false;
}

/* Letters that have no decomposition and that are typed with others on keyboards without them: œuvre, oeuvre.
 * NULL for the rest. */
static const char *replacement(int32_t code) {
  switch (code) {
  case 0x00E6: /* æ */
    return "ae";
  case 0x0153: /* œ */
    return "oe";
  case 0x00F8: /* ø */
    return "o";
  case 0x00F0: /* ð */
  case 0x0111: /* đ */
    return "d";
  case 0x00FE: /* þ */
    return "th";
  case 0x0127: /* ħ */
    return "h";
  case 0x0131: /* ı */
    return "i";
  case 0x0142: /* ł */
    return "l";
  default:
    return NULL;
  }
}

/* The simplified form of a Chinese character; the code point itself if it has none. Texts of Taiwan and Hong
 * Kong are found by readers of China, and the other way round. */
static int32_t simplified(int32_t code) {
  size_t low = 0, high = sizeof han_table / sizeof *han_table;
  if (code < HAN_FIRST || code > HAN_LAST) return code;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (han_table[middle].code < code)
      low = middle + 1;
    else
      high = middle;
  }
  bool is_there = low < sizeof han_table / sizeof *han_table && han_table[low].code == code;
  return is_there ? han_table[low].simplified : code;
}

/* The value of a decimal digit, 10 for other code points. The digits of a script are consecutive (Unicode 15,
 * Nd); these are the scripts in daily use. NFKC has already replaced full-width and mathematical digits. */
static int32_t digit_value(int32_t code) {
  static const int32_t zeros[] = {'0',    0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6,
                                  0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0};
  for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
    if (code >= zeros[i] && code < zeros[i] + 10) return code - zeros[i];
  return 10;
}

static bool is_word_part(int32_t code) {
  switch (text_class_of(code)) {
  case CLASS_EXTEND:
  case CLASS_KATAKANA:
  case CLASS_HEBREW:
  case CLASS_LETTER:
  case CLASS_LETTER_PICTURE:
  case CLASS_NUMERIC:
  case CLASS_HANGUL:
  case CLASS_HAN:
  case CLASS_HIRAGANA:
  case CLASS_COMPLEX:
    return true;
  default:
    return false;
  }
}

/* Returns the length of the beginning of `word` that holds at most TEXT_WORD_LONGEST code points. */
static size_t cut_word(sse_str word) {
  size_t count = 0;
  for (size_t i = 0; i < word.length; i++)
    if (((unsigned char)word.data[i] & 0xC0) != 0x80 && ++count > TEXT_WORD_LONGEST) return i;
  return word.length;
}

/* Keeps the characters that words consist of, and drops the marks if `strip`; returns how many are left. */
static size_t sift(int32_t *codes, size_t count, bool strip) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    int32_t code = codes[i];
    int32_t digit = digit_value(code);
    if (digit < 10) code = '0' + digit;
    bool point = code == '.' && kept > 0 && digit_value(codes[kept - 1]) < 10 && i + 1 < count &&
                 digit_value(codes[i + 1]) < 10;
    if (!point && (!is_word_part(code) || (strip && is_stripped_mark(code)))) continue;
    codes[kept++] = code;
  }
  return kept;
}

/* Folds the case of `count` decomposed code points; returns their number after that, 0 if they do not fit. */
static size_t fold_case(const int32_t *codes, size_t count, bool strip, int32_t *folded, size_t room) {
  size_t length = 0;
  for (size_t i = 0; i < count; i++) {
    int last_class = 0;
    if (strip && is_stripped_mark(codes[i])) continue; /* before the iota below a vowel becomes a letter */
    utf8proc_ssize_t more = utf8proc_decompose_char(
        codes[i], folded + length, (utf8proc_ssize_t)(room - length),
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, &last_class);
    if (more < 0 || (size_t)more > room - length) return 0;
    length += (size_t)more;
  }
  return length;
}

/* Puts marks into canonical order, which may be lost when a character between them is dropped (Unicode 15,
 * 3.11). */
static void reorder(int32_t *codes, size_t count) {
  for (size_t i = 1; i < count; i++) {
    int32_t code = codes[i];
    utf8proc_propval_t class = utf8proc_get_property(code)->combining_class;
    size_t at = i;
    for (; class > 0 && at > 0 && utf8proc_get_property(codes[at - 1])->combining_class > class; at--)
      codes[at] = codes[at - 1];
    codes[at] = code;
  }
}

/* NFKC(casefold(NFKD(word))), as in Unicode's definition D146, since marks may move. */
static size_t fold(sse_str word, bool strip, char out[TEXT_TERM_SIZE]) {
  enum { ROOM = TEXT_WORD_LONGEST * EXPANSION };
  int32_t decomposed[ROOM], codes[ROOM];
  utf8proc_ssize_t length =
      utf8proc_decompose((const utf8proc_uint8_t *)word.data, (utf8proc_ssize_t)cut_word(word), decomposed,
                         ROOM, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_IGNORE);
  if (length < 0 || length > ROOM) return 0;
  size_t count = fold_case(decomposed, (size_t)length, strip, codes, ROOM);
  count = sift(codes, count, strip);
  reorder(codes, count);
  utf8proc_ssize_t composed =
      utf8proc_normalize_utf32(codes, (utf8proc_ssize_t)count, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

  size_t written = 0;
  for (utf8proc_ssize_t i = 0; i < composed && written + 4 < TEXT_TERM_SIZE; i++) {
    const char *others = strip ? replacement(codes[i]) : NULL;
    if (others) {
      for (; *others; others++)
        out[written++] = *others;
    } else {
      const int32_t code = strip ? simplified(codes[i]) : codes[i];
      written += (size_t)utf8proc_encode_char(code, (utf8proc_uint8_t *)out + written);
    }
  }
  return written;
}

/* True for Hangul syllables, unified Han and kana without voicing marks of their own, which all fold to
 * themselves, except that Han may have a simplified form. */
static bool is_simple(sse_str word, int32_t *code) {
  if (word.length != 3 || text_decode(word, 0, code) != 3) return false;
  return (*code >= 0xAC00 && *code <= 0xD7A3) || (*code >= HAN_FIRST && *code <= HAN_LAST) ||
         (*code >= 0x3041 && *code <= 0x3096) || (*code >= 0x30A1 && *code <= 0x30FA);
}

size_t text_fold(sse_str word, char out[TEXT_TERM_SIZE]) {
  int32_t code;
  size_t length = latin_fold(word, true, out);
  if (length != SIZE_MAX) return length;
  if (!is_simple(word, &code)) return fold(word, true, out);
  return (size_t)utf8proc_encode_char(simplified(code), (utf8proc_uint8_t *)out);
}

size_t text_lower(sse_str word, char out[TEXT_TERM_SIZE]) {
  size_t length = latin_fold(word, false, out);
  return length != SIZE_MAX ? length : fold(word, false, out);
}

bool text_is_capital(sse_str text) {
  int32_t code = 0;
  if (text.length > 0) (void)text_decode(text, 0, &code);
  return utf8proc_tolower(code) != code;
}

bool text_is_shouted(sse_str text) {
  enum { ACRONYM_LONGEST = 8, SEVERAL = 3, LONG = 5 };
  size_t length = 0, longest = 0, words = 0;
  for (size_t at = 0; at < text.length;) {
    int32_t code;
    at += text_decode(text, at, &code);
    utf8proc_category_t category = utf8proc_category(code);
    if (category == UTF8PROC_CATEGORY_LL) return false;
    if (category == UTF8PROC_CATEGORY_MN) continue; /* an accent */
    length = category == UTF8PROC_CATEGORY_LU ? length + 1 : 0;
    words += length == 1;
    if (length > longest) longest = length;
  }
  return longest > ACRONYM_LONGEST || (words >= SEVERAL && longest >= LONG);
}
