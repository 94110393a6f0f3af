/* The kinds of entries in a Blogger export. Sources: Google Data APIs, "Kinds" (a category in its own
 * scheme); Blogger's own elements in exports since 2024; Atom Publishing Protocol, drafts (RFC 5023, 13.1.1).
 * No state is kept between elements. */
#include "source/format/blogger.h"
#include "source/drafts.h"
#include "source/format/feed_text.h"
#include "source/page/html.h"

#include <string.h>

static bool has_prefix(const xmlNode *node, const char *prefix) {
  return node->ns && node->ns->prefix && strcmp((const char *)node->ns->prefix, prefix) == 0;
}

static void take_kind(sse_str kind, struct fields *fields) {
  static const char *const content[] = {"post", "page", NULL};
  if (!sse_str_is_any(kind, content)) fields->is_no_news = true;
}

/* Takes a category that is the kind of the entry; returns false for any other. */
static bool take_category(const xmlNode *node, struct fields *fields) {
  static const char kinds[] = "/blogger/2008/kind#";
  const char *scheme = html_attribute(node, "scheme"), *term = html_attribute(node, "term");
  const char *kind = term ? strstr(term, kinds) : NULL;
  bool is_kind = scheme && sse_str_ends(sse_str_of(scheme), "/g/2005#kind") && kind;
  if (is_kind) take_kind(sse_str_of(kind + sizeof kinds - 1), fields);
  return is_kind;
}

bool blogger_take(const xmlNode *node, struct fields *fields) {
  static const char live[] = "live";
  sse_buffer text = {0};
  bool is_control = html_is(node, "control") && has_prefix(node, "app");
  bool is_own = has_prefix(node, "blogger");
  const xmlNode *draft = is_control ? feed_text_child(node, "draft") : NULL;
  if (html_is(node, "category")) return take_category(node, fields);
  if (!is_control && !(is_own && (html_is(node, "type") || html_is(node, "status")))) return false;
  if (draft || is_own) feed_text_append(draft ? draft : node, &text);
  sse_str value = sse_str_trim(sse_buffer_str(&text));
  if (draft) (void)drafts_take(fields, sse_str_of("draft"), value); /* "draft" is always recognised */
  if (is_own && html_is(node, "type")) take_kind(value, fields);
  if (is_own && html_is(node, "status") && !sse_str_is(value, live))
    (void)drafts_take(fields, sse_str_of("draft"), sse_str_of("true"));
  if (text.failed) fields->raw[FIELD_TITLE].failed = true;
  sse_buffer_reset(&text);
  return true;
}
