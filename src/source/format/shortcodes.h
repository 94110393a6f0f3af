/* Private to source/: what generators of sites and JSX add to Markdown, taken out of it.
 * Shortcodes of Hugo and Zola, tags of Liquid and Nunjucks, components and imports of MDX, attribute lists of
 * kramdown and Pandoc, fences of blocks: none of them is seen on the page, while what stands between is. */
#ifndef SSE_SOURCE_SHORTCODES_H
#define SSE_SOURCE_SHORTCODES_H

#include "base/buffer.h"
#include "base/str.h"

/* What a text may have beside Markdown: in MDX, braces hold expressions; in R Markdown and Quarto, [@key]
 * cites something. */
typedef enum shortcodes_dialect { SHORTCODES_COMMON, SHORTCODES_MDX, SHORTCODES_KNITR } shortcodes_dialect;

/* Appends `text` to `out` without them; code stays as it is, unless it says that it is not shown. Lines end
 * in a newline alone. */
void shortcodes_remove(sse_str text, shortcodes_dialect dialect, sse_buffer *out);

#endif
