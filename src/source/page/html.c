/* HTML to text: one paragraph for each block element, without scripts, media and other elements that
 * are never shown. Trees are traversed in page order, without recursion.
 * White space is as a browser shows it: one space, or a new line after a block. */
#include "source/page/html.h"
#include "source/format/hypertext.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *html_attribute(const xmlNode *node, const char *name) {
  for (const xmlAttr *attribute = node->type == XML_ELEMENT_NODE ? node->properties : NULL; attribute;
       attribute = attribute->next)
    if ((char)attribute->name[0] == name[0] && strcmp((const char *)attribute->name, name) == 0)
      return attribute->children ? (const char *)attribute->children->content : "";
  return NULL;
}

bool html_has_word(const xmlNode *node, const char *attribute, const char *word) {
  const char *words = html_attribute(node, attribute);
  while (words && *words) {
    words += strspn(words, " \t\r\n\f");
    size_t length = strcspn(words, " \t\r\n\f");
    if (sse_str_is((sse_str){words, length}, word)) return true;
    words += length;
  }
  return false;
}

const char *html_target(const xmlNode *node) {
  static const char *const others[] = {"#", "javascript:", "mailto:"};
  const char *href = html_is(node, "a") ? html_attribute(node, "href") : NULL;
  if (!href || !*href) return NULL;
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (strncasecmp(href, others[i], strlen(others[i])) == 0) return NULL;
  return href;
}

enum { LETTERS = 'z' - 'a' + 1, OF_LETTER_MOST = 8 };

/* Element names, by their first letter. */
typedef const char *element_names[LETTERS][OF_LETTER_MOST];

#define LETTER(letter) [(letter) - 'a']

/* True if a node is an element whose name is in a table. */
static bool is_one_of(const xmlNode *node, const element_names names) {
  if (node->type != XML_ELEMENT_NODE || !sse_is_lower(node->name[0])) return false;
  const char *const *row = names[node->name[0] - 'a'], *name = (const char *)node->name;
  for (size_t i = 0; i < OF_LETTER_MOST && row[i]; i++)
    if (name[1] == row[i][1] && strcmp(name, row[i]) == 0) return true;
  return false;
}

/* The head is not in the table: if its tags are omitted, libxml2 puts unknown elements into it. */
bool html_is_never_shown(const xmlNode *node) {
  static const element_names names = {LETTER('a') = {"audio"},
                                      LETTER('c') = {"canvas"},
                                      LETTER('d') = {"datalist"},
                                      LETTER('i') = {"iframe"},
                                      LETTER('m') = {"math"},
                                      LETTER('n') = {"noscript"},
                                      LETTER('s') = {"script", "select", "style", "svg"},
                                      LETTER('t') = {"template", "textarea", "title"},
                                      LETTER('v') = {"video"}};
  return is_one_of(node, names);
}

bool html_is_hidden(const xmlNode *node) {
  const char *hidden = html_attribute(node, "hidden");
  return hidden && strcasecmp(hidden, "until-found") != 0;
}

bool html_is_block(const xmlNode *node) {
  static const element_names names = {
      LETTER('a') = {"address", "article", "aside"},
      LETTER('b') = {"blockquote", "body", "br"},
      LETTER('d') = {"dd", "details", "dialog", "div", "dl", "dt"},
      LETTER('f') = {"fieldset", "figcaption", "figure", "footer", "form"},
      LETTER('h') = {"h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"},
      LETTER('l') = {"li"},
      LETTER('m') = {"main"},
      LETTER('n') = {"nav"},
      LETTER('o') = {"ol"},
      LETTER('p') = {"p", "pre"},
      LETTER('s') = {"section", "summary"},
      LETTER('t') = {"table", "tbody", "td", "tfoot", "th", "thead", "time", "tr"},
      LETTER('u') = {"ul"}};
  return is_one_of(node, names);
}

const xmlNode *html_next(const xmlNode *node, const xmlNode *top, bool into) {
  if (into && node->children && node->type != XML_ENTITY_REF_NODE) return node->children;
  while (node && node != top && !node->next)
    node = node->parent;
  return !node || node == top ? NULL : node->next;
}

static void append_break(sse_buffer *out) {
  while (out->length > 0 && out->data[out->length - 1] == ' ')
    out->data[--out->length] = '\0';
  if (out->length > 0 && out->data[out->length - 1] != '\n') sse_buffer_append_text(out, "\n");
}

static bool is_white(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n' || byte == '\f';
}

/* The length of the words at the beginning of a text, as long as single spaces separate them. */
static size_t words_length(const char *text) {
  size_t length = 0;
  while (text[length] && !is_white(text[length])) {
    while (text[length] && !is_white(text[length]))
      length++;
    if (text[length] != ' ' || !text[length + 1] || is_white(text[length + 1])) break;
    length++;
  }
  return length;
}

/* Appends text with each run of white space as one space. */
static void append_inline(sse_buffer *out, const char *text) {
  while (*text) {
    size_t length = words_length(text);
    if (length > 0) sse_buffer_append(out, text, length);
    text += length;
    if (!*text) break;
    while (is_white(*text))
      text++;
    bool at_start =
        out->length == 0 || out->data[out->length - 1] == '\n' || out->data[out->length - 1] == ' ';
    if (!at_start) sse_buffer_append(out, " ", 1);
  }
}

void html_node_text_but(const xmlNode *top, const html_filter *filter, sse_buffer *out) {
  const xmlNode *node = top;
  while (node) {
    bool is_element = node->type == XML_ELEMENT_NODE;
    bool left_out = node != top && is_element &&
                    (html_is_never_shown(node) ||
                     (filter->skips ? filter->skips(filter->context, node) : html_is_hidden(node)));
    bool is_text = node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
    if (is_text && node->content) append_inline(out, (const char *)node->content);
    if (html_is_block(node)) append_break(out);
    if (is_element && !left_out && node->children) {
      node = node->children;
      continue;
    }
    while (node && node != top && !node->next) {
      node = node->parent;
      if (node && html_is_block(node)) append_break(out);
    }
    if (!node || node == top) break;
    node = node->next;
  }
  append_break(out);
}

void html_node_text(const xmlNode *top, sse_buffer *out) {
  const html_filter nothing = {0};
  html_node_text_but(top, &nothing, out);
}

static void ignore_error(void *context, xmlErrorPtr error) {
  (void)context, (void)error;
}

void html_be_quiet(void) {
  xmlSetStructuredErrorFunc(NULL, (xmlStructuredErrorFunc)ignore_error);
}

/* libxml2 makes a second root of what follows the end of the page; browsers treat it as a part of the
 * page. */
static void join_roots(htmlDocPtr document) {
  xmlNode *root = xmlDocGetRootElement(document), *next;
  for (xmlNode *node = root ? root->next : NULL; node; node = next) {
    next = node->next;
    if (node->type != XML_ELEMENT_NODE) continue;
    xmlUnlinkNode(node);
    (void)xmlAddChild(root, node);
  }
}

/* True for an element that ends the paragraph it is in (HTML, 13.1.2.4), and that libxml2, which is older,
 * does not know. */
static bool ends_paragraph(const xmlNode *node) {
  static const element_names names = {LETTER('a') = {"article", "aside"},
                                      LETTER('d') = {"details"},
                                      LETTER('f') = {"figure", "figcaption", "footer"},
                                      LETTER('h') = {"header"},
                                      LETTER('m') = {"main"},
                                      LETTER('n') = {"nav"},
                                      LETTER('s') = {"section"}};
  return is_one_of(node, names);
}

/* Ends each paragraph where browsers do: the rest of its content follows it instead. */
static void end_paragraphs(xmlNode *root) {
  for (xmlNode *node = root; node; node = (xmlNode *)html_next(node, root, true)) {
    xmlNode *child = html_is(node, "p") ? node->children : NULL;
    while (child && !ends_paragraph(child))
      child = child->next;
    if (!child) continue;
    xmlNode *last = node->last;
    node->last = child->prev;
    if (child->prev)
      child->prev->next = NULL;
    else
      node->children = NULL;
    child->prev = node;
    last->next = node->next;
    if (node->next)
      node->next->prev = last;
    else
      node->parent->last = last;
    node->next = child;
    for (; child != last->next; child = child->next)
      child->parent = node->parent;
  }
}

/* The number of elements and attributes that a parser has made. */
struct making {
  size_t count;
  bool is_cut;
};

static void start_element(void *parser, const xmlChar *name, const xmlChar **attributes) {
  htmlParserCtxtPtr context = parser;
  struct making *making = context->_private;
  making->count++;
  for (size_t i = 0; attributes && attributes[i]; i += 2)
    making->count++;
  if (making->count <= HTML_NODES_MOST) {
    xmlSAX2StartElement(parser, name, attributes);
  } else {
    making->is_cut = true;
    xmlStopParser(context);
  }
}

static htmlParserCtxtPtr new_parser(struct making *making) {
  htmlParserCtxtPtr context = htmlNewParserCtxt();
  if (!context) return NULL;
  context->_private = making;
  context->sax->startElement = start_element;
  context->sax->processingInstruction = NULL;
  /* Without this option, anything nested deeper than 256 elements would be left out silently. The traversals
   * here do not recurse, and neither does libxml2's HTML parser. */
  context->options |= XML_PARSE_HUGE;
  return context;
}

/* Parses the repaired text, and frees it. If memory runs short halfway, libxml2 returns what it has and
 * seldom reports it; malloc sets errno (POSIX). */
static htmlDocPtr parse(sse_buffer *mended, bool *is_cut) {
  const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                      HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC;
  int before = errno; /* callers may check it after several calls */
  struct making making = {0};
  html_be_quiet();
  errno = 0;
  *is_cut = false;
  htmlParserCtxtPtr context = mended->failed ? NULL : new_parser(&making);
  if (!context) {
    sse_buffer_reset(mended);
    return NULL;
  }
  htmlDocPtr document = htmlCtxtReadMemory(context, mended->data ? mended->data : "", (int)mended->length,
                                           NULL, "UTF-8", options);
  bool is_short = errno == ENOMEM;
  *is_cut = making.is_cut;
  htmlFreeParserCtxt(context);
  sse_buffer_reset(mended);
  if (is_short) {
    xmlFreeDoc(document);
    return NULL;
  }
  if (document) {
    join_roots(document);
    end_paragraphs(xmlDocGetRootElement(document));
  }
  errno = before;
  return document;
}

htmlDocPtr html_parse(sse_buffer *page, bool *is_cut) {
  sse_buffer mended = {0};
  hypertext_mend(sse_buffer_str(page), false, &mended);
  sse_buffer_reset(page); /* before the tree is made, which is larger */
  return parse(&mended, is_cut);
}

htmlDocPtr html_parse_piece(sse_str html, bool *is_cut) {
  sse_buffer mended = {0};
  hypertext_mend(html, true, &mended);
  return parse(&mended, is_cut);
}

sse_status html_text(sse_str html, sse_buffer *out, sse_error *err) {
  if (html.length > HTML_LONGEST)
    return sse_fail(err, SSE_TOO_LARGE, "an HTML text is longer than %d bytes", HTML_LONGEST);
  if (html.length == 0 || (!memchr(html.data, '<', html.length) && !memchr(html.data, '&', html.length))) {
    sse_buffer_append_str(out, html);
    return out->failed ? sse_fail_memory(err) : SSE_OK;
  }
  bool is_cut;
  htmlDocPtr document = html_parse_piece(html, &is_cut);
  if (!document) return sse_fail_memory(err);
  const xmlNode *root = xmlDocGetRootElement(document);
  if (root && !is_cut) html_node_text(root, out);
  xmlFreeDoc(document);
  if (is_cut) return sse_fail(err, SSE_TOO_LARGE, "an HTML text has more than %d elements", HTML_NODES_MOST);
  return out->failed ? sse_fail_memory(err) : SSE_OK;
}
