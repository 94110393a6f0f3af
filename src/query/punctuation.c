/* A table of characters: the full-width forms (U+FF01 to U+FF5E) of those that the query language uses,
 * spaces (White_Space=Yes in Unicode 15's PropList) and direction marks (Bidi_Control=Yes there). Full-width
 * letters and digits are kept: words and dates are folded when they are read. */
#include "query/punctuation.h"
#include "query/syntax.h"

#include <utf8proc.h>

struct character {
  utf8proc_int32_t code;
  char plain; /* NUL for none */
};

static const struct character characters[] = {
    {0xFF01, '!'}, {0xFF06, '&'}, {0xFF08, '('}, {0xFF09, ')'}, {0xFF0A, '*'}, {0xFF0B, '+'}, {0xFF0D, '-'},
    {0xFF0F, '/'}, {0xFF1A, ':'}, {0xFF1D, '='}, {0xFF5C, '|'}, {0xFF5E, '~'}, {0x3000, ' '}, {0x00A0, ' '},
    {0x202F, ' '}, {0x2000, ' '}, {0x2001, ' '}, {0x2002, ' '}, {0x2003, ' '}, {0x2004, ' '}, {0x2005, ' '},
    {0x2006, ' '}, {0x2007, ' '}, {0x2008, ' '}, {0x2009, ' '}, {0x200A, ' '}, {0x205F, ' '}, {0x1680, ' '},
    {0x2028, ' '}, {0x2029, ' '}, {0x061C, 0},   {0x200E, 0},   {0x200F, 0},   {0x202A, 0},   {0x202B, 0},
    {0x202C, 0},   {0x202D, 0},   {0x202E, 0},   {0x2066, 0},   {0x2067, 0},   {0x2068, 0},   {0x2069, 0},
};

/* The character of the table at `at`, and its length in bytes; NULL if there is none. */
static const struct character *character_at(sse_str text, size_t at, size_t *length) {
  utf8proc_int32_t code;
  if ((unsigned char)text.data[at] < 0x80) return NULL;
  const sse_str rest = sse_str_part(text, at, text.length);
  const utf8proc_ssize_t read =
      utf8proc_iterate((const utf8proc_uint8_t *)rest.data, (utf8proc_ssize_t)rest.length, &code);
  for (size_t i = 0; i < sizeof characters / sizeof *characters && read > 0; i++) {
    if (characters[i].code != code) continue;
    *length = (size_t)read;
    return &characters[i];
  }
  return NULL;
}

bool punctuation_has_other(sse_str text) {
  size_t length;
  for (size_t at = 0; at < text.length; at++)
    if (character_at(text, at, &length)) return true;
  return false;
}

void punctuation_append_ascii(sse_str text, sse_buffer *out) {
  size_t at = 0, end;
  sse_buffer_append_text(out, "");
  while (at < text.length) {
    const size_t open = syntax_quote_at(text, at);
    const size_t close = open > 0 ? syntax_close_after(text, at + open, SYNTAX_ANYWHERE, &end) : 0;
    size_t length = close > 0 ? end + close - at : open > 0 ? open : 1;
    const struct character *character = open > 0 ? NULL : character_at(text, at, &length);
    if (!character)
      sse_buffer_append(out, text.data + at, length);
    else if (character->plain)
      sse_buffer_append(out, &character->plain, 1);
    at += length;
  }
}
