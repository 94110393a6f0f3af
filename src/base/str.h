/* Borrowed strings: text owned by someone else, as a pointer and a length.
 * They are passed by value and never freed.
 * Nothing here knows Unicode: bytes are compared, and white space is that of ASCII. */
#ifndef SSE_BASE_STR_H
#define SSE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Text owned by someone else; not NUL-terminated. {NULL, 0} is "none". */
typedef struct sse_str {
  const char *data;
  size_t length; /* bytes */
} sse_str;

sse_str sse_str_of(const char *text); /* NULL gives none */
bool sse_str_equal(sse_str a, sse_str b);
/* Compares in byte order, a prefix before longer texts: below 0 if `a` comes first, above 0 if `b` does, 0 if
 * they are equal. */
static inline int sse_str_compare(sse_str a, sse_str b) {
  const size_t shorter = a.length < b.length ? a.length : b.length;
  const int bytes = shorter > 0 ? memcmp(a.data, b.data, shorter) : 0;
  return bytes != 0 ? bytes : (a.length > b.length) - (a.length < b.length);
}
/* True if `text` equals the NUL-terminated `word`, ignoring the case of ASCII letters. */
bool sse_str_is(sse_str text, const char *word);
/* True if `text` equals one of several words; the array ends in NULL. */
bool sse_str_is_any(sse_str text, const char *const *words);
/* True if `text` begins with the NUL-terminated `prefix`, ignoring the case of ASCII letters. */
bool sse_str_begins(sse_str text, const char *prefix);
/* True if `text` ends with `suffix`, likewise. */
bool sse_str_ends(sse_str text, const char *suffix);
/* Where `part` first occurs in `text`, in the same case; NULL if it does not. */
const char *sse_str_find(sse_str text, const char *part);
/* Gives the next part of `text`, up to a separator or the end. `*position` is 0 before the first part and
 * moves past each separator; after the last part it is beyond the end of the text. False if no part is left.
 * An empty text has no parts, and a trailing separator is not followed by an empty part. */
bool sse_str_next(sse_str text, char separator, size_t *position, sse_str *part);
/* True if `line` is one of the lines of `lines`. */
bool sse_str_has_line(sse_str lines, sse_str line);
/* True for ASCII white space; false for any other byte, signed or not, and for -1 (EOF). */
static inline bool sse_is_space(int byte) {
  return byte == ' ' || (byte >= '\t' && byte <= '\r');
}
/* True for an ASCII digit, likewise; the same for letters. */
static inline bool sse_is_digit(int byte) {
  return byte >= '0' && byte <= '9';
}
static inline bool sse_is_upper(int byte) {
  return byte >= 'A' && byte <= 'Z';
}
static inline bool sse_is_lower(int byte) {
  return byte >= 'a' && byte <= 'z';
}
static inline bool sse_is_letter(int byte) {
  return sse_is_upper(byte) || sse_is_lower(byte);
}
/* The value of a hexadecimal digit of either case; -1 for any other byte. */
static inline int sse_hex_value(int byte) {
  if (sse_is_digit(byte)) return byte - '0';
  byte |= 0x20;
  return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}
/* An ASCII capital as a small letter; any other byte as it is. */
static inline char sse_lower(char byte) {
  return (char)(sse_is_upper(byte) ? byte | 0x20 : byte);
}
/* The end of the ASCII digits from `start` on; `start` if there are none. */
size_t sse_digits_end(sse_str text, size_t start);
/* The end of the spaces and tabs from `start` on; `start` if there are none. */
size_t sse_blanks_end(sse_str text, size_t start);
/* The text without ASCII white space at either end. */
sse_str sse_str_trim(sse_str text);
/* The bytes of `text` from `start` up to but not including `end`; requires start <= end <= length. */
sse_str sse_str_part(sse_str text, size_t start, size_t end);
/* A NUL-terminated copy that the caller frees; NULL if memory is short. */
char *sse_copy(sse_str text);

#endif
