/* The text of feed elements: verbatim, as HTML, or according to Atom's type.
 * Feeds have HTML escaped, in CDATA, or as elements.
 * Pure functions, except for the buffers they append to. */
#include "source/format/feed_text.h"
#include "source/format/feed_rules.h"
#include "source/format/tags.h"
#include "source/page/html.h"

#include <string.h>
#include <strings.h>

bool feed_text_has_elements(const xmlNode *node) {
  return xmlFirstElementChild((xmlNode *)node) != NULL;
}

void feed_text_append(const xmlNode *top, sse_buffer *out) {
  for (const xmlNode *node = top; node; node = html_next(node, top, true))
    if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content)
      sse_buffer_append_text(out, (const char *)node->content);
}

sse_status feed_text_html(const xmlNode *node, sse_buffer *out, sse_error *err) {
  sse_buffer text = {0};
  sse_status status = SSE_OK;
  if (feed_text_has_elements(node)) {
    html_node_text(node, out);
    return SSE_OK;
  }
  feed_text_append(node, &text);
  if (text.failed) status = sse_fail_memory(err);
  if (!status) status = html_text(sse_buffer_str(&text), out, err);
  sse_buffer_reset(&text);
  return status;
}

/* How to read the text of an Atom element, by its type (RFC 4287, 3.1.1 and 4.1.3). */
enum reading { AS_TEXT, AS_HTML, AS_MARKUP, AS_NOTHING };

static enum reading reading_of(const xmlNode *node) {
  const char *written = html_attribute(node, "type"), *mode = html_attribute(node, "mode"); /* Atom 0.3 */
  char type[64] = "";
  if (html_attribute(node, "src") || (mode && strcasecmp(mode, "base64") == 0)) return AS_NOTHING;
  if (mode && strcasecmp(mode, "escaped") == 0) return AS_HTML;
  while (written && strchr(" \t\r\n\"'", *written) && *written)
    written++;
  (void)snprintf(type, sizeof type, "%s", written ? written : ""); /* a longer type is not a known one */
  type[strcspn(type, " \t\r\n\"'")] = '\0';
  if (!*type || strcasecmp(type, "text") == 0 || strcasecmp(type, "plain") == 0) return AS_TEXT;
  if (sse_str_begins(sse_str_of(type), "text/html")) return AS_HTML;
  if (strcasecmp(type, "xhtml") == 0 || sse_str_ends(sse_str_of(type), "+xml") ||
      sse_str_ends(sse_str_of(type), "/xml"))
    return AS_MARKUP;
  if (!strchr(type, '/')) return AS_HTML; /* html, and other values used for it */
  return sse_str_begins(sse_str_of(type), "text/") ? AS_TEXT : AS_NOTHING;
}

sse_status feed_text_construct(const xmlNode *node, sse_buffer *out, sse_error *err) {
  switch (reading_of(node)) {
  case AS_HTML:
    return feed_text_html(node, out, err);
  case AS_MARKUP:
    html_node_text(node, out);
    return SSE_OK;
  case AS_TEXT:
    if (feed_text_has_elements(node)) return feed_text_html(node, out, err); /* its type is missing */
    feed_text_append(node, out);
    return SSE_OK;
  default:
    return SSE_OK;
  }
}

const xmlNode *feed_text_child(const xmlNode *node, const char *name) {
  for (const xmlNode *child = node->children; child; child = child->next)
    if (child->type == XML_ELEMENT_NODE &&
        sse_str_equal(tags_local_name(feed_rules_name(child)), sse_str_of(name)))
      return child;
  return NULL;
}
