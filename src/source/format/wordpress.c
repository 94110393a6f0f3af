/* The shortcodes of WordPress itself (codex.wordpress.org/Shortcode).
 * Those of plugins may be any word, and so may text in brackets.
 * One pass, in place. */
#include "source/format/wordpress.h"

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
