/* The shortcodes of WordPress itself (codex.wordpress.org/Shortcode); those of plugins may be any word, and
 * so may text in brackets. They are removed in one pass, in place. Logins and names are lines of
 * "login<tab>name". */
#include "source/format/wordpress.h"
#include "source/format/feed_text.h"
#include "source/page/html.h"

#include <string.h>

/* The length of the tag at the beginning of a text; 0 if it is not one. */
static size_t tag_length(sse_str text) {
  enum { LONGEST = 1000 };
  static const char *const names[] = {"caption", "wp_caption", "gallery", "embed",
                                      "audio",   "video",      "playlist"};
  size_t at = text.length > 1 && text.data[1] == '/' ? 2 : 1;
  sse_str rest = sse_str_part(text, at, text.length);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t name = strlen(names[i]);
    bool is_it = rest.length > name && memcmp(rest.data, names[i], name) == 0 &&
                 (sse_is_space(rest.data[name]) || strchr("]/", rest.data[name]));
    const char *end = is_it ? memchr(rest.data, ']', rest.length < LONGEST ? rest.length : LONGEST) : NULL;
    if (end) return (size_t)(end - text.data) + 1;
  }
  return 0;
}

void wordpress_remove_shortcodes(sse_buffer *text) {
  size_t kept = 0;
  sse_str all = sse_buffer_str(text);
  for (size_t at = 0; at < all.length;) {
    size_t length = all.data[at] == '[' ? tag_length(sse_str_part(all, at, all.length)) : 0;
    if (length == 0) text->data[kept++] = all.data[at];
    at += length > 0 ? length : 1;
  }
  text->length = kept;
  if (text->data) text->data[kept] = '\0';
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
