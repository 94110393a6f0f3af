/* Private to source/: the settings that a text begins with, before its body.
 * YAML between lines of three hyphens (Jekyll, Hugo, Eleventy, Docusaurus) or above one line only (Hexo),
 * TOML between lines of three plus signs (Hugo, Zola), JSON, an object of JavaScript (Eleventy), `Name:
 * value` lines (Pelican, MultiMarkdown), or Pandoc's title block. */
#ifndef SSE_SOURCE_FRONT_MATTER_H
#define SSE_SOURCE_FRONT_MATTER_H

#include "base/status.h"
#include "source/format/settings.h"

/* Hands on the settings that `text` begins with, and gives the length of all that belongs to them, fences
 * included: 0 where there are none. Lines end in a newline alone. Errors: SSE_NO_MEMORY. */
sse_status front_matter_read(sse_str text, const settings_sink *sink, size_t *length, sse_error *err);

/* True for a beginning that front matter alone has: a fence, and below it a line that names something. */
bool front_matter_detect(sse_str beginning);

#endif
