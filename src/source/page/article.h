/* Private to source/: a web page as one article.
 * Each field comes from the best place that has it: JSON-LD, metadata, elements, text.
 * Its text is where most of its paragraphs are. */
#ifndef SSE_SOURCE_ARTICLE_H
#define SSE_SOURCE_ARTICLE_H

#include "source/page/main_text.h"
#include "source/page/metadata.h"

/* Collects what a page says of itself. `address` is where it was read from, or NULL if that is unknown.
 * Errors: SSE_NO_MEMORY. */
sse_status article_read_metadata(const xmlNode *root, const char *address, page_metadata *metadata,
                                 sse_error *err);

/* Finds the title of a page and from it the publisher, which is all that a list needs. Failures show in the
 * buffers. */
void article_find_source(const page_tree *tree, const main_text *text, page_metadata *metadata);

/* Completes an article's date, author and text from what the page shows. Errors: SSE_NO_MEMORY. */
sse_status article_complete(const page_tree *tree, const main_text *text, page_metadata *metadata,
                            sse_error *err);

#endif
