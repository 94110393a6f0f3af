/* Escapes text for HTML and XML, with its matches marked.
 * Text that needs no escaping, ASCII except for five characters, is written in long runs.
 * Code points are never split. */
#include "base/printable.h"
#include "render/render.h"

#include <string.h>

/* The stream's error flag records failures. */
static void put(FILE *out, const char *text) {
  (void)fputs(text, out);
}

/* True for what HTML and XML do not allow: control characters except tabs and line ends, U+FFFE and
 * U+FFFF. */
static bool is_forbidden(const char *text) {
  return (sse_character_is_control(text) && *text != '\n' && *text != '\t') ||
         strncmp(text, "\xEF\xBF\xBE", 3) == 0 || strncmp(text, "\xEF\xBF\xBF", 3) == 0;
}

/* Writes the code point at `text` escaped; returns its length. */
static size_t put_escaped_code(FILE *out, const char *text) {
  size_t length = sse_character_length(text);
  switch (*text) {
  case '&':
    put(out, "&amp;");
    break;
  case '<':
    put(out, "&lt;");
    break;
  case '>':
    put(out, "&gt;");
    break;
  case '"':
    put(out, "&quot;");
    break;
  case '\'':
    put(out, "&#39;");
    break;
  default:
    if (is_forbidden(text)) {
      put(out, "\xEF\xBF\xBD");
    } else {
      (void)fwrite(text, 1, length, out);
    }
  }
  return length;
}

/* Writes the run of ASCII at `text` that needs no escaping, up to `most` characters, and returns its length.
 * Most text is such runs. */
static size_t put_plain(FILE *out, const char *text, size_t most) {
  size_t length = 0;
  while (length < most && text[length] >= ' ' && text[length] < 0x7F && !strchr("&<>\"'", text[length]))
    length++;
  if (length > 0) (void)fwrite(text, 1, length, out);
  return length;
}

void render_escaped(FILE *out, const char *text) {
  while (*text) {
    text += put_plain(out, text, SIZE_MAX);
    if (*text) text += put_escaped_code(out, text);
  }
}

void render_name(FILE *out, const char *name) {
  (void)fputs("<bdi>", out);
  render_escaped(out, name);
  (void)fputs("</bdi>", out);
}

/* Marks of direction are the only invisible characters that names may have; in UTF-8 they have three
 * bytes. */
void render_escaped_value(FILE *out, const char *text) {
  for (; *text; text += sse_character_length(text)) {
    const unsigned char *bytes = (const unsigned char *)text;
    if (sse_character_is_control(text) && sse_character_length(text) == 3) {
      (void)fprintf(out, "&#x%X;", (bytes[0] & 0xFu) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu));
    } else {
      (void)put_escaped_code(out, text);
    }
  }
}

void render_marked(FILE *out, const search_text *shown) {
  render_marked_with(out, shown, "<mark>", "</mark>");
}

void render_marked_with(FILE *out, const search_text *shown, const char *pre, const char *post) {
  const char *text = shown->text;
  size_t position = 0, range = 0, end = SIZE_MAX;
  while (*text) {
    if (position == end) put(out, post);
    if (range < shown->range_count && position == shown->ranges[range].start) {
      put(out, pre);
      end = position + shown->ranges[range++].length;
    }
    size_t next = end > position ? end : SIZE_MAX;
    if (range < shown->range_count && shown->ranges[range].start < next) next = shown->ranges[range].start;
    size_t plain = put_plain(out, text, next > position ? next - position : 1);
    text += plain > 0 ? plain : put_escaped_code(out, text);
    position += plain > 0 ? plain : 1;
    if (!*text && end == position) put(out, post);
  }
}
