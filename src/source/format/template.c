/* Finds the end of template constructs.
 * Every search is bounded, so that a text full of unclosed braces takes linear time.
 * Only the syntax is handled here; format/shortcodes.c decides what becomes of it. */
#include "source/format/template.h"

#include <string.h>

static sse_str near(sse_str text) {
  return sse_str_part(text, 0, text.length < TEMPLATE_LONGEST ? text.length : TEMPLATE_LONGEST);
}

/* The length up to the end of `close`; 0 if it is not there. */
static size_t length_to(sse_str text, size_t from, const char *close) {
  size_t length = strlen(close);
  text = near(text);
  if (text.length < from + length) return 0;
  const char *found = memmem(text.data + from, text.length - from, close, length);
  return found ? (size_t)(found - text.data) + length : 0;
}

static bool is_letter(char byte) {
  return sse_is_letter(byte) || (unsigned char)byte >= 0x80;
}

static bool is_word(char byte) {
  return is_letter(byte) || sse_is_digit(byte) || byte == '_' || byte == '-';
}

/* Returns true if the line that ends at `at` is the last of a paragraph: an empty line or a code fence
 * follows. */
static bool ends_paragraph(sse_str text, size_t at) {
  if (text.data[at] != '\n') return false;
  sse_str rest = sse_str_part(text, at + 1, text.length);
  const char *newline = rest.length > 0 ? memchr(rest.data, '\n', rest.length) : NULL;
  sse_str line = newline ? sse_str_part(rest, 0, (size_t)(newline - rest.data)) : rest;
  size_t fence;
  return sse_str_trim(line).length == 0 || template_fence(line, &fence) > 0;
}

size_t template_span(sse_str text, bool *is_closed) {
  size_t count = 0, run = 0;
  text = near(text);
  while (count < text.length && text.data[count] == '`')
    count++;
  *is_closed = true;
  for (size_t at = count; at <= text.length; at++) {
    if (at < text.length && text.data[at] == '`') {
      run++;
      continue;
    }
    if (run == count) return at;
    run = 0;
    if (at < text.length && ends_paragraph(text, at)) break;
  }
  *is_closed = false;
  return count;
}

/* ---- Templates ----------------------------------------------------------------------------------- */

/* The length up to the end of `close` in the same paragraph, outside code; 0 if there is none. */
static size_t length_in_paragraph(sse_str text, size_t from, const char *close) {
  text = near(text);
  if (length_to(text, from, close) == 0) return 0; /* a quick check first */
  for (size_t at = from; at < text.length && !ends_paragraph(text, at);) {
    sse_str rest = sse_str_part(text, at, text.length);
    bool is_closed;
    if (sse_str_begins(rest, close)) return at + strlen(close);
    at += text.data[at] == '`' ? template_span(rest, &is_closed) : 1;
  }
  return 0;
}

/* Returns true for an expression. Braces around a single word are text, as in documentation and formulas;
 * those of a template contain spaces, a member, a filter or a call. */
static bool is_expression(sse_str inner) {
  if (inner.length == 0) return false;
  if (sse_is_space(inner.data[0]) || inner.data[0] == '-') return true;
  return memchr(inner.data, '.', inner.length) || memchr(inner.data, '|', inner.length) ||
         memchr(inner.data, '(', inner.length);
}

size_t template_tag(sse_str text, sse_str *name) {
  static const struct {
    const char *open, *close;
  } forms[] = {{"{{<", ">}}"}, {"{{%", "%}}"}, {"{{", "}}"}, {"{%", "%}"}, {"{# ", "#}"}};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    if (!sse_str_begins(text, forms[i].open)) continue;
    size_t open = strlen(forms[i].open);
    bool is_comment = forms[i].open[1] == '#'; /* may span several paragraphs */
    size_t length =
        is_comment ? length_to(text, open, forms[i].close) : length_in_paragraph(text, open, forms[i].close);
    bool is_plain = strcmp(forms[i].open, "{{") == 0;
    if (length == 0) continue;
    if (is_plain && !is_expression(sse_str_part(text, open, length - 2))) return 0;
    size_t start = open, end;
    while (start < length && (sse_is_space(text.data[start]) || text.data[start] == '-'))
      start++;
    if (start < length && text.data[start] == '/') start++;
    for (end = start; end < length && is_word(text.data[end]);)
      end++;
    *name = is_plain ? (sse_str){"", 0} : sse_str_part(text, start, end);
    return length;
  }
  return 0;
}

/* The length of one attribute; 0 if it is not one. Sets `*is_key` for a key with a value. */
static size_t attribute_length(sse_str text, bool *is_key) {
  size_t end = 0;
  *is_key = false;
  if (text.length == 0) return 0;
  if (text.data[0] == '-') return 1;
  if (text.data[0] == '#' || text.data[0] == '.' || text.data[0] == '=') end++;
  size_t start = end;
  while (end < text.length && (is_word(text.data[end]) || text.data[end] == ':'))
    end++;
  if (end == start) return 0;
  if (start > 0) return end;
  if (end == text.length || text.data[end] != '=') return 0;
  *is_key = true;
  char quote = '\0';
  if (++end < text.length) quote = text.data[end];
  if (quote == '"' || quote == '\'') {
    const char *close = memchr(text.data + end + 1, quote, text.length - end - 1);
    return close ? (size_t)(close - text.data) + 1 : 0;
  }
  while (end < text.length && !sse_is_space(text.data[end]))
    end++;
  return end;
}

size_t template_attributes(sse_str text, bool may_be_plain) {
  text = near(text);
  const char *newline = memchr(text.data, '\n', text.length);
  sse_str line = sse_str_part(text, 0, newline ? (size_t)(newline - text.data) : text.length);
  const char *close = memchr(line.data, '}', line.length);
  size_t end = close ? (size_t)(close - line.data) : 0, at = 1, keys = 0, all = 0;
  if (end < 2) return 0;
  if (line.data[1] == ':') return end + 1;
  sse_str inner = sse_str_part(line, 0, end);
  for (; at < end; all++) {
    bool is_key;
    while (at < end && sse_is_space(inner.data[at]))
      at++;
    if (at == end) break;
    size_t length = attribute_length(sse_str_part(inner, at, end), &is_key);
    if (length == 0) return 0;
    keys += is_key;
    at += length;
  }
  return all > 0 && (keys < all || may_be_plain) ? end + 1 : 0;
}

/* ---- JSX ----------------------------------------------------------------------------------------- */

/* The position after a string at `at`, or after its quote if it does not end. */
static size_t string_end(sse_str text, size_t at) {
  char quote = text.data[at];
  for (size_t end = at + 1; end < text.length; end++) {
    if (text.data[end] == '\\') {
      end++;
    } else if (text.data[end] == quote) {
      return end + 1;
    } else if (text.data[end] == '\n' && quote != '`') {
      break;
    }
  }
  return at + 1;
}

size_t template_braces(sse_str text) {
  size_t depth = 0;
  text = near(text);
  for (size_t at = 0; at < text.length;) {
    char byte = text.data[at];
    if (byte == '"' || byte == '\'' || byte == '`') {
      at = string_end(text, at);
      continue;
    }
    if (sse_str_begins(sse_str_part(text, at, text.length), "/*")) {
      size_t length = length_to(sse_str_part(text, at, text.length), 2, "*/");
      if (length == 0) return 0;
      at += length;
      continue;
    }
    at++;
    if (byte == '{') depth++;
    if (byte == '}' && --depth == 0) return at;
  }
  return 0;
}

size_t template_element(sse_str text, sse_str *name, bool *has_braces) {
  text = near(text);
  size_t start = text.length > 1 && text.data[1] == '/' ? 2 : 1, at = start;
  *has_braces = false;
  if (start < text.length && (text.data[start] == '-' || sse_is_digit(text.data[start]))) return 0;
  while (at < text.length && (is_word(text.data[at]) || (at > start && strchr(".:", text.data[at]))))
    at++;
  *name = sse_str_part(text, start < text.length ? start : text.length, at);
  if (at > start && text.data[at - 1] == ':') return 0; /* an address */
  if (at < text.length && text.data[at] == '>') return at + 1;
  if (at == start || at == text.length || (!sse_is_space(text.data[at]) && text.data[at] != '/')) return 0;
  while (at < text.length && text.data[at] != '>') {
    char byte = text.data[at];
    sse_str rest = sse_str_part(text, at, text.length);
    bool is_value = byte == '{' && (text.data[at - 1] == '=' || sse_str_begins(rest, "{..."));
    size_t length = is_value ? template_braces(rest) : 1;
    if (byte == '<' || length == 0 || (byte == '{' && !is_value) || sse_str_begins(rest, "\n\n")) return 0;
    if (is_value) *has_braces = true;
    at = byte == '"' || byte == '\'' ? string_end(text, at) : at + length;
  }
  return at < text.length ? at + 1 : 0;
}

/* ---- Lines of kramdown ---------------------------------------------------------------------------- */

static sse_str first_line(sse_str text) {
  sse_str line = {0};
  size_t position = 0;
  (void)sse_str_next(text, '\n', &position, &line); /* any text has a first line */
  return line;
}

/* Returns true for {:toc} and attribute lists that contain that name. */
static bool asks_for_contents(sse_str line) {
  sse_str word, list = sse_str_trim(line);
  size_t position = 2;
  if (!sse_str_begins(list, "{:") || list.data[list.length - 1] != '}') return false;
  list.length--;
  while (sse_str_next(list, ' ', &position, &word))
    if (sse_str_is(sse_str_trim(word), "toc")) return true;
  return false;
}

size_t template_list_mark(sse_str text) {
  sse_str line = first_line(text), words = sse_str_trim(line);
  size_t end = line.length < text.length ? line.length + 1 : text.length;
  sse_str next = first_line(sse_str_part(text, end, text.length));
  const size_t mark = sse_digits_end(words, 0);
  bool is_entry = mark + 1 < words.length && words.data[mark + 1] == ' ' &&
                  strchr(mark > 0 ? "." : "*+-", words.data[mark]);
  if (is_entry && asks_for_contents(next)) return end + next.length;
  bool is_short = sse_str_begins(line, "*[") && sse_str_find(line, "]:");
  return is_short && words.data[words.length - 1] != '*' ? line.length : 0; /* *[Note]: a text in italics* */
}

/* ---- Notes --------------------------------------------------------------------------------------- */

size_t template_wiki_link(sse_str text, sse_str *shown) {
  enum { LONGEST = 300 }; /* bytes */
  size_t start = sse_str_begins(text, "![[") ? 3 : 2, end = start, text_at = start;
  bool has_letter = false;
  if (start == 2 && !sse_str_begins(text, "[[")) return 0;
  for (; end < text.length && end < LONGEST && !strchr("[]`\n", text.data[end]); end++) {
    has_letter = has_letter || is_letter(text.data[end]);
    if (text.data[end] == '|') text_at = end + 1;
  }
  if (!has_letter || text.data[start] == ' ' || !sse_str_begins(sse_str_part(text, end, text.length), "]]"))
    return 0;
  if (end + 2 < text.length && text.data[end + 2] == '(') return 0;
  if (text.data[text_at] == '#') text_at++; /* a heading on the same page */
  *shown = sse_str_trim(sse_str_part(text, start == 3 ? end : text_at, end));
  return end + 2;
}

size_t template_marked(sse_str text) {
  enum { LONGEST = 500 }; /* bytes */
  if (text.length < 5 || !sse_str_begins(text, "==") || sse_is_space(text.data[2]) || text.data[2] == '=')
    return 0;
  for (size_t end = 3; end + 1 < text.length && end < LONGEST && !strchr("`\n", text.data[end]); end++) {
    if (text.data[end] != '=' || text.data[end + 1] != '=') continue;
    unsigned char next = end + 2 < text.length ? (unsigned char)text.data[end + 2] : ' ';
    bool is_end =
        !sse_is_space(text.data[end - 1]) && (next >= 0x80 || !is_letter((char)next)) && next != '=';
    return is_end ? end + 2 : 0;
  }
  return 0;
}

size_t template_citation(sse_str text) {
  enum { LONGEST = 300 }; /* bytes */
  size_t end = 1;
  bool has_key = false;
  while (end < text.length && end < LONGEST && !strchr("[]`\n", text.data[end])) {
    bool begins_word = strchr("[ -;", text.data[end - 1]) != NULL;
    has_key = has_key || (text.data[end] == '@' && begins_word);
    end++;
  }
  bool is_closed = has_key && end < text.length && text.data[end] == ']';
  bool is_link = is_closed && end + 1 < text.length && strchr("([:", text.data[end + 1]);
  return is_closed && !is_link ? end + 1 : 0;
}

/* Returns true if the option `name` has a value that begins with F, in either case. */
static bool is_false(sse_str options, const char *name) {
  const char *found = options.length > 0 ? memmem(options.data, options.length, name, strlen(name)) : NULL;
  size_t at = found ? (size_t)(found - options.data) + strlen(name) : options.length;
  while (at < options.length && strchr(" =:", options.data[at]))
    at++;
  return at < options.length && (options.data[at] | 0x20) == 'f';
}

sse_str template_chunk(sse_str line) {
  size_t at = 0, count = template_fence(line, &at);
  sse_str options = sse_str_trim(sse_str_part(line, count > 0 ? at + count : line.length, line.length));
  bool is_chunk = options.length > 2 && options.data[0] == '{' && is_letter(options.data[1]);
  return is_chunk ? options : (sse_str){0};
}

bool template_hides_code(sse_str options) {
  return is_false(options, "include") || is_false(options, "echo");
}

size_t template_remark(sse_str text) {
  const char *newline = memchr(text.data, '\n', text.length);
  size_t length = newline ? (size_t)(newline - text.data) : text.length;
  const char *end =
      length > 4 && sse_str_begins(text, "%%") ? memmem(text.data + 2, length - 2, "%%", 2) : NULL;
  return end ? (size_t)(end - text.data) + 2 : 0;
}

/* ---- Code ---------------------------------------------------------------------------------------- */

size_t template_fence(sse_str line, size_t *at) {
  size_t i = 0;
  while (i < line.length && (line.data[i] == ' ' || line.data[i] == '\t' || line.data[i] == '>'))
    i++;
  const size_t mark = sse_digits_end(line, i);
  bool is_list = mark + 1 < line.length && line.data[mark + 1] == ' ' &&
                 (mark > i ? strchr(".)", line.data[mark]) : strchr("-*+", line.data[mark]));
  if (is_list)
    for (i = mark + 1; i < line.length && line.data[i] == ' ';)
      i++;
  size_t end = i;
  while (end < line.length && line.data[end] == line.data[i] && (line.data[i] == '`' || line.data[i] == '~'))
    end++;
  bool is_span = end > i && line.data[i] == '`' && memchr(line.data + end, '`', line.length - end);
  *at = i;
  return end - i >= 3 && !is_span ? end - i : 0;
}
