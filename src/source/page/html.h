/* Private to source/: HTML as text, by libxml2.
 * Trees are walked without recursion, so that no depth of nesting can exhaust the stack.
 * What all readers need of markup is here; a page as such is read in page.h. */
#ifndef SSE_SOURCE_HTML_H
#define SSE_SOURCE_HTML_H

#include "base/buffer.h"
#include "base/status.h"

#include <libxml/HTMLparser.h>
#include <string.h>

enum {
  HTML_LONGEST = 16 * 1024 * 1024, /* bytes of a page */
  HTML_NODES_MOST = 450000         /* elements and attributes of it: their tree has 120 bytes for each */
};

/* Appends a piece of HTML to `out` as text, a line a paragraph. Text without tags and entities is appended as
 * it is. Errors: SSE_NO_MEMORY, SSE_TOO_LARGE. */
sse_status html_text(sse_str html, sse_buffer *out, sse_error *err);

/* Has libxml2 print nothing to standard error, from this thread on: whether memory was short shows in errno
 * only where nothing was written after it. */
void html_be_quiet(void);

/* Parses a whole page (UTF-8), and frees the text; NULL where memory is short. `*is_cut` tells that it has
 * more nodes than are taken, and what comes after them is left out. The caller frees it with xmlFreeDoc. */
htmlDocPtr html_parse(sse_buffer *page, bool *is_cut);
/* The same for a piece of HTML, in which < may be text, and which stays. */
htmlDocPtr html_parse_piece(sse_str html, bool *is_cut);

/* What a text of nodes leaves out besides what is never shown. */
typedef struct html_filter {
  const void *context;
  bool (*skips)(const void *context, const xmlNode *element); /* NULL: what is hidden */
} html_filter;

/* Appends the text of a node to `out`, a line a paragraph. */
void html_node_text(const xmlNode *top, sse_buffer *out);
/* The same without the elements inside it that the filter skips. */
void html_node_text_but(const xmlNode *top, const html_filter *filter, sse_buffer *out);

/* The next node after `node` in the order of the page, inside `top`; NULL at the end. `into` goes to its
 * children first. */
const xmlNode *html_next(const xmlNode *node, const xmlNode *top, bool into);
/* True for an element of that name, in small letters, as the parser makes all names of elements and
 * attributes. Much of what looks at a page asks this of every node: most names differ in their first letter.
 */
static inline bool html_is(const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE && (char)node->name[0] == name[0] &&
         strcmp((const char *)node->name, name) == 0;
}
/* True for an element that begins a line of its own. */
bool html_is_block(const xmlNode *node);
/* True for what no reader sees, whatever the page's style, as scripts. */
bool html_is_never_shown(const xmlNode *node);
/* True for an element that is hidden, unless it waits to be found. */
bool html_is_hidden(const xmlNode *node);
/* Where a link leads, borrowed from the node; NULL for what is not a link to another page: a place on the
 * same one, a script, an address of mail. */
const char *html_target(const xmlNode *node);
/* The value of an attribute, borrowed from the node; NULL where there is none. */
const char *html_attribute(const xmlNode *node, const char *name);
/* True where one of the words of an attribute is `word`, ASCII letters of either case alike. */
bool html_has_word(const xmlNode *node, const char *attribute, const char *word);

#endif
