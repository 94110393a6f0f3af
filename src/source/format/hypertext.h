/* Private to source/: prepares HTML as people write it for libxml2, which knows only HTML 4.
 * Whatever browsers read but libxml2 does not is rewritten so that it does.
 * Pure functions, except for the buffers they append to. */
#ifndef SSE_SOURCE_HYPERTEXT_H
#define SSE_SOURCE_HYPERTEXT_H

#include "base/buffer.h"

/* Appends HTML with the entities that libxml2 does not know replaced by their characters, and with missing
 * semicolons added to the others. `is_piece` means that it is the text of a field and not a page, so that <
 * may be meant literally. Of the attributes of a tag, only the first 200 are kept. */
void hypertext_mend(sse_str html, bool is_piece, sse_buffer *out);

/* Returns true if a text that may be plain has HTML tags or character references, or is a whole document.
 * Sets `*has_blocks` if there is a tag of a block element. */
bool hypertext_detect(sse_str text, bool *has_blocks);

#endif
