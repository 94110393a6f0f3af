/* Private to source/: texts and authors of WordPress exports.
 * WordPress expands shortcodes when it shows a page; an export has the shortcodes themselves. Its items have
 * only the logins of their authors, whose names are at its beginning. */
#ifndef SSE_SOURCE_WORDPRESS_H
#define SSE_SOURCE_WORDPRESS_H

#include "base/buffer.h"

#include <libxml/tree.h>

/* Removes the shortcode tags from a text, [caption id="a"] and [/caption], and keeps what is between them. */
void wordpress_remove_shortcodes(sse_buffer *text);

/* Appends a line to `logins` with the login and the name of an author, from the element for one. */
void wordpress_append_login(const xmlNode *author, sse_buffer *logins);
/* Replaces the logins among the lines of `authors` by the names. Errors show in `authors`. */
void wordpress_name_authors(sse_str logins, sse_buffer *authors);
/* True for a category that is an author (Co-Authors Plus): a post of several has one for each. */
bool wordpress_is_author(const xmlNode *category);

#endif
