/* Private to source/: texts of WordPress as its exports have them.
 * What a page shows in the place of a shortcode is made when it is asked for; an export has the shortcode.
 * Pure. */
#ifndef SSE_SOURCE_WORDPRESS_H
#define SSE_SOURCE_WORDPRESS_H

#include "base/buffer.h"

/* Takes the tags of shortcodes out of a text, [caption id="a"] and [/caption], and keeps what is between. */
void wordpress_remove_shortcodes(sse_buffer *text);

#endif
