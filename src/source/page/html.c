/* HTML to text: paragraphs from block elements, without scripts, menus, cookie bars and footers.
 * Trees are walked in the order of the page, without recursion.
 * White space is as a browser shows it: one space, or a new line after a block. */
#include "source/page/html.h"
#include "source/format/hypertext.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool html_is(const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE && strcasecmp((const char *)node->name, name) == 0;
}

const char *html_attribute(const xmlNode *node, const char *name) {
  for (const xmlAttr *attribute = node->type == XML_ELEMENT_NODE ? node->properties : NULL; attribute;
       attribute = attribute->next)
    if (strcasecmp((const char *)attribute->name, name) == 0)
      return attribute->children ? (const char *)attribute->children->content : "";
  return NULL;
}

static bool is_one_of(const xmlNode *node, const char *names) {
  char padded[32];
  int length = snprintf(padded, sizeof padded, " %s ", (const char *)node->name);
  return length > 0 && (size_t)length < sizeof padded && strcasestr(names, padded);
}

/* Elements that never hold what a reader reads; on a page, also what is shown where a thing of another kind
 * cannot be. In a piece of a page that may be all there is: it is often not ended. */
static bool is_hidden(const xmlNode *node, bool is_page) {
  static const char names[] = " script style noscript template svg head select math canvas audio video ";
  return is_one_of(node, names) || (is_page && is_one_of(node, " iframe object ")) ||
         html_attribute(node, "hidden");
}

/* Class names and ids are split at what is no letter, so that "navbar" is one of these and "unavailable" not.
 */
static bool has_chrome_name(const char *value) {
  static const char *const words[] = {
      "nav",         "navbar",     "navigation",    "menu",       "cookie",    "cookies",      "consent",
      "gdpr",        "footer",     "sidebar",       "share",      "sharing",   "social-share", "breadcrumb",
      "breadcrumbs", "pagination", "pager",         "newsletter", "subscribe", "related",      "comments",
      "skip",        "advert",     "advertisement", "banner",     "toolbar"};
  for (size_t length; value && *value; value += length) {
    length = strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
      if (strlen(words[i]) == length && strncasecmp(words[i], value, length) == 0) return true;
    if (length == 0) length = 1;
  }
  return false;
}

bool html_is_chrome(const xmlNode *node) {
  static const char names[] = " nav footer aside form button dialog ";
  static const char roles[] =
      " navigation banner contentinfo complementary search dialog alertdialog menu menubar ";
  if (node->type != XML_ELEMENT_NODE || html_is(node, "body") || html_is(node, "html") ||
      html_is(node, "main") || html_is(node, "article"))
    return false;
  const char *role = html_attribute(node, "role"), *hidden = html_attribute(node, "aria-hidden");
  char padded[32];
  bool by_role = role && snprintf(padded, sizeof padded, " %.28s ", role) > 0 && strcasestr(roles, padded);
  return is_one_of(node, names) || by_role || (hidden && strcasecmp(hidden, "true") == 0) ||
         has_chrome_name(html_attribute(node, "class")) || has_chrome_name(html_attribute(node, "id"));
}

static bool is_block(const xmlNode *node) {
  static const char names[] =
      " address article aside blockquote body br dd details dialog div dl dt fieldset figcaption"
      " figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table"
      " tbody td tfoot th thead tr ul time ";
  return node->type == XML_ELEMENT_NODE && is_one_of(node, names);
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

/* Appends text with its white space as one space each. */
static void append_inline(sse_buffer *out, const char *text) {
  for (size_t length; *text; text += length) {
    length = strcspn(text, " \t\r\n\f");
    sse_buffer_append(out, text, length);
    if (length > 0) continue;
    length = strspn(text, " \t\r\n\f");
    bool at_start =
        out->length == 0 || out->data[out->length - 1] == '\n' || out->data[out->length - 1] == ' ';
    if (!at_start) sse_buffer_append_text(out, " ");
  }
}

void html_node_text(const xmlNode *top, const html_leaving *leaving, sse_buffer *out) {
  const xmlNode *node = top;
  while (node) {
    bool left_out =
        node != top && (node == leaving->first || node == leaving->second ||
                        (node->type == XML_ELEMENT_NODE &&
                         (is_hidden(node, leaving->chrome) || (leaving->chrome && html_is_chrome(node)))));
    bool is_text = node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
    if (is_text && node->content) append_inline(out, (const char *)node->content);
    if (is_block(node)) append_break(out);
    bool into = node->type == XML_ELEMENT_NODE && !left_out && node->children;
    if (into) {
      node = node->children;
      continue;
    }
    while (node && node != top && !node->next) {
      node = node->parent;
      if (node && is_block(node)) append_break(out);
    }
    if (!node || node == top) break;
    if (is_block(node)) append_break(out);
    node = node->next;
  }
  append_break(out);
}

static void ignore_error(void *context, xmlErrorPtr error) {
  (void)context, (void)error;
}

void html_be_quiet(void) {
  xmlSetStructuredErrorFunc(NULL, (xmlStructuredErrorFunc)ignore_error);
}

/* libxml2 gives what it has made where memory runs short in the middle, and says so seldom; malloc says it in
 * errno (POSIX). */
static htmlDocPtr parse(sse_str page, bool is_piece) {
  const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                      HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC;
  int before = errno; /* whoever calls may look for the same of other calls */
  html_be_quiet();
  errno = 0;
  sse_buffer mended = {0};
  hypertext_mend(page, is_piece, &mended);
  htmlParserCtxtPtr context = mended.failed ? NULL : htmlNewParserCtxt();
  if (!context) {
    sse_buffer_reset(&mended);
    return NULL;
  }
  /* Without it, what is nested deeper than 256 elements would be left out without a word. The walks here do
   * not recurse, and libxml2's parser of HTML does not, either. */
  context->options |= XML_PARSE_HUGE;
  htmlDocPtr document =
      htmlCtxtReadMemory(context, mended.data ? mended.data : "", (int)mended.length, NULL, "UTF-8", options);
  bool is_short = errno == ENOMEM;
  htmlFreeParserCtxt(context);
  sse_buffer_reset(&mended);
  if (is_short) {
    xmlFreeDoc(document);
    return NULL;
  }
  errno = before;
  return document;
}

htmlDocPtr html_parse(sse_str page) {
  return parse(page, false);
}

sse_status html_text(sse_str html, sse_buffer *out, sse_error *err) {
  const html_leaving leaving = {0};
  if (html.length > HTML_LONGEST)
    return sse_fail(err, SSE_TOO_LARGE, "a text of HTML is longer than %d bytes", HTML_LONGEST);
  if (html.length == 0 || (!memchr(html.data, '<', html.length) && !memchr(html.data, '&', html.length))) {
    sse_buffer_append_str(out, html);
    return out->failed ? sse_fail_memory(err) : SSE_OK;
  }
  htmlDocPtr document = parse(html, true);
  if (!document) return sse_fail_memory(err);
  const xmlNode *root = xmlDocGetRootElement(document);
  if (root) html_node_text(root, &leaving, out);
  xmlFreeDoc(document);
  return out->failed ? sse_fail_memory(err) : SSE_OK;
}
