/* Private to source/: parses JSON in memory with jansson.
 * Common deviations from JSON that are unambiguous are repaired: NaN, integers with too many digits for a
 * number, lone surrogates, and line breaks in strings. */
#ifndef SSE_SOURCE_JSON_TEXT_H
#define SSE_SOURCE_JSON_TEXT_H

#include "base/status.h"
#include "base/str.h"

#include <jansson.h>

/* Parses a value, which the caller owns. Errors: SSE_INVALID with jansson's reason, SSE_NO_MEMORY. */
sse_status json_text_parse(sse_str text, json_t **value, sse_error *err);

/* Finds the end of a value by counting brackets outside strings. All zero before its first byte. */
struct json_scan {
  size_t depth;
  bool in_string, is_escaped;
};

/* Returns true if the value ends with `byte`; one without brackets and quotes never does. */
bool json_text_ends_with(struct json_scan *scan, int byte);
/* Returns true if a value without brackets and quotes ended before `byte`. */
bool json_text_ends_before(const struct json_scan *scan, int byte);

/* The end of the value that begins at `at`; `*is_whole` is false if the text ends before the value does. */
size_t json_text_value_end(sse_str text, size_t at, bool *is_whole);

/* The text of a string or a number; none for other values. `digits` has room for the number. */
sse_str json_text_of(const json_t *value, char digits[32]);
/* The length of a prefix that makes a browser run the value, or keeps it from doing so: callback( of JSONP,
 * window.x = of an export, )]}' and while(1);. 0 for none. */
size_t json_text_prefix(sse_str text);

#endif
