/* Private to source/: HTML as text, by libxml2.
 * Trees are traversed without recursion, so that no depth of nesting can exhaust the stack.
 * What all readers need of markup is here; page.c reads whole pages. */
#ifndef SSE_SOURCE_HTML_H
#define SSE_SOURCE_HTML_H

#include "base/buffer.h"
#include "base/status.h"

#include <libxml/HTMLparser.h>
#include <string.h>

enum {
  HTML_LONGEST = 16 * 1024 * 1024, /* bytes of a page */
  HTML_NODES_MOST = 450000         /* elements and attributes of a page: each takes 120 bytes in the tree */
};

/* Appends a piece of HTML to `out` as text, one paragraph a line. Text without tags and entities is appended
 * as it is. Errors: SSE_NO_MEMORY, SSE_TOO_LARGE. */
sse_status html_text(sse_str html, sse_buffer *out, sse_error *err);

/* Stops libxml2 from printing to standard error, for this thread from now on. Printing would overwrite errno,
 * which tells whether memory was short. */
void html_be_quiet(void);

/* Parses a whole page (UTF-8), and frees the text; NULL if memory is short. `*is_cut` is set if the page has
 * more nodes than the limit; the nodes after it are left out. The caller frees the result with xmlFreeDoc. */
htmlDocPtr html_parse(sse_buffer *page, bool *is_cut);
/* The same for a piece of HTML, in which < may be text; the text is not freed. */
htmlDocPtr html_parse_piece(sse_str html, bool *is_cut);

/* Which elements the text of a node leaves out, besides those that are never shown. */
typedef struct html_filter {
  const void *context;
  bool (*skips)(const void *context, const xmlNode *element); /* NULL skips hidden elements */
} html_filter;

/* Appends the text of a node to `out`, one paragraph a line. */
void html_node_text(const xmlNode *top, sse_buffer *out);
/* The same without the elements inside it that the filter skips. */
void html_node_text_but(const xmlNode *top, const html_filter *filter, sse_buffer *out);

/* The next node after `node` in page order, inside `top`; NULL at the end. `into` visits its children
 * first. */
const xmlNode *html_next(const xmlNode *node, const xmlNode *top, bool into);
/* True for an element of that name, in lower case, to which the parser converts all names of elements and
 * attributes. Inlined, since much code asks this of every node, and most names differ in their first
 * letter. */
static inline bool html_is(const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE && (char)node->name[0] == name[0] &&
         strcmp((const char *)node->name, name) == 0;
}
/* True for an element that begins on a new line. */
bool html_is_block(const xmlNode *node);
/* True for what no reader sees, whatever the page's style, such as scripts. */
bool html_is_never_shown(const xmlNode *node);
/* True for a hidden element, unless it is hidden until found. */
bool html_is_hidden(const xmlNode *node);
/* The target of a link, borrowed from the node; NULL if it does not lead to another page: a place on the same
 * one, a script, a mail address. */
const char *html_target(const xmlNode *node);
/* The value of an attribute, borrowed from the node; NULL if there is none. */
const char *html_attribute(const xmlNode *node, const char *name);
/* True if one of the words of an attribute is `word`, ignoring the case of ASCII letters. */
bool html_has_word(const xmlNode *node, const char *attribute, const char *word);

#endif
