/* A word's folded form: what two spellings that readers take for the same word have in common.
 * NFKC with case folding through utf8proc, then the marks stripped that readers leave out when they type.
 * Marks that tell words apart (Indic vowel signs, kana voicing, Hangul jamo) stay. */
#include "text/text.h"

#include <utf8proc.h>

enum { EXPANSION = 18 }; /* the most code points one decomposes to under NFKC: U+FDFA (UAX #15, section 9) */

/* Combining marks that readers of their script leave out: accents of Latin, Greek and Cyrillic, Hebrew
 * points, Arabic harakat. Blocks of Unicode 15. */
static bool is_stripped_mark(utf8proc_int32_t code) {
  static const struct {
    utf8proc_int32_t first, last;
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

/* Returns the length of the beginning of `word` that holds at most TEXT_WORD_LONGEST code points. */
static size_t cut_word(sse_str word) {
  size_t count = 0;
  for (size_t i = 0; i < word.length; i++)
    if (((unsigned char)word.data[i] & 0xC0) != 0x80 && ++count > TEXT_WORD_LONGEST) return i;
  return word.length;
}

size_t text_fold(sse_str word, char out[TEXT_TERM_SIZE]) {
  utf8proc_int32_t codes[TEXT_WORD_LONGEST * EXPANSION];
  const utf8proc_ssize_t room = (utf8proc_ssize_t)(sizeof codes / sizeof *codes);
  utf8proc_ssize_t count = utf8proc_decompose(
      (const utf8proc_uint8_t *)word.data, (utf8proc_ssize_t)cut_word(word), codes, room,
      UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  if (count < 0 || count > room) return 0;

  utf8proc_ssize_t kept = 0;
  for (utf8proc_ssize_t i = 0; i < count; i++)
    if (!is_stripped_mark(codes[i])) codes[kept++] = codes[i];
  kept = utf8proc_normalize_utf32(codes, kept, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

  size_t length = 0;
  for (utf8proc_ssize_t i = 0; i < kept && length + 4 < TEXT_TERM_SIZE; i++)
    length += (size_t)utf8proc_encode_char(codes[i], (utf8proc_uint8_t *)out + length);
  return length;
}
