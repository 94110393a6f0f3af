/* Borrowed strings, and copies of them.
 * White space is that of ASCII, whatever the locale.
 * A string without data has length 0 and equals the empty string. */
#include "base/str.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

sse_str sse_str_of(const char *text) {
  return (sse_str){text, text ? strlen(text) : 0};
}

bool sse_str_equal(sse_str a, sse_str b) {
  return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

/* A quick check for searches through tables of words, most of which differ in the first byte. */
static bool may_begin(sse_str text, const char *word) {
  return text.length > 0 && (text.data[0] | 0x20) == (word[0] | 0x20);
}

bool sse_str_is(sse_str text, const char *word) {
  if (text.length > 0 && !may_begin(text, word)) return false;
  return text.length == strlen(word) && sse_str_begins(text, word);
}

bool sse_str_is_any(sse_str text, const char *const *words) {
  for (; *words; words++)
    if (sse_str_is(text, *words)) return true;
  return false;
}

bool sse_str_begins(sse_str text, const char *prefix) {
  if (!may_begin(text, prefix)) return !*prefix;
  size_t length = strlen(prefix);
  return length == 0 || (text.length >= length && strncasecmp(text.data, prefix, length) == 0);
}

bool sse_str_ends(sse_str text, const char *suffix) {
  size_t length = strlen(suffix);
  return length == 0 ||
         (text.length >= length && strncasecmp(text.data + text.length - length, suffix, length) == 0);
}

const char *sse_str_find(sse_str text, const char *part) {
  return text.length > 0 ? memmem(text.data, text.length, part, strlen(part)) : NULL;
}

bool sse_str_next(sse_str text, char separator, size_t *position, sse_str *part) {
  if (*position >= text.length) return false;
  const char *start = text.data + *position, *end = memchr(start, separator, text.length - *position);
  *part = (sse_str){start, end ? (size_t)(end - start) : text.length - *position};
  *position += part->length + 1;
  return true;
}

bool sse_str_has_line(sse_str lines, sse_str line) {
  sse_str other;
  for (size_t position = 0; sse_str_next(lines, '\n', &position, &other);)
    if (sse_str_equal(other, line)) return true;
  return false;
}

size_t sse_digits_end(sse_str text, size_t start) {
  while (start < text.length && sse_is_digit(text.data[start]))
    start++;
  return start;
}

size_t sse_blanks_end(sse_str text, size_t start) {
  while (start < text.length && (text.data[start] == ' ' || text.data[start] == '\t'))
    start++;
  return start;
}

sse_str sse_str_trim(sse_str text) {
  while (text.length > 0 && sse_is_space(text.data[0])) {
    text.data++;
    text.length--;
  }
  while (text.length > 0 && sse_is_space(text.data[text.length - 1]))
    text.length--;
  return text;
}

sse_str sse_str_part(sse_str text, size_t start, size_t end) {
  return (sse_str){text.data ? text.data + start : NULL, end - start};
}

char *sse_copy(sse_str text) {
  char *copy = malloc(text.length + 1);
  if (!copy) return NULL;
  if (text.length > 0) memcpy(copy, text.data, text.length);
  copy[text.length] = '\0';
  return copy;
}
