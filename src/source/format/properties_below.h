/* Private to source/: what a text in Markdown says of itself below its headline, as Notion exports the
 * properties of a page: a paragraph of `Name: value` lines and nothing else.
 * Other programs, and people who keep no front matter, write it so too. */
#ifndef SSE_SOURCE_PROPERTIES_BELOW_H
#define SSE_SOURCE_PROPERTIES_BELOW_H

#include "source/format/settings.h"

/* Hands on the lines that are a date, tags, authors or an address, and appends the text without them to
 * `rest`; false, and nothing is done, where there are none. A date, or two others, tell that it is no
 * paragraph of the text. Lines end in a newline alone. */
bool properties_below_take(sse_str text, const settings_sink *sink, sse_buffer *rest);

#endif
