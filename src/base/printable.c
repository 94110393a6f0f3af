/* Text for a terminal.
 * Bytes that are not well-formed UTF-8 each count as a control character.
 * Source for C1: ISO/IEC 6429; U+0080 to U+009F in Unicode. */
#include "base/printable.h"
#include "base/utf8.h"

#include <string.h>

/* 0 if no valid character begins there. */
static size_t valid_length(const char *text) {
  unsigned char first = (unsigned char)text[0];
  if (first < 0x80) return first > 0; /* fast path: nearly all text */
  size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  return strnlen(text, length) == length && sse_utf8_valid((sse_str){text, length}) == length ? length : 0;
}

size_t sse_character_length(const char *text) {
  size_t length = valid_length(text);
  return length > 0 ? length : 1;
}

bool sse_character_is_control(const char *text) {
  unsigned char first = (unsigned char)text[0];
  /* Marks of direction (UAX #9) can disguise the rest of a line. */
  if (first == 0xE2) {
    unsigned char second = (unsigned char)text[1], third = second ? (unsigned char)text[2] : 0;
    bool is_mark = second == 0x80 && (third == 0x8E || third == 0x8F || (third >= 0xAA && third <= 0xAE));
    if (is_mark || (second == 0x81 && third >= 0xA6 && third <= 0xA9)) return true;
  }
  return first < 0x20 || first == 0x7F || valid_length(text) == 0 ||
         (first == 0xC2 && (unsigned char)text[1] < 0xA0);
}

void sse_append_printable(sse_buffer *out, const char *text) {
  for (; *text; text += sse_character_length(text)) {
    if (sse_character_is_control(text)) {
      sse_buffer_append_text(out, "?");
    } else {
      sse_buffer_append(out, text, sse_character_length(text));
    }
  }
}
