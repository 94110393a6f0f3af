/* Links and messages as all parts of a page write them. Links lead up from the path at hand and down again,
 * so that pages work under any prefix of a proxy. */
#include "base/url.h"
#include "web/page.h"

void links_put_message(const struct call *call, messages_id id) {
  messages_put(call->out, call->request->language, id);
}

void links_put_message_with(const struct call *call, messages_id id, const char *value) {
  sse_str before, after;
  (void)messages_split(call->request->language, id, 0, &before, &after);
  (void)fprintf(call->out, "%.*s", (int)before.length, before.data);
  render_escaped(call->out, value);
  (void)fprintf(call->out, "%.*s", (int)after.length, after.data);
}

static void put_href(FILE *out, const sse_buffer *link) {
  (void)fputs(" href=\"", out);
  render_escaped(out, link->failed || !link->data ? "" : link->data);
  (void)fputs("\"", out);
}

void links_put_href(const struct call *call, const char *path, const struct request *wanted) {
  sse_buffer link = {0};
  sse_buffer_append_text(&link, call->root);
  request_link(wanted, path, &link);
  put_href(call->out, &link);
  sse_buffer_reset(&link);
}

char *links_address(const struct call *call, const char *path) {
  sse_buffer address = {0};
  sse_buffer_append_text(&address, call->base);
  request_link(call->request, path, &address);
  if (!address.failed) return address.data;
  sse_buffer_reset(&address);
  return NULL;
}

void links_put_item_href(const struct call *call, const char *id) {
  sse_buffer link = {0};
  sse_buffer_printf(&link, "%sitem?id=", call->root);
  sse_url_append_encoded(&link, id, "");
  put_href(call->out, &link);
  sse_buffer_reset(&link);
}

/* What has all the words stays that: fewer items could else bring in those that have some. */
struct request links_narrowed(const struct call *call, const search_results *results, request_text which,
                              const char *value) {
  struct request other = *call->request;
  other.texts[which] = (char *)value; /* only read */
  other.offset = 0;
  if (!results->relaxed && results->word_count > 1 && !other.has_match) {
    other.match = SEARCH_MATCH_ALL;
    other.has_match = true;
  }
  return other;
}
