/* Private to source/: the settings before the body of a text: YAML between lines of three hyphens (Jekyll,
 * Hugo) or above a single one (Hexo), TOML between lines of three plus signs (Hugo, Zola), JSON, JavaScript
 * (Eleventy), `Name: value` lines (Pelican, MultiMarkdown), or Pandoc's title block. */
#ifndef SSE_SOURCE_FRONT_MATTER_H
#define SSE_SOURCE_FRONT_MATTER_H

#include "base/status.h"
#include "source/format/settings.h"

/* Passes on the settings at the beginning of `text` and sets `*length` to the length of the front matter,
 * fences included, or 0 if there is none. Lines must end in a single newline. Errors: SSE_NO_MEMORY. */
sse_status front_matter_read(sse_str text, const settings_sink *sink, size_t *length, sse_error *err);

/* Returns true for a beginning that only front matter has: a fence followed by a line that names a
 * setting. */
bool front_matter_detect(sse_str beginning);

#endif
