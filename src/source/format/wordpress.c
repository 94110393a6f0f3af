/* Shortcodes (codex.wordpress.org/Shortcode_API): those of WordPress itself, and what can only be one of a
 * plugin: a tag with attributes in quotation marks, and both tags of a pair. Other text in brackets stays.
 * Logins and names are lines of "login<tab>name". */
#include "source/format/wordpress.h"
#include "source/fields.h"
#include "source/format/feed_text.h"
#include "source/page/html.h"

#include <string.h>

enum { LONGEST = 8192 /* bytes of a tag: page builders describe looks in them */, PAIRS_MOST = 64 };

/* A shortcode's tag, up to its bracket. */
struct tag {
  sse_str name, attributes;
  size_t length;
  bool is_end;
};

/* The names of shortcodes that have an end tag in the text. */
struct pairs {
  sse_str names[PAIRS_MOST];
  size_t count;
};

static bool is_name(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || sse_is_digit(byte) || byte == '_' ||
         byte == '-';
}

/* Reads the tag at the beginning of a text; returns false if there is none. */
static bool read_tag(sse_str text, struct tag *tag) {
  size_t most = text.length < LONGEST ? text.length : LONGEST, start, end;
  tag->is_end = text.length > 1 && text.data[1] == '/';
  start = end = tag->is_end ? 2 : 1;
  while (end < most && is_name(text.data[end]))
    end++;
  const char *bracket = end < most ? memchr(text.data + end, ']', most - end) : NULL;
  if (end == start || !bracket) return false;
  tag->name = sse_str_part(text, start, end);
  tag->attributes = sse_str_part(text, end, (size_t)(bracket - text.data));
  tag->length = (size_t)(bracket - text.data) + 1;
  return tag->attributes.length == 0 || sse_is_space(tag->attributes.data[0]) ||
         tag->attributes.data[0] == '/';
}

/* True for a shortcode that WordPress has without any plugin. */
static bool is_known(sse_str name) {
  static const char *const names[] = {"caption", "wp_caption", "gallery",  "embed",
                                      "audio",   "video",      "playlist", NULL};
  for (size_t i = 0; names[i]; i++)
    if (sse_str_equal(name, sse_str_of(names[i]))) return true;
  return false;
}

/* The value of the attribute whose equals sign is at `*at`, with `*at` moved after it; none if it is not in
 * quotation marks. */
static sse_str value_at(sse_str attributes, size_t *at) {
  size_t start = *at + 1;
  char quote = '\0';
  if (start < attributes.length) quote = attributes.data[start];
  *at = start;
  if (quote != '"' && quote != '\'') return (sse_str){0};
  const char *end = memchr(attributes.data + start + 1, quote, attributes.length - start - 1);
  if (!end) return (sse_str){0};
  *at = (size_t)(end - attributes.data) + 1;
  return (sse_str){attributes.data + start + 1, (size_t)(end - attributes.data) - start - 1};
}

static bool has_attributes(const struct tag *tag) {
  for (size_t at = 0; at < tag->attributes.length; at++)
    if (tag->attributes.data[at] == '=' && value_at(tag->attributes, &at).data) return true;
  return false;
}

static bool is_pair(const struct pairs *pairs, sse_str name) {
  for (size_t i = 0; i < pairs->count; i++)
    if (sse_str_equal(pairs->names[i], name)) return true;
  return false;
}

static void find_pairs(sse_str text, struct pairs *pairs) {
  struct tag tag;
  for (size_t at = 0; at < text.length && pairs->count < PAIRS_MOST; at++) {
    bool is_one = text.data[at] == '[' && read_tag(sse_str_part(text, at, text.length), &tag) && tag.is_end;
    if (is_one && tag.attributes.length == 0 && !is_pair(pairs, tag.name))
      pairs->names[pairs->count++] = tag.name;
  }
}

/* Appends the words that a page builder shows and has in the attributes of a tag. */
static void append_shown(const struct tag *tag, sse_buffer *out) {
  static const char *const names[] = {"title", "text", "heading", "subtitle", "content", NULL};
  for (size_t at = 0; at < tag->attributes.length; at++) {
    if (tag->attributes.data[at] != '=') continue;
    size_t start = at;
    while (start > 0 && is_name(tag->attributes.data[start - 1]))
      start--;
    sse_str name = sse_str_part(tag->attributes, start, at), value = value_at(tag->attributes, &at);
    if (!sse_str_is_any(name, names) || !fields_is_prose(value)) continue;
    if (out->length > 0 && out->data[out->length - 1] != '\n') sse_buffer_append_text(out, "\n");
    sse_buffer_append_str(out, value);
    sse_buffer_append_text(out, "\n");
  }
}

void wordpress_remove_shortcodes(sse_buffer *text) {
  sse_str all = sse_buffer_str(text);
  sse_buffer kept = {0};
  struct pairs pairs = {.count = 0};
  struct tag tag;
  if (all.length == 0 || !memchr(all.data, '[', all.length)) return;
  find_pairs(all, &pairs);
  for (size_t at = 0, from = 0; at <= all.length;) {
    const char *bracket = at < all.length ? memchr(all.data + at, '[', all.length - at) : NULL;
    at = bracket ? (size_t)(bracket - all.data) : all.length;
    bool is_tag = bracket && read_tag(sse_str_part(all, at, all.length), &tag);
    bool is_plugin = is_tag && !is_known(tag.name) && (is_pair(&pairs, tag.name) || has_attributes(&tag));
    bool is_out = is_plugin || (is_tag && is_known(tag.name));
    if (bracket && !is_out) {
      at++;
      continue;
    }
    sse_buffer_append_str(&kept, sse_str_part(all, from, at));
    if (!bracket) break;
    if (is_plugin) append_shown(&tag, &kept);
    at = from = at + tag.length;
  }
  kept.failed = kept.failed || text->failed;
  if (kept.length == 0 && !kept.failed) sse_buffer_append_text(&kept, "");
  sse_buffer_reset(text);
  *text = kept;
}

void wordpress_append_login(const xmlNode *author, sse_buffer *logins) {
  const xmlNode *has_login = feed_text_child(author, "author_login");
  const xmlNode *has_name = feed_text_child(author, "author_display_name");
  sse_buffer login = {0}, name = {0};
  if (has_login) feed_text_append(has_login, &login);
  if (has_name) feed_text_append(has_name, &name);
  sse_str shown = sse_str_trim(sse_buffer_str(&name));
  bool is_one = login.length > 0 && shown.length > 0 && !memchr(shown.data, '\n', shown.length);
  if (is_one) sse_buffer_printf(logins, "%s\t%.*s\n", login.data, (int)shown.length, shown.data);
  if (login.failed || name.failed) logins->failed = true;
  sse_buffer_reset(&login);
  sse_buffer_reset(&name);
}

/* The name for a login; the login if there is none. */
static sse_str name_of(sse_str logins, sse_str login) {
  sse_str line;
  for (size_t position = 0; sse_str_next(logins, '\n', &position, &line);) {
    bool is_it = line.length > login.length && line.data[login.length] == '\t' &&
                 memcmp(line.data, login.data, login.length) == 0;
    if (is_it) return sse_str_part(line, login.length + 1, line.length);
  }
  return login;
}

void wordpress_name_authors(sse_str logins, sse_buffer *authors) {
  sse_buffer named = {0};
  sse_str author;
  for (size_t position = 0; sse_str_next(sse_buffer_str(authors), '\n', &position, &author);) {
    if (author.length == 0) continue;
    sse_buffer_append_str(&named, name_of(logins, author));
    sse_buffer_append_text(&named, "\n");
  }
  named.failed = named.failed || authors->failed;
  sse_buffer_reset(authors);
  *authors = named;
}

bool wordpress_is_author(const xmlNode *category) {
  const char *domain = html_attribute(category, "domain");
  return domain && strcmp(domain, "author") == 0;
}
