/* Ranges of bytes (RFC 9110, 14.1.2): first-last, first-, or -count for the last `count` bytes.
 * Numbers that overflow are treated as after the end of any body.
 */
#include "http/range.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"

/* Reads digits, at least one, and moves past them. */
static bool read_number(const char **text, size_t *number) {
  const char *at = *text;
  for (*number = 0; sse_is_digit(*at); at++)
    *number = *number > SIZE_MAX / 10 - 1 ? SIZE_MAX / 10 : *number * 10 + (size_t)(*at - '0');
  bool has_digits = at > *text;
  *text = at;
  return has_digits;
}

range_kind range_read(const char *text, size_t length, size_t *first, size_t *count) {
  static const char unit[] = "bytes=";
  size_t last = 0;
  if (strncasecmp(text, unit, sizeof unit - 1) != 0) return RANGE_WHOLE;
  text += sizeof unit - 1;
  text += strspn(text, " \t");
  bool has_first = read_number(&text, first);
  if (*text++ != '-') return RANGE_WHOLE;
  bool has_last = read_number(&text, &last);
  text += strspn(text, " \t");
  if (*text || (!has_first && !has_last) || (has_first && has_last && last < *first)) return RANGE_WHOLE;
  if (!has_first) {
    *first = last < length ? length - last : 0;
    if (last == 0) return RANGE_NONE;
    last = length;
  }
  if (*first >= length) return RANGE_NONE;
  if (!has_last || last >= length) last = length - 1;
  *count = last - *first + 1;
  return RANGE_PART;
}

void range_write(size_t first, size_t count, size_t length, char text[RANGE_SIZE]) {
  if (count > 0) {
    (void)snprintf(text, RANGE_SIZE, "bytes %zu-%zu/%zu", first, first + count - 1, length); /* fits */
  } else {
    (void)snprintf(text, RANGE_SIZE, "bytes */%zu", length); /* fits, too */
  }
}
