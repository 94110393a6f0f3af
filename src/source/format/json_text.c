/* Parses JSON with jansson, and matches the brackets of JSON that is not parsed yet.
 * Running out of memory is distinguished from text that is not JSON.
 * Repairs are tried only if jansson rejects a value. */
#include "source/format/json_text.h"
#include "base/buffer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool json_text_ends_with(struct json_scan *scan, int byte) {
  if (scan->in_string) {
    bool closes = byte == '"' && !scan->is_escaped;
    scan->is_escaped = byte == '\\' && !scan->is_escaped;
    if (closes) scan->in_string = false;
    return closes && scan->depth == 0;
  }
  if (byte == '"') scan->in_string = true;
  if (byte == '{' || byte == '[') scan->depth++;
  if ((byte == '}' || byte == ']') && scan->depth > 0) return --scan->depth == 0;
  return false;
}

bool json_text_ends_before(const struct json_scan *scan, int byte) {
  return scan->depth == 0 && !scan->in_string &&
         (sse_is_space(byte) || byte == ',' || byte == ']' || byte == '}');
}

size_t json_text_value_end(sse_str text, size_t at, bool *is_whole) {
  struct json_scan scan = {0};
  *is_whole = true;
  for (size_t i = at; i < text.length; i++) {
    if (i > at && json_text_ends_before(&scan, text.data[i])) return i;
    if (json_text_ends_with(&scan, text.data[i])) return i + 1;
  }
  *is_whole = false;
  return text.length;
}

/* ---- Prefixes of a value ------------------------------------------------------------------------- */

/* The end of the white space and the comment at the beginning of a text. */
static size_t comment_end(sse_str text) {
  size_t at = 0;
  while (at < text.length && sse_is_space(text.data[at]))
    at++;
  const char *end = sse_str_begins(sse_str_part(text, at, text.length), "/*")
                        ? sse_str_find(sse_str_part(text, at, text.length), "*/")
                        : NULL;
  if (end) at = (size_t)(end - text.data) + 2;
  while (at < text.length && sse_is_space(text.data[at]))
    at++;
  return at;
}

static bool begins_value(sse_str text) {
  return text.length > 0 && (text.data[0] == '{' || text.data[0] == '[');
}

/* The length of a name followed by a parenthesis or an equals sign, with which a script takes a value. */
static size_t name_length(sse_str text) {
  enum { LONGEST = 200 };
  static const char others[] = "_$.\"'=&;([] ";
  char last = '\0';
  size_t start = comment_end(text);
  for (size_t at = start; at < text.length && at < start + LONGEST; at++) {
    char byte = text.data[at];
    bool is_letter = sse_is_letter(byte) || byte == '_' || byte == '$';
    if (begins_value(sse_str_part(text, at, text.length)) && (last == '(' || last == '=')) return at;
    if (at == start && !is_letter) return 0;
    if (!is_letter && !sse_is_digit(byte) && !strchr(others, byte) && byte != '\n') return 0;
    if (!sse_is_space(byte)) last = byte;
  }
  return 0;
}

size_t json_text_prefix(sse_str text) {
  static const char *const guards[] = {")]}'", "])}while(1);</x>", "while(1);", "for(;;);"};
  for (size_t i = 0; i < sizeof guards / sizeof *guards; i++) {
    size_t length = strlen(guards[i]);
    if (!sse_str_begins(text, guards[i])) continue;
    while (length < text.length && (sse_is_space(text.data[length]) || text.data[length] == ','))
      length++;
    return begins_value(sse_str_part(text, length, text.length)) ? length : 0;
  }
  return name_length(text);
}

/* ---- Repairs ------------------------------------------------------------------------------------- */

/* Returns the length of a word that Python or JavaScript write instead of a number or null; 0 for none. */
static size_t word_length(sse_str text) {
  static const char *const words[] = {"NaN", "Infinity", "-Infinity", "-NaN", "undefined", "None"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t length = strlen(words[i]);
    if (text.length >= length && memcmp(text.data, words[i], length) == 0) return length;
  }
  return 0;
}

/* The length of the number at the beginning of a text. */
static size_t number_length(sse_str text) {
  size_t length = 0;
  while (length < text.length && strchr("+-.0123456789eE", text.data[length]) && text.data[length])
    length++;
  return length;
}

/* Appends one token outside strings; numbers with many digits become strings. Returns its length. */
static size_t mend_token(sse_str text, sse_buffer *out) {
  enum { FIGURES = 18 }; /* that fit in a 64-bit integer */
  bool begins_number = text.data[0] == '-' || sse_is_digit(text.data[0]);
  size_t length = word_length(text), number = begins_number ? number_length(text) : 0;
  if (length > 0) {
    sse_buffer_append_text(out, "null");
    return length;
  }
  sse_str token = sse_str_part(text, 0, number > 0 ? number : 1);
  bool is_real = number > 0 && (memchr(token.data, 'e', number) || memchr(token.data, 'E', number));
  bool is_long = number > FIGURES || is_real;
  if (is_long) sse_buffer_append_text(out, "\"");
  sse_buffer_append_str(out, token);
  if (is_long) sse_buffer_append_text(out, "\"");
  return token.length;
}

/* The number in \u and four hexadecimal digits at the beginning of a text; 0 if there are none. */
static unsigned escaped_unit(sse_str text) {
  char digits[5] = "";
  if (text.length < 6 || memcmp(text.data, "\\u", 2) != 0) return 0;
  memcpy(digits, text.data + 2, 4);
  bool is_number = strspn(digits, "0123456789abcdefABCDEF") == 4;
  return is_number ? (unsigned)strtoul(digits, NULL, 16) : 0;
}

static bool is_half(unsigned unit, unsigned first) {
  return unit >= first && unit < first + 0x400;
}

/* Appends an escape sequence in a string and returns its length. A lone surrogate comes from text that was
 * truncated within a character; JavaScript writes \'. */
static size_t mend_escape(sse_str text, sse_buffer *out) {
  unsigned unit = escaped_unit(text);
  bool is_pair = is_half(unit, 0xD800) && is_half(escaped_unit(sse_str_part(text, 6, text.length)), 0xDC00);
  bool is_cut = !is_pair && (is_half(unit, 0xD800) || is_half(unit, 0xDC00));
  size_t length = is_pair ? 12 : unit > 0 ? 6 : text.length > 1 ? 2 : 1;
  if (is_cut) {
    sse_buffer_append_text(out, "\\ufffd");
  } else if (length == 2 && text.data[1] == '\'') {
    sse_buffer_append_text(out, "'");
  } else {
    sse_buffer_append_str(out, sse_str_part(text, 0, length));
  }
  return length;
}

/* Appends a string; line breaks and tabs in it are escaped. */
static void mend_string(sse_str text, sse_buffer *out) {
  for (size_t at = 0; at < text.length;) {
    unsigned char byte = (unsigned char)text.data[at];
    if (byte == '\\') {
      at += mend_escape(sse_str_part(text, at, text.length), out);
      continue;
    }
    if (byte < ' ') sse_buffer_printf(out, "\\u%04x", byte);
    if (byte >= ' ') sse_buffer_append(out, text.data + at, 1);
    at++;
  }
}

static void mend(sse_str text, sse_buffer *out) {
  for (size_t at = 0, end; at < text.length; at = end) {
    sse_str rest = sse_str_part(text, at, text.length);
    bool is_whole = true;
    if (rest.data[0] == '"') {
      end = json_text_value_end(text, at, &is_whole);
      mend_string(sse_str_part(text, at, end), out);
    } else {
      end = at + mend_token(rest, out);
    }
  }
}

/* ---- Parsing ------------------------------------------------------------------------------------- */

/* jansson takes some failed allocations for syntax errors, and loses letters because of others, but malloc
 * reports them in errno (POSIX). */
static json_t *load(sse_str text, json_error_t *error, bool *is_short) {
  errno = 0;
  json_t *value = json_loadb(text.data, text.length, JSON_ALLOW_NUL, error);
  *is_short = errno == ENOMEM;
  if (!*is_short) return value;
  json_decref(value);
  return NULL;
}

sse_status json_text_parse(sse_str text, json_t **value, sse_error *err) {
  json_error_t error;
  bool is_short = false;
  *value = load(text, &error, &is_short);
  if (*value) return SSE_OK;
  if (is_short) return sse_fail_memory(err);
  sse_buffer mended = {0};
  mend(text, &mended);
  bool differs = !mended.failed && !sse_str_equal(sse_buffer_str(&mended), text);
  json_error_t again;
  if (differs) *value = load(sse_buffer_str(&mended), &again, &is_short);
  if (mended.failed) is_short = true;
  sse_buffer_reset(&mended);
  if (is_short) return sse_fail_memory(err);
  return *value ? SSE_OK : sse_fail(err, SSE_INVALID, "not JSON: %s", error.text);
}

sse_str json_text_of(const json_t *value, char digits[32]) {
  if (json_is_string(value)) return (sse_str){json_string_value(value), json_string_length(value)};
  if (!json_is_number(value)) return (sse_str){0};
  int length;
  if (json_is_integer(value)) {
    length = snprintf(digits, 32, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
  } else {
    length = snprintf(digits, 32, "%.15g", json_real_value(value)); /* the precision of a double */
  }
  return (sse_str){digits, length > 0 ? (size_t)length : 0};
}
