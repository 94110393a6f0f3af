/* Private to source/: the standfirst of an article, the sentence or two that a publisher sets between the
 * headline and the text, in an element of its own.
 * It is recognised by the page's description of itself, which has the same text. */
#ifndef SSE_SOURCE_PAGE_STANDFIRST_H
#define SSE_SOURCE_PAGE_STANDFIRST_H

#include "source/page/main_text.h"
#include "source/page/metadata.h"

/* Appends the standfirst that a page shows above its text, as lines, unless `body` already contains it;
 * nothing if the page has none. Failures show in the buffer. */
void standfirst_append(const page_tree *tree, const main_text *text, const page_metadata *metadata,
                       sse_str body, sse_buffer *out);

#endif
