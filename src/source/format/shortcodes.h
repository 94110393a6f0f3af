/* Private to source/: removes from Markdown what site generators and JSX add to it: shortcodes of Hugo and
 * Zola, tags of Liquid and Nunjucks, components and imports of MDX, attribute lists of kramdown and Pandoc,
 * fences of blocks. None of these is seen on the page, but what they enclose is. */
#ifndef SSE_SOURCE_SHORTCODES_H
#define SSE_SOURCE_SHORTCODES_H

#include "base/buffer.h"
#include "base/str.h"

/* What a text may have besides Markdown: in MDX, braces hold expressions; in R Markdown and Quarto, [@key] is
 * a citation. */
typedef enum shortcodes_dialect { SHORTCODES_COMMON, SHORTCODES_MDX, SHORTCODES_KNITR } shortcodes_dialect;

/* Appends `text` to `out` without them. Code is unchanged, unless it is marked as not shown. Lines must end
 * in a single newline. */
void shortcodes_remove(sse_str text, shortcodes_dialect dialect, sse_buffer *out);

#endif
