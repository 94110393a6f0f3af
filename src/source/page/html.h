/* Private to source/: HTML as text, by libxml2.
 * html.c turns nodes to text; article.c reads a page that is one item, page.c one that lists many; web.c is
 * the reader. Trees are walked without recursion, so that no depth of nesting can exhaust the stack. */
#ifndef SSE_SOURCE_HTML_H
#define SSE_SOURCE_HTML_H

#include "source/fields.h"

#include <libxml/HTMLparser.h>

enum { HTML_LONGEST = 16 * 1024 * 1024 }; /* bytes of a page */

/* Appends a piece of HTML to `out` as text, a line a paragraph. Text without tags and entities is appended as
 * it is. Errors: SSE_NO_MEMORY, SSE_TOO_LARGE. */
sse_status html_text(sse_str html, sse_buffer *out, sse_error *err);

/* Parses a whole page (UTF-8); NULL where memory is short. The caller frees it with xmlFreeDoc. */
htmlDocPtr html_parse(sse_str page);

/* What a text of nodes leaves out. */
typedef struct html_leaving {
  bool chrome;          /* menus, cookie bars, footers, forms */
  const xmlNode *first; /* two nodes more, or NULL */
  const xmlNode *second;
} html_leaving;

/* Appends the text of a node to `out`, a line a paragraph. */
void html_node_text(const xmlNode *top, const html_leaving *leaving, sse_buffer *out);

/* The next node behind `node` in the order of the page, inside `top`; NULL at the end. `into` goes to its
 * children first. */
const xmlNode *html_next(const xmlNode *node, const xmlNode *top, bool into);
bool html_is(const xmlNode *node, const char *name);
/* True for menus, cookie bars and the like, by element, role, class or id. */
bool html_is_chrome(const xmlNode *node);
/* The value of an attribute, borrowed from the node; NULL where there is none. */
const char *html_attribute(const xmlNode *node, const char *name);

/* Appends the address that `link` is on a page at `base` (NULL where that is not known); nothing for one that
 * is no http address. */
void html_append_url(const char *link, const char *base, sse_buffer *out);

/* Fills in what an article's page says of itself, in JSON-LD, OpenGraph or plain HTML, and its text.
 * `*is_article` tells that it calls itself one. Errors: SSE_NO_MEMORY. */
sse_status article_read(htmlDocPtr page, struct fields *fields, bool *is_article, sse_error *err);

/* Hands on the items of a page that lists some; `*found` is their number, 0 for a page that is no listing. */
sse_status page_read(struct reader *reader, htmlDocPtr document, struct fields *fields, size_t *found,
                     sse_error *err);

#endif
