/* Private to source/: a page of the web as one article.
 * What the page says of itself is believed in the order JSON-LD, OpenGraph, plain HTML.
 * Its text is found by where most of its words are. */
#ifndef SSE_SOURCE_ARTICLE_H
#define SSE_SOURCE_ARTICLE_H

#include "source/fields.h"
#include "source/page/html.h"

/* Fills in what an article's page says of itself, in JSON-LD, OpenGraph or plain HTML, and its text.
 * `*is_article` tells that it calls itself one. Errors: SSE_NO_MEMORY. */
sse_status article_read(htmlDocPtr page, struct fields *fields, bool *is_article, sse_error *err);

#endif
