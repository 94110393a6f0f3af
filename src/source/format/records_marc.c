/* Catalogues: ISBD punctuation, and the MARC code list for languages (Library of Congress).
 * Codes for "undetermined", "several" and "no linguistic content" count as none.
 * Pure functions. */
#include "source/format/records_marc.h"

#include <string.h>

sse_str records_marc_unpunctuated(sse_str text) {
  text = sse_str_trim(text);
  while (text.length > 0 && strchr("/:;,= ", text.data[text.length - 1]))
    text.length--;
  bool is_point = text.length > 3 && text.data[text.length - 1] == '.' && text.data[text.length - 3] != ' ';
  if (is_point && text.data[text.length - 2] != '.') text.length--;
  return text;
}

sse_str records_marc_language(sse_str text) {
  static const char *const others[] = {"und", "zxx", "mul", "mis", "|||", "###", "xxx", NULL};
  if (text.length > 3) text.length = 3;
  if (sse_str_is_any(text, others)) return (sse_str){0};
  return text;
}
