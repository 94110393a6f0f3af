/* Private to source/: the text that an element of a feed has.
 * RSS has HTML, escaped or not; Atom says what it has.
 * Errors of all: SSE_NO_MEMORY, SSE_TOO_LARGE. */
#ifndef SSE_SOURCE_FEED_TEXT_H
#define SSE_SOURCE_FEED_TEXT_H

#include "base/buffer.h"
#include "base/status.h"

#include <libxml/tree.h>

bool feed_text_has_elements(const xmlNode *node);

/* Appends the text of a node and those inside it, as it stands. */
void feed_text_append(const xmlNode *top, sse_buffer *out);

/* Appends the text of an element of RSS: it is HTML, escaped or not. */
sse_status feed_text_html(const xmlNode *node, sse_buffer *out, sse_error *err);

/* Appends that of an element of Atom, by its type (RFC 4287, 3.1.1 and 4.1.3). */
sse_status feed_text_construct(const xmlNode *node, sse_buffer *out, sse_error *err);

/* The child of a node that is called so; NULL for none. */
const xmlNode *feed_text_child(const xmlNode *node, const char *name);

#endif
