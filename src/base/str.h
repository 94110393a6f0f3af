/* Borrowed strings: text that someone else owns, as pointer and length.
 * They are passed by value and never freed.
 * Nothing here knows of Unicode: bytes are compared, and white space is ASCII's. */
#ifndef SSE_BASE_STR_H
#define SSE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Text that someone else owns; not NUL-terminated. {NULL, 0} is "none". */
typedef struct sse_str {
  const char *data;
  size_t length; /* bytes */
} sse_str;

sse_str sse_str_of(const char *text); /* NULL gives none */
bool sse_str_equal(sse_str a, sse_str b);
/* Which comes first in byte order, a text before those that it begins: below 0 for `a`, above 0 for `b`, 0
 * where they are equal. */
static inline int sse_str_compare(sse_str a, sse_str b) {
  const size_t shorter = a.length < b.length ? a.length : b.length;
  const int bytes = shorter > 0 ? memcmp(a.data, b.data, shorter) : 0;
  return bytes != 0 ? bytes : (a.length > b.length) - (a.length < b.length);
}
/* True where `text` is the NUL-terminated `word`, ASCII letters of either case alike. */
bool sse_str_is(sse_str text, const char *word);
/* The same for one of several words, NULL after the last. */
bool sse_str_is_any(sse_str text, const char *const *words);
/* True where `text` begins with the NUL-terminated `prefix`, ASCII letters of either case alike. */
bool sse_str_begins(sse_str text, const char *prefix);
/* The same for its end. */
bool sse_str_ends(sse_str text, const char *suffix);
/* The next part of `text` up to a separator, or up to the end. `*position` is 0 for the first and moves past
 * the separator, so that it is beyond the text after the last one. False where there is none: no text has
 * none, and what ends in a separator no empty one after that. */
bool sse_str_next(sse_str text, char separator, size_t *position, sse_str *part);
/* True where one of the lines of `lines` is `line`. */
bool sse_str_has_line(sse_str lines, sse_str line);
/* True for ASCII white space; false for any other byte, signed or not, and for -1, the end of a file. */
static inline bool sse_is_space(int byte) {
  return byte == ' ' || (byte >= '\t' && byte <= '\r');
}
/* The same for an ASCII digit. */
static inline bool sse_is_digit(int byte) {
  return byte >= '0' && byte <= '9';
}
/* The same text without ASCII white space at either end. */
sse_str sse_str_trim(sse_str text);
/* The bytes of `text` from `start` up to, not including, `end`; needs start <= end <= length. */
sse_str sse_str_part(sse_str text, size_t start, size_t end);
/* A NUL-terminated copy the caller frees; NULL where memory is short. */
char *sse_copy(sse_str text);

#endif
