/* Private to source/: text that an editor keeps as a tree of JSON, and not as HTML.
 * The trees of Portable Text (Sanity), ProseMirror and TipTap, Contentful, Slate, Lexical, Draft.js,
 * Editor.js and Quill differ in their names; all have pieces of text in lists, of which some are paragraphs.
 */
#ifndef SSE_SOURCE_RICH_TEXT_H
#define SSE_SOURCE_RICH_TEXT_H

#include "base/buffer.h"
#include "base/str.h"

#include <jansson.h>

/* Appends the text of a tree, a line a paragraph; false, and nothing is appended, where it is none. */
bool rich_text_append(const json_t *tree, sse_buffer *out);

/* The same for a text that is such a tree, as it stands in a cell or a string. */
bool rich_text_append_written(sse_str text, sse_buffer *out);

#endif
