/* What a file says about its own encoding: the XML declaration, and <meta> in HTML.
 * HTML is scanned like the HTML Standard's prescan (13.2.3.2), but over the whole sample and skipping
 * comments, scripts, styles and the like. */
#include "base/charset.h"

#include <string.h>
#include <strings.h>

/* A sample and the read position in it. */
typedef struct cursor {
  sse_str text;
  size_t at;
} cursor;

static bool is_done(const cursor *scan) {
  return scan->at >= scan->text.length;
}

static char here(const cursor *scan) {
  if (is_done(scan)) return '\0';
  return scan->text.data[scan->at];
}

static sse_str rest_of(const cursor *scan) {
  return sse_str_part(scan->text, scan->at, scan->text.length);
}

/* True if `text` begins with `prefix`, ignoring case. */
static bool begins(sse_str text, const char *prefix) {
  size_t length = strlen(prefix);
  return text.length >= length && strncasecmp(text.data, prefix, length) == 0;
}

static bool is_word(sse_str text, const char *word) {
  return text.length == strlen(word) && begins(text, word);
}

static void skip_spaces(cursor *scan) {
  while (!is_done(scan) && sse_is_space(here(scan)))
    scan->at++;
}

/* Moves past the next `end`, ignoring case, or to the end of the sample. */
static void skip_past(cursor *scan, const char *end) {
  size_t length = strlen(end);
  while (!is_done(scan) && !begins(rest_of(scan), end))
    scan->at++;
  scan->at = scan->text.length - scan->at > length ? scan->at + length : scan->text.length;
}

/* Takes everything up to white space or one of `stops`. */
static sse_str take_until(cursor *scan, const char *stops) {
  size_t from = scan->at;
  while (!is_done(scan) && !sse_is_space(here(scan)) && (here(scan) == '\0' || !strchr(stops, here(scan))))
    scan->at++;
  return sse_str_part(scan->text, from, scan->at);
}

/* Takes a quoted value, or everything up to white space or one of `stops`. */
static sse_str take_value(cursor *scan, const char *stops) {
  char quote = here(scan);
  if (quote != '"' && quote != '\'') return take_until(scan, stops);
  size_t from = ++scan->at;
  while (!is_done(scan) && here(scan) != quote)
    scan->at++;
  sse_str value = sse_str_part(scan->text, from, scan->at);
  if (!is_done(scan)) scan->at++;
  return value;
}

/* Takes the next attribute of a tag; false at the end of the tag, which is not consumed. */
static bool take_attribute(cursor *scan, sse_str *name, sse_str *value) {
  while (sse_is_space(here(scan)) || here(scan) == '/')
    scan->at++;
  if (is_done(scan) || here(scan) == '>') return false;
  size_t from = scan->at++;      /* a leading '=' belongs to the name */
  (void)take_until(scan, "=/>"); /* the rest of the name */
  *name = sse_str_part(scan->text, from, scan->at);
  *value = (sse_str){0};
  skip_spaces(scan);
  if (here(scan) != '=') return true;
  scan->at++;
  skip_spaces(scan);
  *value = take_value(scan, ">");
  return true;
}

/* HTML Standard, "extracting a character encoding from a meta element". */
sse_str sse_charset_declared_type(sse_str type) {
  cursor scan = {type, 0};
  for (;;) {
    while (!is_done(&scan) && !begins(rest_of(&scan), "charset"))
      scan.at++;
    if (is_done(&scan)) return (sse_str){0};
    scan.at += strlen("charset");
    skip_spaces(&scan);
    if (here(&scan) != '=') continue;
    scan.at++;
    skip_spaces(&scan);
    return take_value(&scan, ";");
  }
}

/* The label in a <meta> whose attributes follow; none if it names no encoding. */
static sse_str charset_in_meta(cursor *scan) {
  sse_str name, value, charset = {0}, content = {0};
  bool is_content_type = false;
  while (take_attribute(scan, &name, &value)) {
    if (is_word(name, "charset") && !charset.data) charset = value;
    if (is_word(name, "content") && !content.data) content = sse_charset_declared_type(value);
    if (is_word(name, "http-equiv")) is_content_type |= is_word(sse_str_trim(value), "content-type");
  }
  sse_str label = sse_str_trim(charset.data || !is_content_type ? charset : content);
  return sse_charset_of_label(label) ? label : (sse_str){0};
}

/* Skips the text of an element whose content has no tags: a script, a style, a title. */
static void skip_raw_text(cursor *scan, sse_str tag) {
  static const struct {
    const char *tag, *end;
  } raw[] = {{"script", "</script"},     {"style", "</style"},       {"title", "</title"},
             {"textarea", "</textarea"}, {"noframes", "</noframes"}, {"xmp", "</xmp"},
             {"iframe", "</iframe"}};
  for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
    if (is_word(tag, raw[i].tag)) skip_past(scan, raw[i].end);
}

/* Reads the tag at '<'; returns the label if it is a <meta> that has one. */
static sse_str take_tag(cursor *scan) {
  sse_str name, value, label = {0};
  scan->at++;
  bool is_end = here(scan) == '/';
  if (is_end) scan->at++;
  if (!sse_is_letter(here(scan))) {
    if (is_end || here(scan) == '!' || here(scan) == '?') skip_past(scan, ">");
    return label;
  }
  sse_str tag = take_until(scan, "/>");
  if (is_word(tag, "meta") && !is_end) label = charset_in_meta(scan);
  while (take_attribute(scan, &name, &value))
    ;
  if (!is_end) skip_raw_text(scan, tag);
  return label;
}

sse_str sse_charset_declared_html(sse_str sample) {
  cursor scan = {sample, 0};
  while (!is_done(&scan)) {
    const char *tag = memchr(sample.data + scan.at, '<', sample.length - scan.at);
    if (!tag) break;
    scan.at = (size_t)(tag - sample.data);
    if (begins(rest_of(&scan), "<!--")) {
      scan.at += 2; /* "<!-->" is a whole comment */
      skip_past(&scan, "-->");
      continue;
    }
    sse_str label = take_tag(&scan);
    if (label.data) return label;
  }
  return (sse_str){0};
}

sse_str sse_charset_declared_xml(sse_str sample) {
  cursor scan = {sample, 0};
  sse_str name, value;
  if (begins(sample, "\xEF\xBB\xBF")) scan.at = 3;
  skip_spaces(&scan);
  if (!begins(rest_of(&scan), "<?xml") || scan.text.length - scan.at < 6) return (sse_str){0};
  scan.at += strlen("<?xml");
  if (!sse_is_space(here(&scan))) return (sse_str){0};
  while (here(&scan) != '?' && take_attribute(&scan, &name, &value))
    if (is_word(name, "encoding")) return sse_str_trim(value);
  return (sse_str){0};
}
