/* Breaks text into lines for a terminal, with the query's words marked.
 * A word is measured before it is written; the space before it is written only if the line does not end
 * there. Escape sequences have no width. */
#include "render/wrap.h"
#include "base/printable.h"

#include <utf8proc.h>

#define NORMAL  "\033[0m"
#define INVALID "\xEF\xBF\xBD"

void wrap_put_code(FILE *out, const char *text) {
  if (sse_character_is_control(text)) {
    (void)fputs(INVALID, out);
  } else {
    (void)fwrite(text, 1, sse_character_length(text), out);
  }
}

size_t wrap_columns(const char *text) {
  utf8proc_int32_t code;
  utf8proc_ssize_t length = (utf8proc_ssize_t)sse_character_length(text);
  if (sse_character_is_control(text) || utf8proc_iterate((const utf8proc_uint8_t *)text, length, &code) < 1)
    return 1;
  return (size_t)utf8proc_charwidth(code);
}

/* Hangul syllables (U+AC00 to U+D7A3) are wide, but Korean puts spaces between words. */
static bool is_hangul(const char *text) {
  utf8proc_int32_t code;
  utf8proc_ssize_t length = (utf8proc_ssize_t)sse_character_length(text);
  return utf8proc_iterate((const utf8proc_uint8_t *)text, length, &code) > 0 && code >= 0xAC00 &&
         code <= 0xD7A3;
}

/* The columns up to the next possible line break: a space or, in text without spaces, a wide character. */
static size_t word_columns(const char *text) {
  size_t columns = 0;
  for (; *text && *text != ' ' && *text != '\n'; text += sse_character_length(text)) {
    size_t wide = wrap_columns(text);
    if (wide == 2 && !is_hangul(text)) return columns > 0 ? columns : wide;
    columns += wide;
  }
  return columns;
}

static void break_line(struct line *line) {
  (void)fprintf(line->out, "\n%*s", (int)line->indent, "");
  line->column = line->indent;
}

/* What is being written: the text, its marks, and the position in both. */
struct writing {
  const search_text *shown;
  const char *base, *mark; /* NULL: no escape sequences */
  size_t position, range, end;
};

/* Passes the current code point, and begins or ends a mark before it. */
static void turn_marks(struct line *line, struct writing *writing) {
  const search_text *shown = writing->shown;
  size_t position = writing->position++;
  if (!writing->mark) return;
  if (position == writing->end) {
    (void)fprintf(line->out, NORMAL "%s", writing->base);
    writing->end = SIZE_MAX;
  }
  if (writing->range < shown->range_count && position == shown->ranges[writing->range].start) {
    (void)fputs(writing->mark, line->out);
    writing->end = position + shown->ranges[writing->range++].length;
  }
}

static void put_code(struct line *line, struct writing *writing, const char *text) {
  size_t wide = wrap_columns(text);
  if (line->width > 0 && line->column + wide > line->width && line->column > line->indent) break_line(line);
  turn_marks(line, writing);
  wrap_put_code(line->out, text);
  line->column += wide;
}

/* Writes a space, unless the next word does not fit and the line ends here. No line begins with one. */
static void put_space(struct line *line, struct writing *writing, const char *text) {
  bool is_first = line->width > 0 && line->column == line->indent && writing->position > 0;
  bool fits = line->width == 0 || line->column + 1 + word_columns(text + 1) <= line->width;
  if (fits && !is_first) {
    put_code(line, writing, text);
    return;
  }
  turn_marks(line, writing);
  if (line->column > line->indent) break_line(line);
}

/* Ends a line or, if lines are not broken, writes a space. */
static void put_end(struct line *line, struct writing *writing) {
  if (line->width == 0) {
    put_code(line, writing, " ");
    return;
  }
  turn_marks(line, writing);
  if (line->column > line->indent) break_line(line);
}

void wrap_text(struct line *line, const search_text *shown, const char *base, const char *mark) {
  struct writing writing = {.shown = shown, .base = base, .mark = mark, .end = SIZE_MAX};
  if (mark) (void)fputs(base, line->out);
  for (const char *text = shown->text; *text; text += sse_character_length(text)) {
    if (*text == '\n') {
      put_end(line, &writing);
    } else if (*text == ' ') {
      put_space(line, &writing, text);
    } else {
      put_code(line, &writing, text);
    }
  }
  if (mark && (*base || writing.end != SIZE_MAX)) (void)fputs(NORMAL, line->out);
}

void wrap_plain(struct line *line, const char *text) {
  const search_text shown = {.text = (char *)text}; /* never written to */
  wrap_text(line, &shown, "", NULL);
}

void wrap_end(struct line *line) {
  (void)fputs("\n", line->out);
  line->column = 0;
}
