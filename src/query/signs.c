/* A table of signs: the full-width forms (U+FF01 to U+FF5E) of those that the query language uses, spaces
 * (White_Space=Yes in Unicode 15's PropList) and direction marks (Bidi_Control=Yes there).
 * Full-width letters and digits are kept: words and dates are folded when they are read. */
#include "query/signs.h"
#include "query/syntax.h"

#include <string.h>

struct sign {
  const char *sign;
  const char *plain; /* "" for none */
};

static const struct sign signs[] = {
    {"！", "!"},     {"＆", "&"},     {"（", "("},     {"）", ")"},     {"＊", "*"},     {"＋", "+"},
    {"－", "-"},     {"／", "/"},     {"：", ":"},     {"＝", "="},     {"｜", "|"},     {"～", "~"},
    {"\u3000", " "}, {"\u00A0", " "}, {"\u202F", " "}, {"\u2000", " "}, {"\u2001", " "}, {"\u2002", " "},
    {"\u2003", " "}, {"\u2004", " "}, {"\u2005", " "}, {"\u2006", " "}, {"\u2007", " "}, {"\u2008", " "},
    {"\u2009", " "}, {"\u200A", " "}, {"\u205F", " "}, {"\u1680", " "}, {"\u2028", " "}, {"\u2029", " "},
    {"\u061C", ""},  {"\u200E", ""},  {"\u200F", ""},  {"\u202A", ""},  {"\u202B", ""},  {"\u202C", ""},
    {"\u202D", ""},  {"\u202E", ""},  {"\u2066", ""},  {"\u2067", ""},  {"\u2068", ""},  {"\u2069", ""},
};

/* The sign at `at`; NULL for none. */
static const struct sign *sign_at(sse_str text, size_t at) {
  if ((unsigned char)text.data[at] < 0x80) return NULL;
  const sse_str rest = sse_str_part(text, at, text.length);
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (sse_str_begins(rest, signs[i].sign)) return &signs[i];
  return NULL;
}

bool signs_has(sse_str text) {
  for (size_t at = 0; at < text.length; at++)
    if (sign_at(text, at)) return true;
  return false;
}

void signs_append_plain(sse_str text, sse_buffer *out) {
  size_t at = 0, end;
  sse_buffer_append_text(out, "");
  while (at < text.length) {
    const size_t open = syntax_quote_at(text, at);
    const size_t close = open > 0 ? syntax_close_after(text, at + open, SYNTAX_ANYWHERE, &end) : 0;
    const struct sign *sign = open > 0 ? NULL : sign_at(text, at);
    const size_t length = close > 0 ? end + close - at : open > 0 ? open : sign ? strlen(sign->sign) : 1;
    if (sign) {
      sse_buffer_append_text(out, sign->plain);
    } else {
      sse_buffer_append(out, text.data + at, length);
    }
    at += length;
  }
}
