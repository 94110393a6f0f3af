/* Private to source/: metadata of a Markdown text below its headline, as in pages exported from Notion: a
 * paragraph that consists of `Name: value` lines.
 * Other programs, and people who use no front matter, write it this way too. */
#ifndef SSE_SOURCE_PROPERTIES_BELOW_H
#define SSE_SOURCE_PROPERTIES_BELOW_H

#include "source/format/settings.h"

/* Passes on the lines that are a date, tags, authors or an address, and appends the text without them to
 * `rest`. Returns false, and does nothing, if there are none. A date, or two of the others, show that it is
 * not a paragraph of the text. Lines must end in a single newline. */
bool properties_below_take(sse_str text, const settings_sink *sink, sse_buffer *rest);

#endif
