/* Private to source/: texts of WordPress exports.
 * WordPress expands shortcodes when it shows a page; an export has the shortcodes themselves.
 * Pure. */
#ifndef SSE_SOURCE_WORDPRESS_H
#define SSE_SOURCE_WORDPRESS_H

#include "base/buffer.h"

/* Removes the shortcode tags from a text, [caption id="a"] and [/caption], and keeps what is between them. */
void wordpress_remove_shortcodes(sse_buffer *text);

#endif
