/* Maps a label to the encoding it means.
 * The table is in charset_labels.h; here is only the comparison, which ignores what writers vary.
 * Nothing here examines the bytes of a text. */
#include "base/charset_labels.h"
#include "base/charset.h"

#include <string.h>

static bool is_passed_over(char c) {
  return c == '-' || c == '_' || c == '.' || c == ' ' || c == '"' || c == '\'';
}

static sse_str without_passed_over(sse_str text) {
  while (text.length > 0 && is_passed_over(text.data[0]))
    text = sse_str_part(text, 1, text.length);
  return text;
}

static bool is_same_label(sse_str a, sse_str b) {
  for (;;) {
    a = without_passed_over(a);
    b = without_passed_over(b);
    if (a.length == 0 || b.length == 0) return a.length == b.length;
    if (sse_lower(a.data[0]) != sse_lower(b.data[0])) return false;
    a = sse_str_part(a, 1, a.length);
    b = sse_str_part(b, 1, b.length);
  }
}

static bool row_has(const sse_charset_row *row, sse_str label) {
  for (const char *at = row->labels; *at;) {
    size_t length = strcspn(at, " ");
    if (is_same_label((sse_str){at, length}, label)) return true;
    at += length;
    if (*at) at++;
  }
  return is_same_label(sse_str_of(row->name), label);
}

const char *sse_charset_of_label(sse_str label) {
  label = without_passed_over(sse_str_trim(label));
  if (label.length == 0) return NULL;
  for (size_t i = 0; i < sizeof sse_charset_rows / sizeof *sse_charset_rows; i++)
    if (row_has(&sse_charset_rows[i], label)) return sse_charset_rows[i].name;
  return NULL;
}
