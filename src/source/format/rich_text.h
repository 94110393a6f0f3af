/* Private to source/: text that editors store as a JSON tree instead of HTML. The trees of Portable Text
 * (Sanity), ProseMirror and TipTap, Contentful, Slate, Lexical, Draft.js, Editor.js and Quill have different
 * names; all have lists of pieces of text, some of which are paragraphs. */
#ifndef SSE_SOURCE_RICH_TEXT_H
#define SSE_SOURCE_RICH_TEXT_H

#include "base/buffer.h"
#include "base/str.h"

#include <jansson.h>

/* Appends the text of a tree, one paragraph per line. Returns false, and appends nothing, if it is not
 * one. */
bool rich_text_append(const json_t *tree, sse_buffer *out);

/* The same for a tree in serialised form, as in a table cell or a string. */
bool rich_text_append_written(sse_str text, sse_buffer *out);

#endif
