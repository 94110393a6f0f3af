/* Private to source/: the text of an element of a feed.
 * In RSS it is HTML, escaped or not; Atom declares the type.
 * Errors of all functions: SSE_NO_MEMORY, SSE_TOO_LARGE. */
#ifndef SSE_SOURCE_FEED_TEXT_H
#define SSE_SOURCE_FEED_TEXT_H

#include "base/buffer.h"
#include "base/status.h"

#include <libxml/tree.h>

bool feed_text_has_elements(const xmlNode *node);

/* Appends the text of a node and its descendants unchanged. */
void feed_text_append(const xmlNode *top, sse_buffer *out);

/* Appends the text of an RSS element, which is HTML, escaped or not. */
sse_status feed_text_html(const xmlNode *node, sse_buffer *out, sse_error *err);

/* Appends the text of an Atom element according to its type (RFC 4287, 3.1.1 and 4.1.3). */
sse_status feed_text_construct(const xmlNode *node, sse_buffer *out, sse_error *err);

/* The child of a node with this name; NULL for none. */
const xmlNode *feed_text_child(const xmlNode *node, const char *name);

#endif
