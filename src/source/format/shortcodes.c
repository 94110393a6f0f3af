/* One pass over a text, line by line and character by character. Code is copied verbatim: in fences, between
 * backticks, in <pre>, <code>, <script> and <style>. Everything recognised here is something that a page does
 * not show, so little is lost if it was text after all. */
#include "source/format/shortcodes.h"
#include "source/format/tags.h"
#include "source/format/template.h"

#include <ctype.h>
#include <string.h>

struct pass {
  sse_str text;
  size_t at;
  sse_buffer *out;
  bool is_mdx, cites;
  bool is_raw;       /* raw: between {% raw %} and {% endraw %} */
  bool has_template; /* there is one on the current line */
  bool is_indented;  /* the current block is indented by four spaces, as in admonitions */
  size_t components; /* number of open JSX components */
  size_t failures;   /* constructs that were not closed */
  size_t mark_end;   /* the position of the delimiter that ends highlighted text */
  bool lacks[4];     /* which ends of `blocks` do not occur any more */
  bool lacks_end[6]; /* the same for `elements` */
};

/* Template blocks whose contents are special, by the word that begins them. */
enum { COMMENT, HIGHLIGHT, RAW, CODEBLOCK };
static const struct {
  const char *name, *end;
} blocks[] = {[COMMENT] = {"comment", "endcomment"},
              [HIGHLIGHT] = {"highlight", "highlight"}, /* {% endhighlight %}, {{< /highlight >}} */
              [RAW] = {"raw", "endraw"},
              [CODEBLOCK] = {"codeblock", "endcodeblock"}};
enum { BLOCKS = sizeof blocks / sizeof *blocks };

/* After this many unclosed constructs, no more are searched for: it would take too long. */
enum { FAILURES_MOST = 1000 };

static sse_str rest_of(const struct pass *pass) {
  return sse_str_part(pass->text, pass->at, pass->text.length);
}

/* The current line, without its newline. */
static sse_str line_of(const struct pass *pass) {
  sse_str rest = rest_of(pass);
  const char *newline = rest.length > 0 ? memchr(rest.data, '\n', rest.length) : NULL;
  return newline ? sse_str_part(rest, 0, (size_t)(newline - rest.data)) : rest;
}

static void copy(struct pass *pass, size_t length) {
  sse_buffer_append_str(pass->out, sse_str_part(rest_of(pass), 0, length));
  pass->at += length;
}

static void skip_line(struct pass *pass) {
  size_t length = line_of(pass).length;
  pass->at += length + (length < rest_of(pass).length);
  sse_buffer_append_text(pass->out, "\n");
}

/* The previous character of the output; a newline if there is none. */
static char sign_before(const struct pass *pass) {
  if (pass->out->length == 0) return '\n';
  return pass->out->data[pass->out->length - 1];
}

/* Removes indentation that would make a line code although it is not. */
static void take_indent(struct pass *pass) {
  sse_str line = line_of(pass);
  const size_t at = sse_blanks_end(line, 0);
  if (at == line.length) return;
  if (pass->components > 0) {
    pass->at += at;
  } else if (pass->is_indented && (line.data[0] == '\t' || at >= 4)) {
    pass->at += line.data[0] == '\t' ? 1 : 4;
  } else {
    pass->is_indented = false;
  }
}

/* ---- Code ---------------------------------------------------------------------------------------- */

/* Appends code without Liquid's tags, which are not shown even in code. */
static void append_code(sse_buffer *out, sse_str line) {
  sse_str name;
  for (size_t at = 0; at < line.length;) {
    sse_str rest = sse_str_part(line, at, line.length);
    size_t length = sse_str_begins(rest, "{%") ? template_tag(rest, &name) : 0;
    if (length > 0 && (sse_str_is(name, "raw") || sse_str_is(name, "endraw"))) {
      at += length;
    } else {
      sse_buffer_append(out, &line.data[at++], 1);
    }
  }
}

/* Copies the lines from a fence to the closing one, or else to the end of the text. Hidden code is
 * removed. */
static void copy_fenced(struct pass *pass, size_t count, char fence) {
  sse_str chunk = template_chunk(line_of(pass));
  bool is_open = true, is_hidden = template_hides_code(chunk), is_chunk = chunk.length > 0;
  size_t start = pass->out->length;
  copy(pass, line_of(pass).length);
  while (is_open && pass->at < pass->text.length) {
    size_t at;
    copy(pass, 1);
    take_indent(pass);
    sse_str line = line_of(pass);
    size_t length = template_fence(line, &at);
    bool closes = length >= count && line.data[at] == fence &&
                  sse_str_trim(sse_str_part(line, at + length, line.length)).length == 0;
    if (is_chunk && sse_str_begins(sse_str_trim(line), "#|"))
      is_hidden = is_hidden || template_hides_code(line);
    append_code(pass->out, line);
    pass->at += line.length;
    is_open = !closes;
  }
  if (is_hidden && !is_open) pass->out->length = start;
}

/* Copies a code span; only the backticks if it has no end. */
static void copy_span(struct pass *pass) {
  bool is_closed = false;
  size_t length = pass->failures > FAILURES_MOST ? 1 : template_span(rest_of(pass), &is_closed);
  if (is_closed) {
    append_code(pass->out, sse_str_part(rest_of(pass), 0, length));
    pass->at += length;
  } else {
    pass->failures++;
    copy(pass, length);
  }
}

/* Elements whose text is not Markdown. */
static const struct {
  const char *begin, *end;
} elements[] = {{"<!--", "-->"},          {"<pre", "</pre>"},     {"<code", "</code>"},
                {"<script", "</script>"}, {"<style", "</style>"}, {"<textarea", "</textarea>"}};

/* Copies such an element up to its end; returns true if there is one. */
static bool copy_element(struct pass *pass) {
  sse_str rest = rest_of(pass);
  for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
    size_t begin = strlen(elements[i].begin), end = strlen(elements[i].end);
    if (!sse_str_begins(rest, elements[i].begin)) continue;
    if (i > 0 && rest.length > begin && tags_is_name((unsigned char)rest.data[begin], false)) continue;
    for (size_t at = begin; !pass->lacks_end[i] && at + end <= rest.length; at++) {
      if (rest.data[at] != elements[i].end[0] ||
          !sse_str_begins(sse_str_part(rest, at, rest.length), elements[i].end))
        continue;
      copy(pass, at + end);
      return true;
    }
    pass->lacks_end[i] = true;
  }
  return false;
}

/* ---- Templates ----------------------------------------------------------------------------------- */

/* The start of the tag that ends a block, relative to the current position; 0 for none. `*length` is the
 * tag's. */
static size_t find_end(struct pass *pass, int block, size_t *length) {
  sse_str rest = rest_of(pass), name = {0};
  for (size_t at = 0; !pass->lacks[block] && pass->failures <= FAILURES_MOST && at < rest.length; at++) {
    const char *brace = memchr(rest.data + at, '{', rest.length - at);
    if (!brace) break;
    at = (size_t)(brace - rest.data);
    sse_str tag = sse_str_part(rest, at, rest.length);
    if (!sse_str_begins(tag, "{%") && !sse_str_begins(tag, "{{<") && !sse_str_begins(tag, "{{%")) continue;
    *length = template_tag(tag, &name);
    if (*length == 0) pass->failures++;
    bool is_end =
        sse_str_is(name, blocks[block].end) || (block == HIGHLIGHT && sse_str_is(name, "endhighlight"));
    if (*length > 0 && is_end) return at;
  }
  pass->lacks[block] = true;
  return 0;
}

/* Converts a code block to a fenced one, with a longer fence than code contains. */
static void take_code(struct pass *pass, size_t length, size_t end) {
  static const char fence[] = "\n~~~~~~~~~~~~\n";
  sse_buffer_append_text(pass->out, fence);
  append_code(pass->out, sse_str_part(rest_of(pass), 0, length));
  sse_buffer_append_text(pass->out, fence);
  pass->at += length + end;
}

/* Removes a tag, and the contents of a comment. */
static bool take_template(struct pass *pass) {
  sse_str name = {0};
  size_t length = template_tag(rest_of(pass), &name), end = 0;
  if (length == 0) return false;
  if (pass->is_raw && !sse_str_is(name, "endraw")) return false;
  pass->at += length;
  pass->is_raw = false;
  pass->has_template = true;
  /* a link definition keeps an address, so that it remains one */
  if (sign_before(pass) == ' ' && pass->out->length > 2 &&
      memcmp(pass->out->data + pass->out->length - 3, "]: ", 3) == 0)
    sse_buffer_append_text(pass->out, "x");
  for (int i = 0; i < BLOCKS; i++) {
    if (!sse_str_is(name, blocks[i].name)) continue;
    size_t inner = find_end(pass, i, &end);
    if (inner == 0) break;
    if (i == RAW) pass->is_raw = true;
    if (i == COMMENT) pass->at += inner + end;
    if (i == HIGHLIGHT || i == CODEBLOCK) take_code(pass, inner, end);
  }
  return true;
}

/* Removes what begins with a brace: a template, attributes, a JSX comment or, in MDX, an expression. */
static bool take_brace(struct pass *pass) {
  sse_str rest = rest_of(pass);
  char before = sign_before(pass);
  if (take_template(pass)) return true;
  if (pass->is_raw) return false;
  bool is_behind = strchr(")]`\n>", before) || before == ' ';
  size_t length = template_attributes(rest, is_behind);
  if (length == 0 && (pass->is_mdx || sse_str_begins(rest, "{/*"))) {
    length = template_braces(rest);
    /* a quoted string is shown */
    bool is_text = length > 4 && strchr("'\"`", rest.data[1]) && rest.data[length - 2] == rest.data[1];
    if (is_text) sse_buffer_append_str(pass->out, sse_str_part(rest, 2, length - 2));
  }
  pass->at += length;
  if (length == 0) pass->failures++;
  return length > 0;
}

/* Replaces a wiki link by its text, or removes an embed. After a letter or a bracket it is code. */
static bool take_wiki_link(struct pass *pass) {
  sse_str shown = {0};
  unsigned char before = (unsigned char)sign_before(pass);
  bool is_code = before < 0x80 && (isalnum(before) || strchr("])_$", before));
  size_t length = is_code ? 0 : template_wiki_link(rest_of(pass), &shown);
  sse_buffer_append_str(pass->out, shown);
  pass->at += length;
  return length > 0;
}

/* Removes the delimiters of highlighted text. */
static bool take_mark(struct pass *pass) {
  unsigned char before = (unsigned char)sign_before(pass);
  bool is_end = pass->mark_end > 0 && pass->at == pass->mark_end;
  bool is_code = before < 0x80 && (isalnum(before) || strchr("])_=", before));
  bool may_begin = pass->at >= pass->mark_end && !is_code;
  size_t length = !is_end && may_begin ? template_marked(rest_of(pass)) : 0;
  if (length > 0) pass->mark_end = pass->at + length - 2;
  if (is_end || length > 0) pass->at += 2;
  return is_end || length > 0;
}

/* Removes a citation and the space before it. */
static bool take_citation(struct pass *pass) {
  size_t length = template_citation(rest_of(pass));
  pass->at += length;
  if (length > 0 && sign_before(pass) == ' ') pass->out->length--;
  return length > 0;
}

/* Removes a comment at the start of a word. */
static bool take_remark(struct pass *pass) {
  size_t length = strchr(" \t\n", sign_before(pass)) ? template_remark(rest_of(pass)) : 0;
  pass->at += length;
  return length > 0;
}

/* Escapes a bracket that would make cmark-gfm treat plain text as a footnote. */
static void take_bracket(struct pass *pass) {
  enum { LONGEST = 100 }; /* bytes of a footnote's name */
  sse_str rest = rest_of(pass);
  size_t at = 2;
  if (!sse_str_begins(rest, "[^")) return;
  while (at < rest.length && at < LONGEST && !strchr("] <&*`\\\n", rest.data[at]))
    at++;
  if (at == rest.length || rest.data[at] != ']') sse_buffer_append_text(pass->out, "\\");
}

/* ---- Elements ------------------------------------------------------------------------------------ */

static bool is_component(sse_str name) {
  return name.length == 0 || (sse_is_upper(name.data[0]) && !tags_is_html(name));
}

/* Returns true if an element requests Markdown inside it, as in kramdown and Python-Markdown:
 * markdown="1". */
static bool asks_for_markdown(sse_str tag) {
  const char *found = sse_str_find(tag, " markdown");
  return found && found + 9 < tag.data + tag.length && strchr("= >", found[9]);
}

/* Takes what begins with <: components are removed, HTML elements lose attributes that are JSX or contain
 * templates. */
static bool take_angle(struct pass *pass) {
  sse_str rest = rest_of(pass), name;
  bool has_braces, is_end = rest.length > 1 && rest.data[1] == '/';
  if (copy_element(pass)) return true;
  size_t length = template_element(rest, &name, &has_braces);
  if (length == 0) {
    pass->failures += tags_is_name((unsigned char)(rest.length > 1 ? rest.data[1] : ' '), true);
    return false;
  }
  bool is_empty = rest.data[length - 2] == '/' && !is_end;
  sse_str tag = sse_str_part(rest, 0, length);
  if (is_component(name) && !pass->is_mdx && !has_braces && sign_before(pass) != '\n') {
    copy(pass, length); /* as in Vec<T>, which is not JSX */
  } else if (is_component(name)) {
    pass->at += length;
    if (is_end && pass->components > 0) pass->components--;
    if (!is_end && !is_empty) pass->components++;
  } else if (is_empty && !tags_is_void(name)) { /* it is empty, which HTML would not recognise */
    sse_buffer_append_text(pass->out, " ");
    pass->at += length;
  } else if (has_braces || sse_str_find(tag, "{{") || sse_str_find(tag, "{%")) {
    sse_buffer_printf(pass->out, "<%.*s>", (int)name.length, name.data);
    pass->at += length;
  } else {
    copy(pass, length);
    if (!is_end && asks_for_markdown(tag)) sse_buffer_append_text(pass->out, "\n\n");
  }
  return true;
}

/* ---- Lines --------------------------------------------------------------------------------------- */

/* Returns true for a line of JavaScript in MDX. Other Markdown may also have imports. */
static bool is_script(const struct pass *pass, sse_str line) {
  bool is_import = sse_str_begins(line, "import ");
  bool is_from = sse_str_find(line, " from '") || sse_str_find(line, " from \"") ||
                 sse_str_begins(line, "import '") || sse_str_begins(line, "import \"");
  if (is_import && is_from) return true;
  return pass->is_mdx && (sse_str_begins(line, "export ") || sse_str_begins(line, "import {"));
}

/* Skips statements, which in MDX end before an empty line. */
static void skip_script(struct pass *pass) {
  do
    skip_line(pass);
  while (pass->is_mdx && pass->at < pass->text.length && sse_str_trim(line_of(pass)).length > 0);
}

/* Takes a line that opens or closes a block: ::: name title (Docusaurus, Pandoc), !!! name "title" (MkDocs).
 * The title is shown. */
static bool take_block(struct pass *pass, sse_str line) {
  sse_str text = sse_str_trim(line);
  bool is_fence = sse_str_begins(text, ":::");
  bool is_note =
      sse_str_begins(text, "!!! ") || sse_str_begins(text, "??? ") || sse_str_begins(text, "???+ ");
  size_t at = 0;
  if (!is_fence && !is_note) return false;
  while (at < text.length && strchr(":!?+", text.data[at]))
    at++;
  while (at < text.length && text.data[at] == ' ')
    at++;
  bool is_named = at < text.length && text.data[at] != '{';
  while (is_named && at < text.length && !strchr(" [{", text.data[at]))
    at++;
  sse_str title = sse_str_trim(sse_str_part(text, at, text.length));
  if (title.length > 1 && strchr("[\"", title.data[0])) title = sse_str_part(title, 1, title.length - 1);
  if (title.length > 0 && title.data[0] == '{') title.length = 0;
  skip_line(pass);
  sse_buffer_append_str(pass->out, title);
  sse_buffer_append_text(pass->out, "\n\n");
  if (is_note) pass->is_indented = true;
  return true;
}

/* Skips markers at the start of a line: of a kind of note (> [!NOTE]), of a definition (: text). */
static void skip_marks(struct pass *pass) {
  sse_str line = line_of(pass);
  size_t at = 0;
  while (at < line.length && strchr("> \t", line.data[at]))
    at++;
  sse_str text = sse_str_part(line, at, line.length);
  const char *close = sse_str_begins(text, "[!") ? memchr(text.data, ']', text.length) : NULL;
  if (close && memchr(line.data, '>', at)) {
    copy(pass, at);
    pass->at += (size_t)(close - text.data) + 1;
    if (pass->at < pass->text.length && strchr("+-", pass->text.data[pass->at])) pass->at++;
  } else if (at < 4 && sse_str_begins(text, ": ")) {
    sse_buffer_append_text(pass->out, "\n");
    pass->at += at + 2;
  }
}

/* Skips a comment of whole lines, from %% to %% (Obsidian); returns false if it does not end. */
static bool skip_remark(struct pass *pass) {
  sse_str rest = rest_of(pass), line;
  for (size_t position = line_of(pass).length + 1; sse_str_next(rest, '\n', &position, &line);) {
    if (!sse_str_is(sse_str_trim(line), "%%")) continue;
    pass->at = (size_t)(line.data - pass->text.data);
    skip_line(pass);
    return true;
  }
  return false;
}

/* Takes constructs of a whole line; returns true if it was one. */
static bool take_line(struct pass *pass) {
  take_indent(pass);
  sse_str line = line_of(pass), text = sse_str_trim(line);
  size_t at, count = template_fence(line, &at);
  if (count > 0) {
    copy_fenced(pass, count, line.data[at]);
    return true;
  }
  if (is_script(pass, line)) {
    skip_script(pass);
    return true;
  }
  if (sse_str_is(text, "[toc]") || sse_str_is(text, "[[toc]]") || sse_str_is(text, "[[_toc_]]")) {
    skip_line(pass);
    return true;
  }
  if (sse_str_is(text, "%%") && skip_remark(pass)) return true;
  size_t length = template_list_mark(rest_of(pass));
  if (length > 0) {
    pass->at += length;
    skip_line(pass);
    return true;
  }
  if (take_block(pass, line)) return true;
  skip_marks(pass);
  return false;
}

/* Ends a line. A line that had only templates is removed with its newline if HTML or indented text follows:
 * an empty line would end the HTML, and turn the rest into code. */
static void end_line(struct pass *pass, size_t line) {
  char next = '\n';
  sse_str written = {pass->out->data + line, pass->out->length - line};
  if (pass->at + 1 < pass->text.length) next = pass->text.data[pass->at + 1];
  bool is_gone = pass->has_template && sse_str_trim(written).length == 0 && strchr(" \t<", next);
  if (is_gone) pass->out->length = line;
  pass->at++;
  pass->has_template = false;
  if (!is_gone) sse_buffer_append_text(pass->out, "\n");
}

/* Takes the construct that begins with the current character, or copies the character. */
static void take_character(struct pass *pass) {
  char byte = pass->text.data[pass->at];
  bool is_hopeless = pass->failures > FAILURES_MOST, is_taken = false;
  if (byte == '`') {
    copy_span(pass);
    return;
  }
  if (byte == '[' || byte == '!') is_taken = take_wiki_link(pass);
  if (byte == '[' && !is_taken && pass->cites) is_taken = take_citation(pass);
  if (byte == '=') is_taken = take_mark(pass);
  if (byte == '%') is_taken = take_remark(pass);
  if (byte == '[' && !is_taken) take_bracket(pass);
  if (byte == '{' && !is_hopeless) is_taken = take_brace(pass);
  if (byte == '<' && !is_hopeless) is_taken = take_angle(pass);
  if (is_taken) return;
  bool is_escape = byte == '\\' && pass->at + 1 < pass->text.length && pass->text.data[pass->at + 1] != '\n';
  copy(pass, is_escape ? 2 : 1);
}

void shortcodes_remove(sse_str text, shortcodes_dialect dialect, sse_buffer *out) {
  struct pass pass = {.text = text, .out = out};
  pass.is_mdx = dialect == SHORTCODES_MDX;
  pass.cites = dialect == SHORTCODES_KNITR;
  size_t line = out->length; /* where the current line begins */
  bool is_start = true;
  sse_buffer_append_text(out, "");
  while (pass.at < text.length && !out->failed) {
    if (is_start && take_line(&pass)) {
      line = out->length;
      continue;
    }
    is_start = pass.at < text.length && text.data[pass.at] == '\n';
    if (is_start) {
      end_line(&pass, line);
      line = out->length;
    } else if (pass.at < text.length) {
      take_character(&pass);
    }
  }
}
