/* Parses tags as leniently as browsers do.
 * Finds names, attributes and quotation marks in one tag; does no I/O.
 * What is not closed ends where the tag does, or where another one begins. */
#include "source/format/tags.h"
#include "base/utf8.h"

#include <libxml/HTMLparser.h>
#include <string.h>

bool tags_is_name(unsigned char byte, bool is_first) {
  bool is_letter = sse_is_letter(byte);
  if (is_letter || byte == '_' || byte >= 0x80) return true;
  return !is_first && (sse_is_digit(byte) || byte == '-' || byte == '.' || byte == ':');
}

sse_str tags_local_name(sse_str name) {
  const char *colon = name.length > 0 ? memrchr(name.data, ':', name.length) : NULL;
  return colon ? sse_str_part(name, (size_t)(colon - name.data) + 1, name.length) : name;
}

bool tags_is_void(sse_str name) {
  static const char *const names[] = {"br",  "hr",    "img",   "wbr",   "input", "area",
                                      "col", "embed", "param", "track", NULL};
  return sse_str_is_any(name, names);
}

bool tags_is_container(sse_str name) {
  static const char *const names[] = {"rss", "rdf", "channel", "feed", NULL};
  return sse_str_is_any(tags_local_name(name), names);
}

bool tags_is_html(sse_str name) {
  char copy[16];
  if (name.length == 0 || name.length >= sizeof copy) return false;
  memcpy(copy, name.data, name.length);
  copy[name.length] = '\0';
  return htmlTagLookup((const xmlChar *)copy) != NULL;
}

bool tags_is_field(sse_str name) {
  static const char *const prefixes[] = {"dc",    "dcterms", "content",    "media",  "itunes", "atom",  "rss",
                                         "slash", "wfw",     "feedburner", "georss", "thr",    "prism", NULL};
  static const char *const names[] = {
      "guid",    "pubDate",   "category",  "author",  "enclosure",   "comments", "description", "id",
      "updated", "published", "content",   "creator", "date",        "subject",  "identifier",  "modified",
      "issued",  "created",   "publisher", "rights",  "contributor", NULL};
  sse_str local = tags_local_name(name);
  if (local.length == name.length) return sse_str_is_any(name, names);
  return sse_str_is_any(sse_str_part(name, 0, name.length - local.length - 1), prefixes);
}

/* The end of a value with a quotation mark at `at`. A missing closing mark would otherwise include text after
 * the tag. */
static size_t value_end(sse_str tag, size_t at) {
  const char *begin = tag.data + at + 1;
  size_t left = tag.length - at - 1;
  const char *mark = memchr(begin, tag.data[at], left), *less = memchr(begin, '<', left),
             *more = memchr(begin, '>', left);
  if (mark && (!less || mark < less || !more || mark < more)) return (size_t)(mark - tag.data) + 1;
  if (more) return (size_t)(more - tag.data);
  return tag.length;
}

size_t tags_length(sse_str text) {
  for (size_t at = 1; at < text.length; at++) {
    if (text.data[at] == '>') return at + 1;
    if (text.data[at] == '<') return at;
    bool is_quote = text.data[at] == '"' || text.data[at] == '\'';
    size_t before = at - 1;
    while (is_quote && sse_is_space(text.data[before]))
      before--;
    if (is_quote && text.data[before] == '=') at = value_end(text, at) - 1;
  }
  return 0;
}

/* Returns true for an element of a feed or of HTML 4. */
static bool is_element(sse_str name) {
  static const char *const others[] = {"item", "entry", "image", "summary", NULL};
  return tags_is_html(name) || tags_is_field(name) || tags_is_container(name) ||
         memchr(name.data, ':', name.length) || sse_str_is_any(name, others);
}

/* Returns true for words after a one-letter element name, none of which is an attribute: a<b and c>d. */
static bool has_only_words(sse_str rest, bool is_glued) {
  size_t words = 0;
  if (memchr(rest.data, '=', rest.length)) return false;
  for (size_t i = 0; i < rest.length; i++)
    words += !sse_is_space(rest.data[i]) && rest.data[i] != '/' && (i == 0 || sse_is_space(rest.data[i - 1]));
  return words > (is_glued ? 0 : 1);
}

bool tags_is_text(sse_str text, size_t length, char before) {
  size_t first = text.length > 1 && text.data[1] == '/' ? 2 : 1;
  if (text.length <= first || !(sse_is_letter(text.data[first]) || text.data[first] == '_')) return true;
  if (first == 2) return false;
  size_t end = tags_name_end(text, first);
  sse_str name = sse_str_part(text, first, end);
  bool is_glued = sse_is_letter(before) || sse_is_digit(before) || (unsigned char)before >= 0x80;
  bool ends_here = end == text.length;
  if (name.data[name.length - 1] == ':') return true; /* an address */
  if (!ends_here && !sse_is_space(text.data[end]) && !strchr("/><\\", text.data[end])) return true;
  if (length > 0 && text.data[length - 1] == '>')
    return name.length == 1 && has_only_words(sse_str_part(text, end, length - 1), is_glued);
  sse_str rest = sse_str_part(text, end, length > 0 ? length : text.length);
  if (memchr(rest.data, '=', rest.length)) return false;
  if (is_glued && (name.length == 1 || ends_here)) return true;
  return !ends_here && !is_element(name);
}

/* The end of a comment or a quoted value at `at`; `at` for neither, 0 for one without an end. Quotation marks
 * outside a declaration do not contain tags. */
static size_t type_skip(sse_str text, size_t at, bool in_declaration) {
  sse_str rest = sse_str_part(text, at, text.length);
  if (sse_str_begins(rest, "<!--")) {
    const char *end = sse_str_find(rest, "-->");
    return end ? at + (size_t)(end - rest.data) + 3 : 0;
  }
  if (rest.data[0] != '"' && rest.data[0] != '\'') return at;
  const char *end = memchr(rest.data + 1, rest.data[0], rest.length - 1);
  if (!end) return in_declaration ? 0 : at;
  size_t length = (size_t)(end - rest.data);
  bool has_tag = memchr(rest.data, '<', length) || memchr(rest.data, '>', length);
  return has_tag && !in_declaration ? at : at + length + 1;
}

size_t tags_type_length(sse_str text) {
  bool in_subset = false, in_declaration = false;
  for (size_t at = 1, end; at < text.length; at = end) {
    char byte = text.data[at];
    end = in_declaration || !in_subset || byte == '<' ? type_skip(text, at, in_declaration) : at;
    if (end == 0) return 0;
    if (end > at) continue;
    end = at + 1;
    if (byte == '<' && end == text.length) return 0;
    if (byte == '<' && text.data[end] != '!' && text.data[end] != '?') return at;
    if (byte == '>' && !in_subset) return end;
    if (in_subset && (byte == '<' || byte == '>')) in_declaration = byte == '<';
    if (byte == '[' && !in_declaration) in_subset = true;
    if (byte == ']' && !in_declaration) in_subset = false;
  }
  return 0;
}

size_t tags_name_end(sse_str tag, size_t at) {
  size_t end = at;
  while (end < tag.length && tags_is_name((unsigned char)tag.data[end], end == at))
    end++;
  return end;
}

size_t tags_skip_spaces(sse_str tag, size_t at) {
  while (at < tag.length && sse_is_space(tag.data[at]))
    at++;
  return at;
}

size_t tags_take_value(sse_str tag, size_t at, sse_str *value) {
  size_t end = at;
  if (at < tag.length && (tag.data[at] == '"' || tag.data[at] == '\'')) {
    end = value_end(tag, at);
    bool is_closed = end > at + 1 && tag.data[end - 1] == tag.data[at];
    *value = sse_str_part(tag, at + 1, is_closed ? end - 1 : end);
    return end;
  }
  while (end < tag.length && !sse_is_space(tag.data[end]))
    end++;
  *value = sse_str_part(tag, at, end);
  return end;
}

bool tags_next_attribute(sse_str tag, size_t *at, sse_str *name, sse_str *value) {
  const size_t start = tags_skip_spaces(tag, *at), end = tags_name_end(tag, start);
  *name = sse_str_part(tag, start, end);
  *value = (sse_str){0};
  *at = tags_skip_spaces(tag, end);
  if (name->length > 0 && *at < tag.length && tag.data[*at] == '=')
    *at = tags_take_value(tag, tags_skip_spaces(tag, *at + 1), value);
  return name->length > 0;
}

sse_str tags_root(sse_str text) {
  for (size_t at = 0; at + 1 < text.length; at++) {
    sse_str rest = sse_str_part(text, at, text.length);
    const char *end = sse_str_begins(rest, "<!--") ? sse_str_find(rest, "-->") : NULL;
    if (end) at += (size_t)(end - rest.data);
    if (rest.data[0] == '<' && tags_is_name((unsigned char)rest.data[1], true))
      return sse_str_part(rest, 1, tags_name_end(rest, 1));
  }
  return (sse_str){0};
}

bool tags_is_xml_of_others(sse_str text) {
  static const char type[] = "<!doctype html";
  text = sse_str_trim(sse_utf8_without_mark(text));
  if (!sse_str_begins(text, "<?xml")) return false;
  sse_str root = tags_root(text);
  size_t before = root.length > 0 ? (size_t)(root.data - text.data) : 0;
  for (size_t at = 0; at + sizeof type < before; at++)
    if (strncasecmp(text.data + at, type, sizeof type - 1) == 0) return false;
  return root.length > 0 && !tags_is_html(tags_local_name(root));
}
