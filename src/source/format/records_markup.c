/* Text and attributes of XML that was made well-formed while it was read (repair.h).
 * Lines of XML are wrapped arbitrarily; only an empty line ends a paragraph.
 * Pure functions, except for the buffers they append to. */
#include "source/format/records_markup.h"
#include "source/format/tags.h"

#include <string.h>

/* Appends the character of an entity at the beginning of a text; returns its length, 0 for none. Well-formed
 * text has only XML's own entities. */
static size_t append_named(sse_str rest, sse_buffer *out) {
  static const struct {
    const char *name, *text;
  } known[] = {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&apos;", "'"}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (!sse_str_begins(rest, known[i].name)) continue;
    sse_buffer_append_text(out, known[i].text);
    return strlen(known[i].name);
  }
  return 0;
}

/* The length of the white space at the beginning of a text; sets `*is_break` if it contains an empty line. */
static size_t space_length(sse_str rest, bool *is_break) {
  size_t length = 0, lines = 0;
  for (; length < rest.length && sse_is_space(rest.data[length]); length++)
    lines += rest.data[length] == '\n';
  *is_break = lines > 1;
  return length;
}

void records_markup_append(sse_str xml, sse_buffer *out) {
  size_t done = 0;
  for (size_t at = 0; at < xml.length;) {
    sse_str rest = sse_str_part(xml, at, xml.length);
    bool is_break = false, is_plain = rest.data[0] != '&' && !sse_is_space(rest.data[0]);
    if (is_plain) {
      at++;
      continue;
    }
    sse_buffer_append_str(out, sse_str_part(xml, done, at));
    size_t spaces = space_length(rest, &is_break), length = spaces > 0 ? spaces : append_named(rest, out);
    if (spaces > 0) sse_buffer_append_text(out, is_break ? "\n" : " ");
    done = at;
    at += length > 0 ? length : 1;
    if (length > 0) done = at;
  }
  sse_buffer_append_str(out, sse_str_part(xml, done, xml.length));
}

void records_markup_append_exact(sse_str xml, sse_buffer *out) {
  size_t done = 0;
  for (size_t at = 0; at < xml.length;) {
    const char *found = memchr(xml.data + at, '&', xml.length - at);
    if (!found) break;
    at = (size_t)(found - xml.data);
    sse_buffer_append_str(out, sse_str_part(xml, done, at));
    const size_t length = append_named(sse_str_part(xml, at, xml.length), out);
    done = at + length;
    at += length > 0 ? length : 1;
  }
  sse_buffer_append_str(out, sse_str_part(xml, done, xml.length));
}

sse_str records_markup_attribute(const repair_token *token, const char *wanted) {
  sse_str name, value;
  for (size_t at = tags_name_end(token->xml, 1); tags_next_attribute(token->xml, &at, &name, &value);)
    if (sse_str_is(name, wanted)) return value;
  return (sse_str){0};
}

sse_str records_markup_first(const repair_token *token, const char *const *names) {
  sse_str value = {0};
  for (size_t i = 0; names[i] && value.length == 0; i++)
    value = records_markup_attribute(token, names[i]);
  return value;
}

bool records_markup_is_block(sse_str name) {
  static const char *const names[] = {
      "p",          "title", "sec", "list-item",    "hl2",      "block",       "li",
      "tr",         "br",    "div", "td",           "th",       "para",        "label",
      "disp-quote", "hr",    "v",   "AbstractText", "subtitle", "text-author", NULL};
  return sse_str_is_any(name, names);
}

bool records_markup_is_date(sse_str name) {
  static const char *const names[] = {"pub-date", "PubDate", "ArticleDate", "dates", NULL};
  return sse_str_is_any(name, names);
}

bool records_markup_is_hushed(const repair_token *token) {
  static const char *const names[] = {"object-id", "tex-math", "annotation", "CopyrightInformation",
                                      "byttl",     "head",     "body.head",  NULL};
  sse_str name = tags_local_name(token->name);
  bool is_note = sse_str_is(name, "a") && sse_str_is(records_markup_attribute(token, "type"), "note");
  return is_note || sse_str_is_any(name, names); /* a note's number, in FictionBook */
}
