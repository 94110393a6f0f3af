/* The lines of an INI file.
 * Whatever is ambiguous is an error: a value that is only partly quoted, or that continues.
 * Text is treated as bytes; the settings decide what is valid. */
#include "programs/ini.h"

#include <string.h>

static bool has_control(sse_str text) {
  for (size_t i = 0; i < text.length; i++) {
    unsigned char byte = (unsigned char)text.data[i];
    if ((byte < ' ' && byte != '\t') || byte == 0x7F) return true;
  }
  return false;
}

/* Appends the text between the quotes. */
static sse_status append_quoted(sse_str text, sse_buffer *value, sse_error *err) {
  size_t at = 1;
  for (; at < text.length; at++) {
    bool is_quote = text.data[at] == '"';
    if (is_quote && at + 1 < text.length && text.data[at + 1] == '"') {
      at++;
    } else if (is_quote) {
      break;
    }
    sse_buffer_append(value, &text.data[at], 1);
  }
  if (at + 1 == text.length) return SSE_OK;
  return sse_fail(err, SSE_INVALID,
                  at == text.length
                      ? "the quote that opens the value is not closed"
                      : "there is text after the closing quote; write a quote within the value twice");
}

static sse_status parse_setting(sse_str text, ini_line *line, sse_error *err) {
  const char *equals = memchr(text.data, '=', text.length);
  size_t at = equals ? (size_t)(equals - text.data) : 0;
  line->kind = INI_SETTING;
  line->name = sse_str_trim(sse_str_part(text, 0, at));
  if (line->name.length == 0) return sse_fail(err, SSE_INVALID, "is neither [section] nor name = value");
  sse_str value = sse_str_trim(sse_str_part(text, at + 1, text.length));
  sse_status status = SSE_OK;
  if (value.length > 0 && value.data[0] == '"') {
    status = append_quoted(value, &line->value, err);
  } else {
    sse_buffer_append_str(&line->value, value);
  }
  if (!status && line->value.failed) status = sse_fail_memory(err);
  if (!status && line->value.length == 0)
    status = sse_fail(err, SSE_INVALID, "'%.*s' has no value", (int)line->name.length, line->name.data);
  return status;
}

sse_status ini_parse(sse_str text, ini_line *line, sse_error *err) {
  text = sse_str_trim(text);
  line->kind = INI_BLANK;
  line->name = (sse_str){0};
  sse_buffer_clear(&line->value);
  if (text.length == 0 || text.data[0] == '#' || text.data[0] == ';') return SSE_OK;
  if (has_control(text)) return sse_fail(err, SSE_INVALID, "has a control character");
  if (text.data[0] != '[') return parse_setting(text, line, err);
  const char *closing = memchr(text.data, ']', text.length);
  if (!closing) return sse_fail(err, SSE_INVALID, "the section has no closing ']'");
  if (text.data[text.length - 1] != ']')
    return sse_fail(err, SSE_INVALID, "there is text after the section; a comment needs a line of its own");
  line->kind = INI_SECTION;
  line->name = sse_str_trim(sse_str_part(text, 1, text.length - 1));
  return SSE_OK;
}

/* program_flush reports errors of standard output at the end. */
void ini_print(FILE *out, const char *name, const char *value) {
  size_t length = strlen(value);
  bool quoted = value[0] == '"' || sse_str_trim(sse_str_of(value)).length < length;
  (void)fprintf(out, "%s = %s", name, quoted ? "\"" : "");
  for (size_t i = 0; i < length; i++) {
    if (quoted && value[i] == '"') (void)fputc('"', out);
    (void)fputc(value[i], out);
  }
  (void)fputs(quoted ? "\"\n" : "\n", out);
}
