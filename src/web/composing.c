/* What input methods show before a text is final: for Hangul the letters of a syllable, and syllables that
 * may still grow; for kana the Latin letters that are typed for them, half or full width. All are recognised
 * by their code points alone. */
#include "web/composing.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* The last code point of a text if it has three bytes, as all of Hangul and kana do; else 0. */
static uint32_t last_of_three(const char *text, size_t length) {
  if (length < 3) return 0;
  const unsigned char *last = (const unsigned char *)text + length - 3;
  if ((last[0] & 0xF0) != 0xE0) return 0;
  return (last[0] & 0x0Fu) << 12 | (last[1] & 0x3Fu) << 6 | (last[2] & 0x3Fu);
}

/* A letter of a syllable (Hangul Compatibility Jamo), which is no word by itself. */
static bool is_letter(uint32_t code) {
  return code >= 0x3131 && code <= 0x3163;
}

/* A syllable that can still get a final consonant (The Unicode Standard, 3.12: LV). */
static bool is_open_syllable(uint32_t code) {
  return code >= 0xAC00 && code <= 0xD7A3 && (code - 0xAC00) % 28 == 0;
}

static bool is_kana(uint32_t code) {
  return code >= 0x3041 && code <= 0x30FF;
}

static bool is_latin(uint32_t code) {
  return sse_is_letter((int)code);
}

/* The length of a Latin letter of either width (full width from U+FF21) at the end of a text; 0 if there is
 * none. */
static size_t latin_at(const char *text, size_t length) {
  enum { TO_WIDE = 0xFF21 - 'A' };
  if (length > 0 && is_latin((unsigned char)text[length - 1])) return 1;
  return is_latin(last_of_three(text, length) - TO_WIDE) ? 3 : 0;
}

size_t composing_end(const char *text, size_t length) {
  while (is_letter(last_of_three(text, length)))
    length -= 3;
  return length;
}

size_t composing_before(const char *text, size_t length) {
  size_t before = length;
  if (is_open_syllable(last_of_three(text, length))) return length - 3;
  for (size_t letter; (letter = latin_at(text, before)) > 0;)
    before -= letter;
  return is_kana(last_of_three(text, before)) ? before : length;
}
