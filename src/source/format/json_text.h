/* Private to source/: JSON parsed by jansson, from text that stands in memory.
 * What programs write that is not JSON, though nobody takes it for anything else, is mended: NaN, integers
 * with more figures than a number has room for, half a character, and lines in strings. */
#ifndef SSE_SOURCE_JSON_TEXT_H
#define SSE_SOURCE_JSON_TEXT_H

#include "base/status.h"
#include "base/str.h"

#include <jansson.h>

/* Parses a value. Errors: SSE_INVALID with jansson's reason, SSE_NO_MEMORY. `*value` is the caller's. */
sse_status json_text_parse(sse_str text, json_t **value, sse_error *err);

/* Where a value ends, by brackets outside of strings. All zero before its first byte. */
struct json_scan {
  size_t depth;
  bool in_string, is_escaped;
};

/* True where the value ends with `byte`; one without brackets and quotes never does. */
bool json_text_ends_with(struct json_scan *scan, int byte);
/* True where a value without brackets and quotes ended before `byte`. */
bool json_text_ends_before(const struct json_scan *scan, int byte);

/* Where the value that begins at `at` ends; `*is_whole` is false where the text ends in it. */
size_t json_text_value_end(sse_str text, size_t at, bool *is_whole);

/* The text of a value that is a string or a number; none for others. `digits` has room for the number. */
sse_str json_text_of(const json_t *value, char digits[32]);
/* The length of what stands before a value so that a browser runs it or does not: callback( of JSONP,
 * window.x = of an export, )]}' and while(1);. 0 for nothing of that. */
size_t json_text_prefix(sse_str text);

#endif
