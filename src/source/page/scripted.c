/* Links that scripts open, of links and of what is clicked as a whole: a row, an item, a card. An address is
 * the text in quotation marks after `location` (perhaps with a property or method) or `window.open`, if the
 * script adds nothing to it. No script is run. */
#include "source/page/scripted.h"
#include "source/source.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_script(const char *href) {
  return href && sse_str_begins(sse_str_trim(sse_str_of(href)), "javascript:");
}

/* The quoted text at the beginning of `at`, after "=" or "(" and white space; empty if there is none, or if
 * the script adds to it. */
static sse_str quoted_at(const char *at) {
  at += strspn(at, " \t\r\n");
  if (*at != '=' && *at != '(') return (sse_str){0};
  at++;
  at += strspn(at, " \t\r\n");
  char quote[] = {*at, '\0'};
  if (*at != '\'' && *at != '"') return (sse_str){0};
  sse_str text = {at + 1, strcspn(at + 1, quote)};
  const char *end = text.data + text.length;
  if (!*end) return (sse_str){0};
  end += 1 + strspn(end + 1, " \t\r\n");
  if (*end == '+') text.length = 0; /* the script adds to it */
  return text;
}

/* True for what may be an address, and is not code. */
static bool is_address(sse_str text) {
  bool has_sign = false;
  for (size_t i = 0; i < text.length; i++) {
    if (sse_is_space(text.data[i]) || strchr("<>\\{}", text.data[i])) return false;
    has_sign = has_sign || strchr("/?.", text.data[i]);
  }
  return has_sign && text.data[0] != '#' && !sse_str_begins(text, "javascript:");
}

/* The address that a script goes to; empty if it names none. */
static sse_str address_in(const char *script) {
  static const char *const places[] = {"location", "window.open"};
  for (size_t i = 0; script && i < sizeof places / sizeof *places; i++) {
    for (const char *at = script; (at = strstr(at, places[i]));) {
      at += strlen(places[i]);
      if (*at == '.') at += 1 + strspn(at + 1, "abcdefghijklmnopqrstuvwxyz"); /* href, replace, assign */
      sse_str address = quoted_at(at);
      if (is_address(address)) return address;
    }
  }
  return (sse_str){0};
}

/* True for an address that leads nowhere: places on the page have names other than these. */
static bool is_idle(const char *href) {
  static const char *const idle[] = {"", "#", "#none", "#n", "#;", "#!", "#this", "#self", "#link", "#void"};
  for (size_t i = 0; i < sizeof idle / sizeof *idle; i++)
    if (strcasecmp(href, idle[i]) == 0) return true;
  return false;
}

/* ---- Elements clicked as a whole ------------------------------------------------------------- */

/* The address that a row, an item or a card leads to; empty if there is none. */
static sse_str address_of_whole(const xmlNode *node) {
  static const char *const kinds[] = {"tr", "li", "div", "article", "section"};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (!html_is(node, kinds[i])) continue;
    sse_str address = address_in(html_attribute(node, "onclick")),
            said = sse_str_of(html_attribute(node, "data-href"));
    return address.length == 0 && is_address(said) ? said : address;
  }
  return (sse_str){0};
}

/* True for an element of a teaser's size without a link in it. */
static bool has_no_link(const xmlNode *node) {
  enum { NODES_MOST = 100, LONGEST = 1500 };
  size_t nodes = 0, length = 0;
  const xmlNode *inner = html_next(node, node, true);
  for (; inner && nodes++ < NODES_MOST && length <= LONGEST; inner = html_next(inner, node, true)) {
    if (html_is(inner, "a") || html_is(inner, "button") || address_of_whole(inner).length > 0) return false;
    if (inner->type == XML_TEXT_NODE && inner->content) length += strlen((const char *)inner->content);
  }
  return !inner && length > 0;
}

/* Puts the content of an element into a link. If memory is short, nothing is changed, and errno tells. */
static void wrap(xmlNode *node, const char *address) {
  xmlNode *link = xmlNewDocNode(node->doc, NULL, (const xmlChar *)"a", NULL), *first = node->children;
  if (!link) return;
  if (!xmlSetProp(link, (const xmlChar *)"href", (const xmlChar *)address)) {
    xmlFreeNode(link);
    return;
  }
  link->children = first;
  link->last = node->last;
  for (xmlNode *child = first; child; child = child->next)
    child->parent = link;
  link->parent = node;
  node->children = node->last = link;
}

/* The cell of a row that reads like a headline: the first with several words that are not a date, or the
 * longest. */
static xmlNode *headline_cell(const xmlNode *row) {
  enum { HEADLINE_SHORTEST = 15 };
  xmlNode *found = NULL;
  size_t longest = 0;
  sse_buffer text = {0};
  sse_date ignored;
  for (xmlNode *cell = row->children; cell && longest < HEADLINE_SHORTEST; cell = cell->next) {
    if (!html_is(cell, "td")) continue;
    sse_buffer_clear(&text);
    html_node_text(cell, &text);
    sse_str words = sse_str_trim(sse_buffer_str(&text));
    if (words.length <= longest || source_date_parse(words, &ignored)) continue;
    longest = words.length;
    found = cell;
  }
  sse_buffer_reset(&text);
  return found;
}

/* Makes a link of an element's content; in a row, of one cell's. */
static void link_whole(xmlNode *node) {
  sse_str address = address_of_whole(node);
  if (address.length == 0 || !has_no_link(node)) return;
  xmlNode *shown = html_is(node, "tr") ? headline_cell(node) : node;
  char *copy = shown ? sse_copy(address) : NULL;
  if (copy) wrap(shown, copy);
  free(copy);
}

void scripted_give_addresses(xmlNode *root) {
  for (xmlNode *node = root; node; node = (xmlNode *)html_next(node, root, true)) {
    bool is_link = html_is(node, "a");
    const char *href = is_link ? html_attribute(node, "href") : NULL;
    if (node->type == XML_ELEMENT_NODE && !is_link) link_whole(node);
    if (!is_link || (href && !is_idle(href) && !is_script(href))) continue;
    sse_str address = address_in(is_script(href) ? href : NULL);
    if (address.length == 0) address = address_in(html_attribute(node, "onclick"));
    char *copy = address.length > 0 ? sse_copy(address) : NULL;
    if (copy) (void)xmlSetProp(node, (const xmlChar *)"href", (const xmlChar *)copy); /* NULL sets errno */
    free(copy);
  }
}

bool scripted_is_link(const xmlNode *node) {
  const char *href = html_is(node, "a") ? html_attribute(node, "href") : NULL;
  if (!href) return false;
  if (is_script(href)) return strchr(href, '(') && !strstr(href, "void");
  bool has_script = html_attribute(node, "onclick") != NULL;
  for (const xmlAttr *attribute = node->properties; attribute && !has_script; attribute = attribute->next)
    has_script = strncmp((const char *)attribute->name, "data-", 5) == 0;
  return is_idle(href) && has_script;
}
