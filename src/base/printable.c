/* Text for a terminal. UTF-8 is read by the table of well-formed byte sequences, which fixes for each first
 * byte how many follow and where the first of these lies. Source: the Unicode Standard, table 3-7. */
#include "base/printable.h"

/* The bytes that follow a first byte, and the range of the first of them. */
struct form {
  unsigned char first, last; /* the first bytes it is for */
  unsigned char low, high;
  size_t following;
};

static const struct form forms[] = {
    {0x01, 0x7F, 0x00, 0x00, 0}, {0xC2, 0xDF, 0x80, 0xBF, 1}, {0xE0, 0xE0, 0xA0, 0xBF, 2},
    {0xE1, 0xEC, 0x80, 0xBF, 2}, {0xED, 0xED, 0x80, 0x9F, 2}, {0xEE, 0xEF, 0x80, 0xBF, 2},
    {0xF0, 0xF0, 0x90, 0xBF, 3}, {0xF1, 0xF3, 0x80, 0xBF, 3}, {0xF4, 0xF4, 0x80, 0x8F, 3},
};

/* 0 where no valid character begins. The NUL at the end is in no range, so nothing behind it is read. */
static size_t valid_length(const char *text) {
  const unsigned char *bytes = (const unsigned char *)text;
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    const struct form *form = &forms[i];
    if (bytes[0] < form->first || bytes[0] > form->last) continue;
    if (form->following > 0 && (bytes[1] < form->low || bytes[1] > form->high)) return 0;
    for (size_t k = 2; k <= form->following; k++)
      if (bytes[k] < 0x80 || bytes[k] > 0xBF) return 0;
    return form->following + 1;
  }
  return 0;
}

size_t sse_character_length(const char *text) {
  size_t length = valid_length(text);
  return length > 0 ? length : 1;
}

bool sse_character_is_control(const char *text) {
  unsigned char first = (unsigned char)text[0];
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
