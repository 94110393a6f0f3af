/* Links that scripts open.
 * An address is what stands in quotation marks behind `location`, with what may be called on it, or behind
 * `window.open`, and nothing is added to it. No script is run. */
#include "source/page/scripted.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_script(const char *href) {
  return href && sse_str_begins(sse_str_trim(sse_str_of(href)), "javascript:");
}

/* The text in quotation marks that `at` begins with, after "=" or "(" and white space; none where there is no
 * such, or where more is added to it. */
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

/* True for what may be an address, and is no code. */
static bool is_address(sse_str text) {
  bool has_sign = false;
  for (size_t i = 0; i < text.length; i++) {
    if (sse_is_space(text.data[i]) || strchr("<>\\{}", text.data[i])) return false;
    has_sign = has_sign || strchr("/?.", text.data[i]);
  }
  return has_sign && text.data[0] != '#' && !sse_str_begins(text, "javascript:");
}

/* The address that a script goes to; none where it names none. */
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

/* True for an address that leads nowhere: those to a place on the page have a name of their own. */
static bool is_idle(const char *href) {
  static const char *const idle[] = {"", "#", "#none", "#n", "#;", "#!", "#this", "#self", "#link", "#void"};
  for (size_t i = 0; i < sizeof idle / sizeof *idle; i++)
    if (strcasecmp(href, idle[i]) == 0) return true;
  return false;
}

void scripted_give_addresses(xmlNode *root) {
  for (xmlNode *node = root; node; node = (xmlNode *)html_next(node, root, true)) {
    const char *href = html_is(node, "a") ? html_attribute(node, "href") : "/",
               *script = html_is(node, "a") ? html_attribute(node, "onclick") : NULL;
    if (href && !is_idle(href) && !is_script(href)) continue;
    sse_str address = address_in(is_script(href) ? href : NULL);
    if (address.length == 0) address = address_in(script);
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
