/* Private to source/: what generators of sites and JSX add to Markdown, taken out of it.
 * Shortcodes of Hugo and Zola, tags of Liquid and Nunjucks, components and imports of MDX, attribute lists of
 * kramdown and Pandoc, fences of blocks: none of them is seen on the page, while what stands between is. */
#ifndef SSE_SOURCE_SHORTCODES_H
#define SSE_SOURCE_SHORTCODES_H

#include "base/buffer.h"
#include "base/str.h"

#include <stdbool.h>

/* Appends `text` to `out` without them; code stays as it is. Lines end in a newline alone. In MDX, braces
 * hold expressions. */
void shortcodes_remove(sse_str text, bool is_mdx, sse_buffer *out);

#endif
