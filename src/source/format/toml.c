/* Recursive descent parser for TOML: a line is a table's name or a setting, whose value may continue on more
 * lines. Only what matters is validated: numbers and dates are taken as written. After a line that is not
 * TOML, reading continues with the next one. */
#include "source/format/toml.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

struct toml {
  sse_str text;
  size_t at;
  const settings_sink *sink;
  sse_buffer path;  /* of the current setting */
  sse_buffer value; /* a string without its escapes */
  size_t left;      /* number of values still allowed */
};

/* ---- Characters ---------------------------------------------------------------------------------- */

static char here(const struct toml *toml) {
  if (toml->at == toml->text.length) return '\0';
  return toml->text.data[toml->at];
}

static bool begins(const struct toml *toml, const char *with) {
  return sse_str_begins(sse_str_part(toml->text, toml->at, toml->text.length), with);
}

static void skip_blanks(struct toml *toml) {
  while (here(toml) == ' ' || here(toml) == '\t')
    toml->at++;
}

static void skip_line(struct toml *toml) {
  while (toml->at < toml->text.length && here(toml) != '\n')
    toml->at++;
}

/* Skips white space, line ends and comments, which are allowed in arrays. */
static void skip_all(struct toml *toml) {
  while (toml->at < toml->text.length && (sse_is_space(here(toml)) || here(toml) == '#')) {
    bool is_comment = here(toml) == '#';
    if (is_comment) skip_line(toml);
    if (!is_comment) toml->at++;
  }
}

/* ---- Strings ------------------------------------------------------------------------------------- */

/* Appends the character whose code is in the next `digits` hexadecimal digits. */
static bool take_code(struct toml *toml, size_t digits) {
  char hex[9] = "";
  utf8proc_uint8_t bytes[4];
  if (toml->text.length - toml->at < digits) return false;
  memcpy(hex, toml->text.data + toml->at, digits);
  if (strspn(hex, "0123456789abcdefABCDEF") != digits) return false;
  utf8proc_int32_t code = (utf8proc_int32_t)(strtoul(hex, NULL, 16) & INT32_MAX);
  if (!utf8proc_codepoint_valid(code)) return false;
  sse_buffer_append(&toml->value, bytes, (size_t)utf8proc_encode_char(code, bytes));
  toml->at += digits;
  return true;
}

/* Takes an escape sequence. A backslash at the end of a line removes all white space up to the next
 * character. */
static bool take_escape(struct toml *toml) {
  static const char names[] = "btnfre\"\\", values[] = "\b\t\n\f\r\x1B\"\\";
  char name = here(toml);
  const char *known = name ? strchr(names, name) : NULL;
  if (sse_is_space(name)) {
    while (sse_is_space(here(toml)))
      toml->at++;
    return true;
  }
  if (!name) return false;
  toml->at++;
  if (known) sse_buffer_append(&toml->value, &values[known - names], 1);
  if (name == 'u' || name == 'U') return take_code(toml, name == 'u' ? 4 : 8);
  if (name == 'x') return take_code(toml, 2);
  return known != NULL;
}

/* Takes a string, up to its closing quotes; returns false if it does not end. */
static bool take_string(struct toml *toml) {
  char quote = here(toml);
  const char *fence = quote == '"' ? "\"\"\"" : "'''";
  bool is_long = begins(toml, fence);
  sse_buffer_clear(&toml->value);
  toml->at += is_long ? 3 : 1;
  if (is_long && here(toml) == '\n') toml->at++;
  while (toml->at < toml->text.length) {
    char byte = here(toml);
    if (byte == '\n' && !is_long) return false;
    if (byte == quote && (!is_long || begins(toml, fence))) {
      toml->at += is_long ? 3 : 1;
      /* one or two quotes may precede the closing ones */
      for (; is_long && here(toml) == quote; toml->at++)
        sse_buffer_append(&toml->value, &quote, 1);
      return true;
    }
    toml->at++;
    if (byte == '\\' && quote == '"') {
      if (!take_escape(toml)) return false;
    } else {
      sse_buffer_append(&toml->value, &byte, 1);
    }
  }
  return false;
}

/* ---- Names --------------------------------------------------------------------------------------- */

static bool is_bare(char byte) {
  bool is_letter = sse_is_letter(byte);
  return is_letter || sse_is_digit(byte) || byte == '_' || byte == '-' || (unsigned char)byte >= 0x80;
}

/* Adds a name, or several separated by dots, to the path. */
static bool take_name(struct toml *toml) {
  for (;;) {
    size_t start = toml->at;
    if (here(toml) == '"' || here(toml) == '\'') {
      if (!take_string(toml)) return false;
      (void)settings_enter(&toml->path, sse_buffer_str(&toml->value));
    } else {
      while (is_bare(here(toml)))
        toml->at++;
      if (toml->at == start) return false;
      (void)settings_enter(&toml->path, sse_str_part(toml->text, start, toml->at));
    }
    skip_blanks(toml);
    if (here(toml) != '.') return true;
    toml->at++;
    skip_blanks(toml);
  }
}

/* ---- Values -------------------------------------------------------------------------------------- */

static bool take_value(struct toml *toml, bool is_entry, int depth);

static bool take_pair(struct toml *toml, bool is_entry, int depth) {
  size_t length = toml->path.length;
  bool is_pair = take_name(toml) && here(toml) == '=';
  if (is_pair) {
    toml->at++;
    skip_blanks(toml);
    is_pair = take_value(toml, is_entry, depth);
  }
  settings_leave(&toml->path, length);
  return is_pair;
}

/* Takes the contents of brackets, which are values, or of braces, which are settings. */
static bool take_list(struct toml *toml, bool is_entry, int depth) {
  bool is_table = here(toml) == '{';
  char end = is_table ? '}' : ']';
  if (depth == SETTINGS_DEEPEST) return false;
  for (toml->at++;;) {
    skip_all(toml);
    if (here(toml) == end) break;
    bool is_taken = is_table ? take_pair(toml, is_entry, depth + 1) : take_value(toml, true, depth + 1);
    skip_all(toml);
    if (!is_taken || (here(toml) != ',' && here(toml) != end)) return false;
    if (here(toml) == ',') toml->at++;
  }
  toml->at++;
  return true;
}

static void give(struct toml *toml, sse_str value, bool is_entry) {
  if (toml->left == 0) {
    toml->sink->lose(toml->sink->context, sse_buffer_str(&toml->path));
    return;
  }
  toml->left--;
  toml->sink->take(toml->sink->context, sse_buffer_str(&toml->path), value, is_entry);
}

static bool take_value(struct toml *toml, bool is_entry, int depth) {
  size_t start = toml->at;
  char first = here(toml);
  if (first == '[' || first == '{') return take_list(toml, is_entry, depth);
  if (first == '"' || first == '\'') {
    if (!take_string(toml)) return false;
    give(toml, sse_buffer_str(&toml->value), is_entry);
    return true;
  }
  while (toml->at < toml->text.length && !strchr(",]}#\n", here(toml)))
    toml->at++;
  sse_str value = sse_str_trim(sse_str_part(toml->text, start, toml->at));
  if (value.length > 0) give(toml, value, is_entry);
  return value.length > 0;
}

/* ---- Lines --------------------------------------------------------------------------------------- */

/* Takes a line with a table's name: [name], or [[name]] for an element of a list. */
static void take_table(struct toml *toml, bool *is_entry) {
  toml->at++;
  *is_entry = here(toml) == '[';
  if (*is_entry) toml->at++;
  skip_blanks(toml);
  settings_leave(&toml->path, 0);
  (void)take_name(toml);
  skip_line(toml);
}

/* Takes a setting. If its value is not TOML, the line is skipped. */
static void take_setting(struct toml *toml, bool is_entry) {
  size_t start = toml->at, length = toml->path.length;
  if (take_pair(toml, is_entry, 0)) {
    skip_blanks(toml);
  } else {
    toml->at = start;
    if (take_name(toml)) toml->sink->lose(toml->sink->context, sse_buffer_str(&toml->path));
    settings_leave(&toml->path, length);
  }
  skip_line(toml);
}

sse_status toml_settings(sse_str text, const settings_sink *sink, sse_error *err) {
  struct toml toml = {.text = text, .sink = sink, .left = SETTINGS_MOST};
  bool is_entry = false;
  while (toml.at < text.length) {
    skip_all(&toml);
    if (toml.at == text.length) break;
    if (here(&toml) == '[') {
      take_table(&toml, &is_entry);
    } else {
      take_setting(&toml, is_entry);
    }
  }
  bool failed = toml.path.failed || toml.value.failed;
  sse_buffer_reset(&toml.path);
  sse_buffer_reset(&toml.value);
  return failed ? sse_fail_memory(err) : SSE_OK;
}
