/* Prepares HTML for a parser of HTML 4.
 * Entities that the parser knows are left to it, including those for markup characters.
 * In a piece of HTML, a < that begins no tag is text. */
#include "source/format/hypertext.h"
#include "source/format/entities.h"
#include "source/format/tags.h"

#include <libxml/HTMLparser.h>
#include <string.h>

enum {
  NAME_MOST = 40,   /* bytes of an entity's name */
  LOOKED_AT = 4096, /* bytes of a tag */
  ATTRIBUTES_MOST = 200,
  LATIN_FIRST = 0xA0,
  LATIN_LAST = 0xFF /* the last character whose entity may lack its semicolon */
};

static bool is_alphanumeric(char byte) {
  return sse_is_letter(byte) || sse_is_digit(byte);
}

/* Rewrites what begins with & if necessary. Returns how many bytes of the text it replaces. */
static size_t mend_name(sse_str text, sse_buffer *out) {
  char name[NAME_MOST];
  size_t end = 1;
  while (end < text.length && end < NAME_MOST && is_alphanumeric(text.data[end]))
    end++;
  if (end == 1 || end == NAME_MOST) return 0;
  memcpy(name, text.data + 1, end - 1);
  name[end - 1] = '\0';
  const htmlEntityDesc *known = htmlEntityLookup((const xmlChar *)name);
  sse_str rest = sse_str_part(text, end, text.length);
  if (sse_str_begins(rest, ";")) return !known && entities_append(sse_str_of(name), out) ? end + 1 : 0;
  /* not in an address: ?a=1&copy=2 */
  if (!known || sse_str_begins(rest, "=") || known->value < LATIN_FIRST || known->value > LATIN_LAST)
    return 0;
  sse_buffer_append_str(out, sse_str_part(text, 0, end));
  sse_buffer_append_text(out, ";");
  return end;
}

static const char section_begin[] = "<![CDATA[", section_end[] = "]]>";

/* The position after the last end of a CDATA section; 0 for none. */
static size_t last_section_end(sse_str html) {
  size_t last = 0;
  const char *found;
  for (size_t at = 0; (found = memmem(html.data + at, html.length - at, section_end, 3)); at = last + 3)
    last = (size_t)(found - html.data);
  return last;
}

/* The length of the delimiter that begins or ends a CDATA section, of which HTML gets only the text; 0 for
 * none. */
static size_t section_mark(sse_str text, bool may_begin, bool *in_section) {
  bool is_begin = may_begin && sse_str_begins(text, section_begin);
  bool is_end = *in_section && sse_str_begins(text, section_end);
  if (is_begin || is_end) *in_section = is_begin;
  return is_begin ? sizeof section_begin - 1 : is_end ? sizeof section_end - 1 : 0;
}

/* Returns true if a < in a piece of HTML is a less-than sign. */
static bool is_less(sse_str html, size_t at) {
  sse_str text = sse_str_part(html, at, html.length);
  char before = '\0';
  if (at > 0) before = html.data[at - 1];
  if (text.length > 1 && (text.data[1] == '!' || text.data[1] == '?')) return false;
  sse_str near = sse_str_part(text, 0, text.length < LOOKED_AT ? text.length : LOOKED_AT);
  size_t length = tags_length(near);
  return (length > 0 || near.length == text.length) && tags_is_text(near, length, before);
}

/* The length of a tag; 0 for one that does not end or that another one begins in. `*kept` is the length
 * of its beginning with the permitted number of attributes: parsers compare each attribute with all
 * before it. */
static size_t measure_tag(sse_str text, size_t *kept) {
  size_t words = 0, at = 1;
  char quote = '\0';
  *kept = 0;
  for (; at < text.length && (quote || text.data[at] != '>'); at++) {
    char byte = text.data[at];
    bool is_word = !quote && sse_is_space(text.data[at - 1]) && !sse_is_space(byte) && byte != '=';
    if (!quote && byte == '<') return 0;
    if (is_word && words++ == ATTRIBUTES_MOST) *kept = at;
    bool is_quote = (byte == '"' || byte == '\'') && strchr("= \t\r\n\f", text.data[at - 1]);
    if (!quote && is_quote)
      quote = byte;
    else if (byte == quote)
      quote = '\0';
  }
  if (at == text.length) return 0;
  if (*kept == 0) *kept = at;
  return at;
}

/* Appends a tag without its excess attributes. Returns how many bytes of the text it replaces. */
static size_t mend_tag(sse_str text, sse_buffer *out) {
  enum { SHORTEST = 2 * ATTRIBUTES_MOST };
  size_t kept = 0, length = 0;
  bool begins_tag = text.length > SHORTEST && sse_is_letter(text.data[1]);
  if (begins_tag) length = measure_tag(text, &kept);
  if (length == kept) return 0;
  sse_buffer_append_str(out, sse_str_part(text, 0, kept));
  return length;
}

/* Returns true for the beginning of a JATS tag with its prefix, as in the abstracts that publishers give to
 * Crossref. `*length` is that of the whole tag; `*is_block` is set if it begins a line, as opposed to inline
 * elements. */
static bool is_jats(sse_str text, size_t *length, bool *is_block) {
  static const char *const blocks[] = {"p", "title", "sec", "label", "list", "list-item", "disp-quote"};
  size_t start = sse_str_begins(text, "<jats:") ? 6 : sse_str_begins(text, "</jats:") ? 7 : 0;
  if (start == 0) return false;
  sse_str name = sse_str_part(text, start, tags_name_end(text, start));
  *length = tags_length(sse_str_part(text, 0, text.length < LOOKED_AT ? text.length : LOOKED_AT));
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    *is_block = *is_block || sse_str_is(name, blocks[i]);
  return name.length > 0 && *length > 0 && text.data[*length - 1] == '>';
}

/* Appends an HTML tag, or nothing, for such a tag. Returns how many bytes of the text it replaces; a heading
 * that says "Abstract" is removed entirely. */
static size_t mend_jats(sse_str text, sse_buffer *out) {
  static const char heading[] = "<jats:title>Abstract</jats:title>";
  size_t length;
  bool is_block = false;
  if (sse_str_begins(text, heading)) return sizeof heading - 1;
  if (!is_jats(text, &length, &is_block)) return 0;
  if (is_block) sse_buffer_append_text(out, text.data[1] == '/' ? "</p>" : "<p>");
  return length;
}

void hypertext_mend(sse_str html, bool is_piece, sse_buffer *out) {
  size_t done = 0, last = is_piece ? last_section_end(html) : 0;
  bool in_section = false;
  for (size_t at = 0; at < html.length; at++) {
    sse_str rest = sse_str_part(html, at, html.length);
    bool may_end = in_section && rest.data[0] == ']';
    if (rest.data[0] != '&' && !may_end && rest.data[0] != '<') continue;
    sse_buffer_append_str(out, sse_str_part(html, done, at));
    done = at;
    bool begins_tag = rest.data[0] == '<';
    size_t length = rest.data[0] == '&' ? mend_name(rest, out) : 0;
    if (length == 0 && is_piece) length = section_mark(rest, at < last, &in_section);
    if (length == 0 && begins_tag && is_piece) length = mend_jats(rest, out);
    if (length == 0 && begins_tag && is_piece && is_less(html, at)) {
      sse_buffer_append_text(out, "&lt;");
      length = 1;
    }
    if (length == 0 && begins_tag) length = mend_tag(rest, out);
    if (length == 0) continue;
    done = at + length;
    at = done - 1;
  }
  sse_buffer_append_str(out, sse_str_part(html, done, html.length));
}

/* ---- Whether a text is HTML ---------------------------------------------------------------------- */

/* Returns true for a complete tag of an HTML element, or a comment. */
static bool is_tag(sse_str text, char before, bool *is_block) {
  static const char *const blocks[] = {"p",  "div", "br", "li",         "ul",      "ol",    "h1",
                                       "h2", "h3",  "h4", "h5",         "h6",      "table", "tr",
                                       "td", "dl",  "dd", "blockquote", "section", "pre"};
  if (sse_str_begins(text, "<!--")) return sse_str_find(text, "-->") != NULL;
  size_t length, start = text.length > 1 && text.data[1] == '/' ? 2 : 1, end = tags_name_end(text, start);
  if (is_jats(text, &length, is_block)) return true;
  sse_str name = sse_str_part(text, start, end);
  if (end == start || end == text.length || !(sse_is_space(text.data[end]) || strchr("/>", text.data[end])))
    return false;
  length = tags_length(sse_str_part(text, 0, text.length < LOOKED_AT ? text.length : LOOKED_AT));
  if (!tags_is_html(name) || length == 0 || text.data[length - 1] != '>') return false;
  if (tags_is_text(text, length, before)) return false;
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    *is_block = *is_block || sse_str_is(name, blocks[i]);
  return true;
}

/* Returns true for &amp; &#38; and &#x26;. */
static bool is_character(sse_str text) {
  char name[NAME_MOST];
  size_t start = text.length > 1 && text.data[1] == '#' ? 2 : 1, end = start;
  while (end < text.length && end < NAME_MOST && is_alphanumeric(text.data[end]))
    end++;
  if (end == start || end == NAME_MOST || end == text.length || text.data[end] != ';') return false;
  if (start == 2) return strchr("0123456789xX", text.data[2]) != NULL;
  memcpy(name, text.data + 1, end - 1);
  name[end - 1] = '\0';
  return htmlEntityLookup((const xmlChar *)name) != NULL || strcmp(name, "apos") == 0;
}

/* Returns true for a whole document in a text, whose elements may be any: Evernote's notes have their own. */
static bool is_document(sse_str text) {
  text = sse_str_trim(text);
  return sse_str_begins(text, "<?xml ") || sse_str_begins(text, "<!DOCTYPE ");
}

bool hypertext_detect(sse_str text, bool *has_blocks) {
  bool is_html = is_document(text);
  *has_blocks = is_html;
  bool may_be =
      text.length > 0 && (memchr(text.data, '<', text.length) || memchr(text.data, '&', text.length));
  for (size_t at = 0; may_be && at < text.length; at++) {
    sse_str rest = sse_str_part(text, at, text.length);
    const char *before = at > 0 ? rest.data - 1 : "";
    if (rest.data[0] == '<') is_html = is_tag(rest, *before, has_blocks) || is_html;
    if (rest.data[0] == '&' && !is_html) is_html = is_character(rest);
  }
  return is_html;
}
